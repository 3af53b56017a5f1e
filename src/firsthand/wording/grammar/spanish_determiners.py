"""The words that stand before a Spanish noun and follow its gender: articles, determiners, numerals, a few adjectives.

It reads the end of a text backwards and writes that end anew for another noun: "de los dos" becomes "de las dos",
"del" becomes "de la", "y" becomes "e". It knows no noun but those for people.
"""

import re
from collections.abc import Sequence

_REACH = 160
_WORD_REACH = 60
_TOKEN = re.compile(r"(?P<word>[^\s,.;:!?¿¡«»“”\"]+)(?P<space>\s+)$")
_NUMBER = re.compile(r"\d[\d.,]*%?")

_VARIABLE = """
el la los las|un una unos unas|uno una unos unas|este esta estos estas|ese esa esos esas|éste ésta éstos éstas
aquel aquella aquellos aquellas|todo toda todos todas|otro otra otros otras|mucho mucha muchos muchas
muchísimo muchísima muchísimos muchísimas|poco poca pocos pocas|algún alguna algunos algunas
alguno alguna algunos algunas|ningún ninguna ningunos ningunas|ninguno ninguna ningunos ningunas
nuestro nuestra nuestros nuestras|vuestro vuestra vuestros vuestras|cuyo cuya cuyos cuyas|tanto tanta tantos tantas
cuánto cuánta cuántos cuántas|cuanto cuanta cuantos cuantas|demasiado demasiada demasiados demasiadas
vario varia varios varias|ambo amba ambos ambas|numeroso numerosa numerosos numerosas|cierto cierta ciertos ciertas
diverso diversa diversos diversas|distinto distinta distintos distintas|mismo misma mismos mismas
determinado determinada determinados determinadas|propio propia propios propias|último última últimos últimas
primer primera primeros primeras|tercer tercera terceros terceras|segundo segunda segundos segundas
nuevo nueva nuevos nuevas|presunto presunta presuntos presuntas|supuesto supuesta supuestos supuestas
verdadero verdadera verdaderos verdaderas|mero mera meros meras|pequeño pequeña pequeños pequeñas
famoso famosa famosos famosas|conocido conocida conocidos conocidas|maldito maldita malditos malditas
llamado llamada llamados llamadas|denominado denominada denominados denominadas|buen buena buenos buenas
mal mala malos malas|único única únicos únicas|veintiún veintiuna veintiún veintiuna
doscientos doscientas doscientos doscientas|trescientos trescientas trescientos trescientas
cuatrocientos cuatrocientas cuatrocientos cuatrocientas|quinientos quinientas quinientos quinientas
le la les las|tode toda todes todas|une una unes unas|muche mucha muches muchas
l@s la l@s las|lxs la lxs las|los/as la los/as las|los/las la los/las las|las/os la las/os las|el/la la los/as las
un/a una unos/as unas|unos/as una unos/as unas|todos/as toda todos/as todas|todo/a toda todos/as todas
tod@s toda tod@s todas
muchos/as mucha muchos/as muchas|tantísimo tantísima tantísimos tantísimas|puro pura puros puras
dicho dicha dichos dichas|solo sola solos solas|citado citada citados citadas
mencionado mencionada mencionados mencionadas
referido referida referidos referidas
auténtico auténtica auténticos auténticas|típico típica típicos típicas
clásico clásica clásicos clásicas|perfecto perfecta perfectos perfectas
desgraciado desgraciada desgraciados desgraciadas
peligroso peligrosa peligrosos peligrosas|puto puta putos putas|jodido jodida jodidos jodidas
asqueroso asquerosa asquerosos asquerosas|futuro futura futuros futuras
falso falsa falsos falsas|sendos sendas sendos sendas
"""
_FORMS = ("m.sg", "f.sg", "m.pl", "f.pl")

DETERMINERS: dict[str, dict[str, str]] = {}
for _row in re.split(r"[|\n]+", _VARIABLE.strip()):
    _forms = dict(zip(_FORMS, _row.split(), strict=True))
    for _form in _forms.values():
        DETERMINERS.setdefault(_form, _forms)

INVARIABLE = frozenset(
    """mi tu su mis tus sus cada cualquier dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce
    quince dieciséis diecisiete dieciocho diecinueve veinte veintidós veintitrés veinticuatro veinticinco treinta
    cuarenta cincuenta sesenta setenta ochenta noventa cien ciento mil diferentes bastantes tales tal qué cuál gran
    grandes simple simples pobre pobres pinche pinches miserable miserables triste tristes posible
    posibles potencial potenciales actual actuales eventuales más menos
    ex casi unos""".split()
) - {"unos"}

