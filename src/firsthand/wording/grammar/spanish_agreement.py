"""What else in a Spanish sentence agrees with a noun whose gender changes.

Words directly beside the noun and the participle of its own verb are put in the right form; what agrees further on, or
may belong to another noun, is only named ("detenidos → detenidas").
"""

import re

from msgspec import Struct

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
    los otros estos esos aquellos ellos nosotros junto cada modo pasado incluso tipo modelo testigo testigos mismo
    término términos""".split()
)
_NO_ADJECTIVE = re.compile(r"(?:ndo|tuvo|puso|vino|hizo|dijo|dujo|trajo|duvo|quiso|supo|pudo|cupo|hubo)$")
_PEOPLES = {
    "sg": re.compile(r"(?!inter|des|trav|rev|cort|estr)\w{3,}és|español|(?:alem|catal|musulm)án"),
    "pl": re.compile(r"(?!inter|cort|estr)\w{3,}eses|españoles|(?:alem|catal|musulm)anes"),
}
"""Where people are from, in words that do not end in -o."""
_JOINING = frozenset(["y", "e", "o", "u", "pero", "mientras"])
_ARTICLES = frozenset("el la los las un una unos unas".split())
_ALONE = {"solos", "solo", "juntos", "mismos", "mismo", "todos"}
_NOUNS = frozenset(
    """objeto sujeto motivo fruto blanco caso ejemplo asunto individuo monstruo genio ídolo miembro reo objetivo peligro
    riesgo foco producto resultado símbolo cuerpo elemento bicho artículo trabajo dinero uno algo tanto cierto claro
    necesario pueblo rostro grupo punto mero negocio estorbo problema demonio ángel sexo número dato""".split()
)
"""Behind "ser" they name a thing, and don't agree."""
_ALONE_AFTER = re.compile(r"\s*(?:$|[.,;:!?)»”\"]|(?:en|y|por|con|sin|desde|hasta|ante)\b)")
"""What stands behind "solo" where it means "alone"; elsewhere it may mean "only"."""
_BE = (
    r"(?:(?:no|nunca|ya|también|siempre|se|le|les)\s+){0,3}"
    r"(?:(?:ha|han|había|habían|haya|hayan|habría|habrían|habrá|habrán|hubiera|hubieran)\s+(?:sido|estado|quedado|"
    r"resultado)|(?:va|van|iba|iban|volvió|volvieron)\s+a\s+(?:ser|estar|quedar)|(?:debe|deben|debía|debían|puede|"
    r"pueden|podía|podían|debería|deberían|podría|podrían|deberá|deberán|podrá|podrán|suele|suelen|quiere|quieren|"
    r"tienen?\s+que|merecen?|necesitan?|esperan?)\s+(?:ser|estar|quedar|haber\s+sido)|es|son|era|eran|fue|fueron|será|"
    r"serán|sería|serían|sea|sean|fuera|fueran|siendo|está|están|estaba|estaban|estuvo|estuvieron|estará|estarán|esté|"
    r"estén|quedan?|quedó|quedaron|resultó|resultaron|siguen?|seguían?|siguió|siguieron|permanecen?|permaneció|"
    r"permanecían?|mueren?|parecen?|parecía|sienten?|sentían?|vieron|muestran?|apareció|aparecieron|murió|murieron|falleció|"
    r"viven?|vivían?|duermen?|acaban?|acabó|acabaron|terminan?|terminó|terminaron|salió|salieron|llegó|llegaron|"
    r"continúan?)"
)
_ADVERBS = r"(?:\s+(?:muy|más|menos|ya|también|siempre|aún|todavía|tan|casi|[a-záéíóú]+mente))*"
_BESIDE = r"(?:\s+(?:de|del|al|en|con|desde)(?:\s+(?:el|la|los|las|su|sus))?\s+(?:\d+\s+años|[\w-]+)){0,2}"
_PREDICATE = re.compile(rf"{_BESIDE}(?:,[^,.;:!?]{{1,40}},)?\s+{_BE}{_ADVERBS}(?=\s)", re.IGNORECASE)
_RELATIVE = re.compile(rf",?\s+que\s+{_BE}{_ADVERBS}(?=\s)", re.IGNORECASE)
_PREDICATE_BEHIND_COMMA = re.compile(rf"(?:\s[^,.;:!?]{{1,40}})?,\s+{_BE}{_ADVERBS}(?=\s)", re.IGNORECASE)
_ASIDE = re.compile(r",(?=\s+[^\W\d_]+[aií]dos?\b)", re.IGNORECASE)
_NEXT = re.compile(
    rf"(?P<link>{_ADVERBS}\s+(?:(?P<and>[yeo]|ni)\s+(?:muy\s+|más\s+)?)?)(?P<word>[^\W\d_]+)(?![\w@/'’-])"
)
_GOVERNED = re.compile(
    r"(?<!\w)(?:de|del|a|al|con|por|para|entre|contra|sobre|sin|según|hacia|como|y|e|o|u|ni|en|tras|ante)\s+$",
    re.IGNORECASE,
)
_PART = re.compile(
    r"(?:%|\b(?:mayoría|mitad|parte|tercios?|cuarto|resto|muchos|algunos|varios|pocos|cientos|miles|decenas|docena"
    r"|todos|dos|tres|cuatro|cinco|total|ciento))\s+de\s+$",
    re.IGNORECASE,
)
_ONE_OF = re.compile(r"\b(?:uno|alguno|ninguno)\s+de\s+$", re.IGNORECASE)
_FINDING = r"(?:encontr|hall|dej)[a-zó]+(?=\s+\w+\s+a\s)"
_BEHIND_VERB = re.compile(
    rf"(?:^|[.!?:;»”\"]\s+|\b(?:{'|'.join(sorted(_BEING))}|{_FINDING})\s+)"
    r"(?P<word>[^\W\d_]*?(?:[aií]d|muert|pres)(?:os|o))(?P<second>\s+muert(?:os|o))?(?:\s+a)?\s+$",
    re.IGNORECASE,
)


