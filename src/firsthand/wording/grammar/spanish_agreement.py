"""What else in a Spanish sentence agrees with a noun whose gender changes, and is left to the writer.

It names words ("detenidos → detenidas") and rewrites none: the same ending may belong to another noun.
"""

import re

from firsthand.wording.grammar.spanish_determiners import is_determiner, tokens_before

_WORD = re.compile(r"[^\W\d_]+|[.;:!?()«»“”\"]")
_REACH = 90
_BEING = frozenset(
    """es son era eran fue fueron ser sea sean será serán sería serían siendo sido está están estaba estaban estuvo
    estuvieron estar queda quedan quedó quedaron resultó resultaron seguían sigue siguen permanecen viven""".split()
)
_HAVING = frozenset("ha han había habían haya hayan habrá habrán habría habrían he hemos haber hubo hubieran".split())
_NOT_ADJECTIVES = frozenset(
    """como cuando pero bajo dentro mucho menos cuanto luego medio centro según aunque mientras entonces después antes
    sino cuatro ocho años grupos casos esto eso ello dado estado sido lado hecho todo cuándo cómo dónde nuevo ambos unos
    dijo hizo tuvo estuvo puso quiso vino supo pudo hubo trajo produjo anduvo creo tengo digo contrajo
    los otros estos esos aquellos ellos nosotros junto cada modo pasado""".split()
)
_ALONE = {"solos", "solo", "juntos", "mismos", "mismo", "todos"}


def left_to_agree(before: str, after: str, source: str, target: str) -> tuple[str, ...]:
    """Words that agreed with the term ("source" to "target" features), each with the form it now needs."""
    if not source or source[:1] == target[:1]:
        return ()
    plural = source.endswith("pl")
    words = [*_participle_before(before, plural), *_words_after(after, plural)]
    return tuple(
        dict.fromkeys(f"{word} → {_feminine(word) if target[0] == 'f' else _masculine(word)}" for word in words)
    )


def _feminine(word: str) -> str:
    return word[:-2] + "as" if word.endswith("os") else word[:-1] + "a"


def _masculine(word: str) -> str:
    return word[:-2] + "os" if word.endswith("as") else word[:-1] + "o"


def _participle_before(before: str, plural: bool) -> list[str]:
    """ "fue detenido un ...", "Detenidos dos ...": but not "han detenido"."""
    words = [word for word, _ in tokens_before(before, 6)]
    while words and is_determiner(words[0]):
        words.pop(0)
    if not words or not _agrees(words[0], plural) or not re.search(r"[aií]d[oa]s?$|(?:muert|hech)[oa]s?$", words[0]):
        return []
    return [] if len(words) > 1 and words[1].lower() in _HAVING else [words[0]]


def _agrees(word: str, plural: bool) -> bool:
    return word.lower().endswith(("os", "as") if plural else ("o", "a"))


def _words_after(after: str, plural: bool) -> list[str]:
    """The adjective directly behind the noun, and predicates behind a form of "ser" or "estar" in the same clause."""
    found: list[str] = []
    previous, being = "", False
    for position, match in enumerate(_WORD.finditer(after[:_REACH])):
        word = match[0].lower()
        if not word[0].isalpha():
            break
        adjective = len(word) > 3 and word.endswith("os" if plural else "o") and word not in _NOT_ADJECTIVES
        directly = position == 0 and after[:1].isspace() and "," not in after[: match.start()]
        if adjective and previous not in _HAVING and (directly or being or word in _ALONE):
            found.append(match[0])
        being = word in _BEING or (being and word in ("no", "muy", "más", "y", "siempre", "ya", "ser", "sido"))
        being = being or (adjective and bool(found) and found[-1] == match[0] and word not in _ALONE and directly)
        previous = word
    return found