PEOPLE = frozenset(
    """hombre mujer joven madre padre hijo hija hermano hermana niño niña persona paciente adolescente menor preso presa
    individuo sujeto ciudadano ciudadana población pareja estudiante trabajador trabajadora turista jugador jugadora
    actor actriz cantante amigo amiga vecino vecina marido esposo esposa novio novia tío tía primo prima familiar gente
    colectivo usuario usuaria consumidor consumidora chico chica muchacho muchacha chaval chavala pibe piba viejo vieja
    anciano anciana adulto adulta bebé interno interna recluso reclusa detenido detenida inmigrante migrante gestante
    embarazada médico médica enfermero enfermera soldado policía músico futbolista deportista artista escritor escritora
    gitano gitana obrero obrera alumno alumna veterano veterana ladrón delincuente asesino conductor conductora
    progenitor progenitora abuelo abuela sobrino sobrina cliente varón participante tipo señor señora chavo chava mamá
    papá compañero compañera grupo comunidad juventud""".split()
)

COPULAS = frozenset(
    """es era fue ser sea será sería siendo sido soy eres fui eras parece parecía parecer vuelve volvió volverse vuelto
    hizo hacerse hace considera consideran consideraba
    consideraban consideró declaró declara confesó reconoció""".split()
)
_CONJUNCTIONS = {"y": "e", "e": "e", "o": "u", "u": "u"}
_PLAIN_CONJUNCTIONS = {"y": "y", "e": "y", "o": "o", "u": "o"}


def tokens_before(before: str, limit: int = 8) -> list[tuple[str, str]]:
    """The last words of a text with the white behind each, the last one first; punctuation ends them."""
    rest = before[-_REACH:]
    found: list[tuple[str, str]] = []
    while len(found) < limit and (match := _TOKEN.search(rest, max(0, len(rest) - _WORD_REACH))):
        found.append((match["word"], match["space"]))
        rest = rest[: match.start()]
        if rest and not rest[-1].isspace():
            break
    return found


def is_determiner(word: str) -> bool:
    word = word.lower()
    return word in DETERMINERS or word in INVARIABLE or word in ("del", "al") or bool(_NUMBER.fullmatch(word))


def qualifies_person(before: str, number: str) -> bool:
    """Whether a word in that number stands beside a noun for a person ("un boxeador ..."), not for one by itself."""
    words = [word.lower() for word, _ in tokens_before(before, 2)]
    if not words:
        return False
    last = words[0]
    stems = {last, last.removesuffix("s"), last.removesuffix("es"), last.removesuffix("es") + "e"}
    if stems & PEOPLE or last in ("jóvenes", "varones"):
        return not (last == "menor" and words[1:2] in (["por"], ["el"]))
    if not last.isalpha() or len(last) < 4 or is_determiner(last) or last in _NOT_NOUNS or last.endswith(_VERBAL):
        return False
    plural = last.endswith("s")
    return len(words) > 1 and _determines(words[1], plural=plural) and plural == (number == "pl")


_VERBAL = ("á", "é", "í", "ó", "aba", "an", "en")
"""How verbs end behind "la" and "los" ("la consideraban ..."); nouns for people that end so are in PEOPLE."""


def _determines(word: str, *, plural: bool) -> bool:
    """Whether a noun in that number may follow a determiner ("los llama" is no noun with its article)."""
    forms = DETERMINERS.get({"del": "el", "al": "el"}.get(word, word))
    if forms is None:
        return word in INVARIABLE
    return any(form == word and features.endswith("pl") == plural for features, form in forms.items() if form)


_NOT_NOUNS = frozenset(
    """como para entre sobre según desde hasta contra quien donde cuando también casi recién siempre nunca menos quizá
    todavía apenas llama llamaba considera consideraba cree creía vuelve hace declara trata trataba supone sabe acusa
    creen llaman consideran""".split()
)


_SEVERAL = frozenset("dos tres cuatro cinco seis siete ocho nueve diez once doce veinte treinta cien mil".split())


def number_before(before: str) -> str:
    """ "sg", "pl" or "", as the determiner says."""
    return _reading(before, 2)


def gender_before(before: str) -> str:
    """ "m", "f" or "", as the determiner says."""
    return _reading(before, 0)