class Agreement(Struct, frozen=True):
    """What stands in the place of the last `left` characters before a suggestion, and of the `right` ones behind it."""

    left: int = 0
    opening: str = ""
    right: int = 0
    closing: str = ""
    also: tuple[str, ...] = ()


def agree_around(before: str, after: str, left: int, source: str, target: str) -> Agreement:
    """The words around a term that agreed with it, for a noun with other features ("m.pl" to "f.pl").

    The last `left` characters of `before` are rewritten already.
    """
    if not source or source[:1] == target[:1]:
        return Agreement()
    plural, kept = source.endswith("pl"), before[: len(before) - left]
    head = _without_determiners(before)
    grown, opening = _opening(kept[: len(head)], kept[len(head) :], plural, target)
    right, closing = _closing(head, after, plural, target)
    also = left_to_agree("" if grown else kept, after[right:], source, target, beside=right == 0)
    return Agreement(grown, opening, right, closing, also)


def left_to_agree(before: str, after: str, source: str, target: str, *, beside: bool = True) -> tuple[str, ...]:
    """Words that may have agreed with the term ("source" to "target" features), each with the form it then needs."""
    plural = source.endswith("pl")
    words = [*_participle_before(before, plural), *_words_after(after, plural, beside=beside)]
    return tuple(dict.fromkeys(f"{word} → {_changed(word, target)}" for word in words))


def _without_determiners(before: str) -> str:
    """Up to where a noun's determiners begin; "del" and "al" stay, as the prepositions that they are."""
    end = len(before)
    for word, space in tokens_before(before):
        if not is_determiner(word) or word.lower() in ("del", "al"):
            break
        end -= len(word) + len(space)
    return before[:end]


def _changed(word: str, target: str) -> str:
    if target[0] == "f":
        return word[:-2] + "as" if word.lower().endswith("os") else word[:-1] + "a"
    return word[:-2] + "os" if word.lower().endswith("as") else word[:-1] + "o"


def _opening(head: str, between: str, plural: bool, target: str) -> tuple[int, str]:
    """ "Fue detenido un ...", "Detenidos dos ...": how much of it is written anew, and how."""
    match = _BEHIND_VERB.search(head[-80:])
    if target[0] != "f" or match is None or not _agrees(match["word"], plural) or match["word"].lower() == "estado":
        return 0, ""
    written = head[-80:][match.start("word") :]
    words = re.sub(r"[^\W\d_]+", lambda word: _changed(word[0], target), written)
    return len(written) + len(between), words + between