def _reading(before: str, part: int) -> str:
    for token, _ in tokens_before(before, 4):
        word = {"del": "el", "al": "el"}.get(token.lower(), token.lower())
        if part and (word in _SEVERAL or (_NUMBER.fullmatch(word) and word != "1")):
            return "pl"
        forms = DETERMINERS.get(word)
        if forms and (readings := [features for features, form in forms.items() if form == word]):
            values = {features.split(".")[part // 2] for features in readings}
            return values.pop() if len(values) == 1 else ""
        if word not in INVARIABLE:
            return ""
    return ""


def rewrite(before: str, features: str, text: str) -> tuple[int, str]:
    """How many characters at the end of `before` change for a noun with these features, and what replaces them."""
    tokens = _grown(before, features)
    old = [word for word, _ in tokens]
    new = _agreeing(old, features)
    new = _contracted(new)
    following = [*new, text][1:]
    new = [_conjunction(word, after) for word, after in zip(new, following, strict=True)]
    first = next((i for i, (a, b) in enumerate(zip(old, new, strict=True)) if a.lower() != b.lower()), len(old))
    left = sum(len(word) + len(space) for word, space in tokens[first:])
    return left, "".join(word + space for word, (_, space) in zip(new[first:], tokens[first:], strict=True) if word)


def _grown(before: str, features: str) -> list[tuple[str, str]]:
    """The determiners at the end, in their order, and the preposition or conjunction before them."""
    grown: list[tuple[str, str]] = []
    tokens = tokens_before(before, 10)
    linked = False
    for index, (word, space) in enumerate(tokens):
        low = word.lower()
        further = tokens[index + 1][0].lower() if index + 1 < len(tokens) else ""
        if (low in ("solo", "solos") and further not in DETERMINERS) or (not linked and _adverb(low, features)):
            break  # "only" and "as well as", which agree with nothing
        if is_determiner(low):
            grown.append((word, space))
        elif low in ("de", "a") or low in _CONJUNCTIONS:
            grown.append((word, space))
            linked = True
            if not (grown[:-1] and further in DETERMINERS and _partitive(low, tokens[index - 1][0].lower())):
                break
        else:
            break
    return grown[::-1]


def _adverb(word: str, features: str) -> bool:
    """ "tanto adictos como ..." : a determiner in the singular before a plural is none."""
    forms = DETERMINERS.get(word, {})
    numbers = {feature.split(".")[1] for feature, form in forms.items() if form == word}
    return bool(numbers) and features.partition(".")[2] not in numbers


def _partitive(link: str, article: str) -> bool:
    """ "uno de los", "muchas de estas", "las y los": the word before the link agrees too."""
    return (link == "de" and article not in ("un", "una")) or (link in ("y", "e") and article in ("los", "las", "el"))


def _agreeing(words: Sequence[str], features: str) -> list[str]:
    gender, _, number = features.partition(".")
    agreeing = []
    for word in words:
        low = word.lower()
        if low in ("del", "al"):
            article = DETERMINERS["el"][f"{gender}.{number or 'sg'}"]
            agreeing.append(low if article == "el" else f"{'de' if low == 'del' else 'a'} {article}")
            continue
        forms = DETERMINERS.get(low)
        if forms is None:
            agreeing.append(word)
        elif low in ("uno", "alguno", "ninguno") or (low == "una" and len(words) > 1):
            agreeing.append(_pronoun(low, gender))
        else:
            plural = next(feature for feature, form in forms.items() if form == low).split(".")[1]
            agreeing.append(forms[f"{gender}.{_own_number(forms, low, number, plural)}"])
    return _without_doubled(agreeing)


def _pronoun(word: str, gender: str) -> str:
    stem = word[:-1]
    return stem + ("a" if gender == "f" else "o")


def _own_number(forms: dict[str, str], word: str, number: str, own: str) -> str:
    """A determiner keeps its own number ("uno de los"); where it has no telling form, the noun's is taken."""
    both = {feature.split(".")[1] for feature, form in forms.items() if form == word}
    return number if len(both) > 1 and number else own


def _without_doubled(words: list[str]) -> list[str]:
    """ "las y los" for one gender is one article."""
    for i in range(len(words) - 2):
        if words[i + 1].lower() in ("y", "e") and words[i].lower() == words[i + 2].lower():
            return [*words[:i], "", "", *words[i + 2 :]]
    return words


def _contracted(words: list[str]) -> list[str]:
    """ "de la" for "el" is "del", "a la" is "al"."""
    contracted = list(words)
    for i in range(len(contracted) - 1):
        if contracted[i].lower() in ("de", "a") and contracted[i + 1] == "el":
            contracted[i + 1] = contracted[i].lower() + "l"
            contracted[i] = ""
    return contracted


def _conjunction(word: str, after: str) -> str:
    low = word.lower()
    if low not in _CONJUNCTIONS:
        return word
    sound = after.lower().removeprefix("h")
    if low in ("y", "e"):
        vowel = sound.startswith(("i", "í")) and not re.match(r"i[aeou]", sound)
    else:
        vowel = sound.startswith(("o", "ó"))
    return (_CONJUNCTIONS if vowel else _PLAIN_CONJUNCTIONS)[low]