def _closing(head: str, after: str, plural: bool, target: str) -> tuple[int, str]:
    """What stands directly behind a noun or as its predicate: how much of it is written anew, and how."""
    if target[0] != "f":
        return 0, ""
    right, closing = 0, ""
    predicate = _PREDICATE
    if plural or not re.search(r"(?<!\w)del?\s+$", head, re.IGNORECASE):
        right, closing = _series(after, 0, plural, target, noun=True)
        if match := _RELATIVE.match(after, right) or _ASIDE.match(after, right):
            before = right
            right, closing = _joined(after, right, closing, match.end(), plural, target)
            predicate = _PREDICATE_BEHIND_COMMA if right > before and match[0].startswith(",") else predicate
    one = bool(_ONE_OF.search(head))
    subject = not _GOVERNED.search(head[-20:]) or one or (plural and _PART.search(head[-30:]))
    if subject and (match := predicate.match(after, right)):
        right, closing = _joined(after, right, closing, match.end(), plural and not one, target)
    return right, closing


def _joined(after: str, right: int, closing: str, start: int, plural: bool, target: str) -> tuple[int, str]:
    """What was written anew so far, with the words from a further place on, where they agree."""
    end, words = _series(after, start, plural, target, noun=False)
    return (end, closing + after[right:start] + words) if words else (right, closing)


def _series(after: str, start: int, plural: bool, target: str, *, noun: bool) -> tuple[int, str]:
    """Agreeing words one after another: where they end, and how they are written."""
    end, written = start, ""
    while match := _NEXT.match(after, end):
        word = match["word"]
        beside = noun and not match["and"] and not match["link"].strip()
        people = _PEOPLES["pl" if plural else "sg"].fullmatch(word) if beside else None
        if people is None and (
            not word.lower().endswith("os" if plural else "o") or not _is_adjective(word, beside=beside)
        ):
            break
        if noun and match["and"] and end == start:
            break
        if word.lower() in ("solo", "solos") and not _ALONE_AFTER.match(after, match.end()):
            break
        written += match["link"] + (_of_people(word) if people else _changed(word, target))
        end = match.end()
    return end, written


def _of_people(word: str) -> str:
    """ "inglés → inglesa", "españoles → españolas"."""
    if word.endswith("es"):
        return word[:-2] + "as"
    return word.replace("és", "es").replace("án", "an") + "a"


def _is_adjective(word: str, *, beside: bool) -> bool:
    """Whether a word that ends as one is an adjective: beside a noun it most often is."""
    if not word.islower() and not word.isupper():
        return False
    small = word.lower()
    if len(small) < 4 or small in _NOT_ADJECTIVES or _NO_ADJECTIVE.search(small):
        return False
    return beside or small.removesuffix("s") not in _NOUNS


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


def _words_after(after: str, plural: bool, *, beside: bool = True) -> list[str]:
    """The adjective directly behind the noun, and predicates behind a form of "ser" or "estar" in the same clause."""
    found: list[str] = []
    previous, being = "", False
    for position, match in enumerate(_WORD.finditer(after[:_REACH])):
        word = match[0].lower()
        if not word[0].isalpha() or (previous in _JOINING and word in _ARTICLES):
            break
        adjective = len(word) > 3 and word.endswith("os" if plural else "o") and not _NO_ADJECTIVE.search(word)
        adjective = adjective and word not in _NOT_ADJECTIVES and word.removesuffix("s") not in _NOUNS
        directly = beside and position == 0 and after[:1].isspace() and "," not in after[: match.start()]
        if adjective and previous not in _HAVING and (directly or being or word in _ALONE):
            found.append(match[0])
        being = word in _BEING or (being and word in ("no", "muy", "más", "y", "siempre", "ya", "ser", "sido"))
        being = being or (adjective and bool(found) and found[-1] == match[0] and word not in _ALONE and directly)
        previous = word
    return found
