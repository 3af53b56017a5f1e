"""French agreement behind a noun whose gender changes: what is put right beside it, and what is left to the writer.

Words directly behind the noun belong to its group and are put in the right form and place, and so is the participle of
the verb "être" that follows a subject directly; what agrees further on is only named.
"""

import re

from firsthand.wording.grammar.french_determiners import plural

REACH = 160

_ADJECTIVES = {
    "actif": "active", "ancien": "ancienne", "belge": "belge", "canadien": "canadienne", "chronique": "chronique",
    "congolais": "congolaise", "dangereux": "dangereuse", "étranger": "étrangère", "français": "française",
    "grand": "grande", "haïtien": "haïtienne", "inactif": "inactive", "ivoirien": "ivoirienne", "jeune": "jeune",
    "majeur": "majeure", "malade": "malade", "malien": "malienne", "marocain": "marocaine", "mineur": "mineure",
    "pauvre": "pauvre", "précaire": "précaire", "québécois": "québécoise", "sénégalais": "sénégalaise", "seul": "seule",
    "séropositif": "séropositive", "suisse": "suisse", "tunisien": "tunisienne", "vulnérable": "vulnérable",
    "violent": "violente", "fonctionnel": "fonctionnelle",
    "vieillissant": "vieillissante", "célèbre": "célèbre", "anonyme": "anonyme", "adulte": "adulte",
    "solitaire": "solitaire",
    "malheureux": "malheureuse", "désespéré": "désespérée", "ordinaire": "ordinaire", "honnête": "honnête",
    "masculin": "masculine", "féminin": "féminine", "enceint": "enceinte", "mort": "morte", "parisien": "parisienne",
    "africain": "africaine",
    "algérien": "algérienne", "russe": "russe", "américain": "américaine", "européen": "européenne",
    "vivant": "vivante",
    "présent": "présente", "absent": "absente", "suivi": "suivie", "sorti": "sortie", "venu": "venue",
    "détenu": "détenue", "connu": "connue", "inconnu": "inconnue", "inscrit": "inscrite", "pris": "prise",
    "récent": "récente", "local": "locale", "libre": "libre", "guéri": "guérie", "perdu": "perdue", "assis": "assise",
    "décédé": "décédée", "âgé": "âgée", "agressif": "agressive", "notoire": "notoire", "tué": "tuée",
    "transgenre": "transgenre", "trans": "trans", "gay": "gay", "noir": "noire", "blanc": "blanche",
    "atteint": "atteinte", "soumis": "soumise", "exclu": "exclue", "admis": "admise", "surpris": "surprise",
    "accueilli": "accueillie", "puni": "punie", "privé": "privée", "désireux": "désireuse", "contraint": "contrainte",
    "mis": "mise", "remis": "remise", "vu": "vue", "reçu": "reçue", "prêt": "prête", "nombreux": "nombreuse",
    "heureux": "heureuse", "condamné": "condamnée", "innocent": "innocente", "conscient": "consciente",
    "convaincu": "convaincue", "issu": "issue", "devenu": "devenue", "revenu": "revenue", "parti": "partie",
    "inquiet": "inquiète", "méfiant": "méfiante", "réticent": "réticente", "moyen": "moyenne",
}  # fmt: skip


def _forms() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = {}
    for man, woman in _ADJECTIVES.items():
        forms = {"m.sg": man, "f.sg": woman, "m.pl": plural(man), "f.pl": plural(woman)}
        for written in forms.values():
            table.setdefault(written, forms)
    return table


_FORMS = _forms()
_PARTICIPLE = re.compile(r"^(\w+é)(e?)(s?)$")
_OTHER_PARTICIPLE = re.compile(r"^(\w{2,}(?:[^aeéq]u|[^aou]i|it|ert|int|pris|mis|quis|clus|sis))(e?)(s?)$")
_NO_OTHERS = frozenset(
    "ici ainsi aussi parmi plus puis lui depuis demi midi ni avis suis fils tapis pays dessus dessous vis "
    "sursis permis trois jadis mais jamais souris brebis service police notice crédit profit droit lit "
    "bruit nuit esprit petits petite petit".split()
)
_NEVER_MOVED = frozenset(["devenu", "né", "élu", "nommé", "resté", "surnommé", "appelé", "considéré", "redevenu"])
"""What comes behind them belongs to them."""
_BOTH_NUMBERS = re.compile(r"(?:mis|pris|quis|clus|sis|[ao]is|eux)$")
_NO_PARTICIPLES = frozenset("été santé côté société moitié cité".split())
_WORD = r"[^\W\d_]+"
_GROUP = re.compile(rf"^\s+(?P<one>{_WORD})(?:(?P<and>\s+(?:et\s+)?)(?P<two>{_WORD}))?(?![\w’'-])")
_AGED = re.compile(
    r"^\s+(?P<one>âgée?s?|prête?s?)"
    r"(?P<rest>\s+de\s+(?:plus\s+de\s+|moins\s+de\s+)?[\w-]+(?:\s+(?:à|et)\s+[\w-]+)?\s+ans|\s+à\s+tout)\b"
)
_COMPLEMENT = re.compile(
    r"^\s+(?:de|du|des|par|à|au|aux|en|dans|pour|depuis|sur|sous|avec|chez|comme|lors|près|hier|le|la|les|ce|cette|pendant"
    r"|durant|après|avant|entre|contre|vers|devant|plus|moins|ou|ici|là|récemment|jadis|autrefois|mardi|lundi|mercredi"
    r"|jeudi|vendredi|samedi|dimanche|dehors|ensemble|via|selon|hors|malgré|sans|jusqu|afin|lorsqu|quand)\b|^\s+[dl][’']"
)
_WHEN = re.compile(r"^\s+(?:avant|après|depuis|pendant|durant|hier|jadis|autrefois|dans|en)\b")
_FAMED = frozenset(
    f"{word}{s}" for word in ("célèbre", "anonyme", "solitaire", "ordinaire", "honnête") for s in ("", "s")
)
"""Adjectives that take no complement of time or place."""
_RELATIVE = re.compile(
    r"^\s+(?:(?:qui|dont|où)(?![\w-])|(?:que\s+(?:nous|vous|je|j[’']|tu|l[’']on)|qu[’'](?:on|ils?|elles?))(?![\w-]))",
    re.IGNORECASE,
)
"""A relative clause; "que" before a pronoun alone, since elsewhere it may belong to a comparison."""
_BE = (
    r"(?:est|sont|étaient|était|sera|seront|serait|seraient|fut|furent|soit|soient|été|être|reste|restent|semblent?|"
    r"paraissent|deviennent|devient|étant)"
)
_PREDICATE = re.compile(
    rf"(?<![\w’'])(?:n[’'])?{_BE}\s+(?:(?:pas|plus|jamais|souvent|aussi|encore|toujours|très|trop|peu|parfois|déjà|plus|moins|"
    rf"ainsi|alors|bien|mieux|ensuite|d[’']abord|également|rarement|systématiquement|généralement)\s+){{0,2}}(?P<word>{_WORD})",
    re.IGNORECASE,
)
_ADVERBS = (
    r"(?:(?:pas|plus|jamais|souvent|aussi|encore|toujours|très|trop|peu|parfois|déjà|moins|ainsi|alors|bien|mieux|ensuite|"
    r"également|rarement|systématiquement|généralement|tous|toutes|désormais|enfin|même|plutôt|\w+ment)\s+){0,2}"
)
_PASSIVE = re.compile(
    rf"^(?P<verb>(?:\s+de\s+[\w-]+\s+ans|\s+(?:du|de\sla|de|à|en|au)\s+{_WORD}(?:\s+[A-ZÉ]\w+)?|\s+d[’'][A-ZÉ]\w+)?"
    rf"\s+(?:ne\s+|n[’'])?(?:se\s+|s[’'])?(?:(?:ont|a|avaient|avait|auront|aura|auraient|aurait)\s+{_ADVERBS}été|"
    rf"(?:doi(?:ven)?t|peu(?:ven)?t|veulent|veut|vont|va|devraient|devrait|pourraient|pourrait|devront|devra|pourront|"
    rf"pourra|devaient|devait|pouvaient|pouvait)\s+{_ADVERBS}être|"
    rf"est|sont|étaient|était|sera|seront|serait|seraient|fut|furent|restent?|deviennent|semblent)\s+{_ADVERBS})"
    rf"(?P<word>{_WORD})(?![\w’'-])"
)
_UNVARYING = re.compile(
    r"^\s(?:de\s[\w-]+(?:\s[\w-]+)?\sans|en\s(?:manque|sevrage|détresse|errance|cure|crise|fuite|pleurs|colère)"
    r"|sans\s(?:attaches?|emploi|domicile|abri|papiers|ressources|famille|histoires))(?![\w-])"
)
"""What belongs to the noun and would be read with the clause: "de 26 ans"."""
_GOVERNED = re.compile(
    r"(?<![\w-])(?:de|à|par|pour|avec|chez|contre|sur|entre|dans|sans|envers|vers|selon|comme|et|ou|ni|parmi|sous|après|"
    r"avant|d[’'])\s*$",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"(?:^|[.!?:;,«(—–-]\s*|\b(?:plupart|majorité|moitié|beaucoup|tiers|quart|que|si|quand|mais|où)\s+|%\s+)$"
)
_PRONOUNS = {
    "sg": {"il": "elle", "lui-même": "elle-même", "celui-ci": "celle-ci", "il-même": "elle-même"},
    "pl": {"ils": "elles", "eux": "elles", "eux-mêmes": "elles-mêmes", "ceux-ci": "celles-ci", "tous": "toutes"},
}
_IMPERSONAL = re.compile(
    r"^\s+(?:n[’']|ne\s+)?(?:y\s+(?:a|avait|aura)|faut|fallait|faudra|s[’']agit|s[’']agissait|est\s+(?:vrai|possible|"
    r"nécessaire|important|temps|rare|urgent|difficile|question|donc|ici))\b",
    re.IGNORECASE,
)


def agreeing(word: str, feature: str) -> str | None:
    """A participle or known adjective in a gender and number; None for any other word."""
    small = word.lower()
    if small in _FORMS:
        return _FORMS[small][feature]
    found = _PARTICIPLE.match(small)
    if not found or small in _NO_PARTICIPLES:
        return None
    return _ended(found, feature)


def _predicative(word: str, feature: str) -> str | None:
    """As `agreeing`, and for participles in -i, -u and -t, which behind "être" are nothing else."""
    small = word.lower()
    other = agreeing(word, feature)
    if other or small in _NO_OTHERS:
        return other
    found = _OTHER_PARTICIPLE.match(small)
    return _ended(found, feature) if found else None


def _ended(found: re.Match[str], feature: str) -> str:
    ending = ("e" if feature.startswith("f") else "") + ("s" if feature.endswith("pl") else "")
    return found[1] + (ending if not (found[1].endswith("s") and ending == "s") else "")


def is_adjective(word: str) -> bool:
    """Whether a word is a participle in -é or an adjective that is known here."""
    return agreeing(word, "m.sg") is not None


def _same_number(word: str, feature: str) -> bool:
    return word.lower().endswith(("s", "x")) == feature.endswith("pl") or bool(_BOTH_NUMBERS.search(word.lower()))


def with_adjectives(text: str, after: str, feature: str) -> tuple[str, int]:
    """A noun phrase with the adjectives directly behind it; and how many characters of what follows they take.

    "Personnes qui consomment…" before " incarcérés" gives "personnes incarcérées qui consomment…".
    """
    head, _, rest = text.partition(" ")
    if rest.startswith(("qui ", "ayant ", "vivant ")) and (kept := before_clause(after)):
        return joined(f"{head}{kept} {rest}", after[len(kept) :]), len(kept)
    aged = _AGED.match(after)
    group = aged or _GROUP.match(after)
    if not group:
        return joined(text, after), 0
    first = agreeing(group["one"], feature)
    if first is None or not _same_number(group["one"], feature):
        return joined(text, after), 0
    end, words = group.end("one"), first
    second = None if aged or not group["two"] else agreeing(group["two"], feature)
    if second:
        end, words = group.end("two"), first + group["and"] + second
    if aged:
        return f"{head} {words}{aged['rest']} {rest}", aged.end()
    if (
        first.rstrip("es") in _NEVER_MOVED
        or not rest.startswith(("qui ", "ayant ", "vivant "))
        or (_COMPLEMENT.match(after[end:]) and not (first in _FAMED and _WHEN.match(after[end:])))
    ):
        return f"{text} {words}", end
    return joined(f"{head} {words} {rest}", after[end:]), end


def before_clause(after: str) -> str:
    """What stands behind a noun and must stay with it: " de 26 ans", " en manque"; else nothing."""
    kept = _UNVARYING.match(after)
    return kept[0] if kept else ""


def is_subject(before: str, determiner: str) -> bool:
    """Whether a noun behind `before`, with its determiner, may by itself be what the next verb agrees with."""
    if not determiner or _GOVERNED.search(before[-30:]):
        return False
    if determiner in {"des", "du", "de", "aux", "au"}:
        return determiner == "des" and bool(_WHOLE.search(before[-30:]))
    return True


def with_predicate(text: str, after: str, feature: str) -> tuple[str, int]:
    """A subject with the participle behind its "être": " ont été vus" gives "… ont été vues"."""
    found = _PASSIVE.match(after[:REACH])
    if not found:
        return text, 0
    other = _predicative(found["word"], feature)
    if not other or other == found["word"] or not _same_number(found["word"], feature):
        return text, 0
    verb = re.sub(r"\btous\b", "toutes", found["verb"]) if feature == "f.pl" else found["verb"]
    return text + verb + other, found.end("word")


def joined(text: str, after: str) -> str:
    """With "et" between two relative clauses."""
    return text + " et" if " qui " in f" {text}" and _RELATIVE.match(after) else text


def left_to_agree(after: str, gender: str, number: str) -> tuple[str, ...]:
    """What else in the sentence agrees with a noun that has become feminine or masculine, each with what it becomes."""
    near = after[:REACH]
    found: dict[str, str] = {}
    for match in _PREDICATE.finditer(near):
        _note(found, match["word"], gender, number)
    apposed = re.match(rf"^,\s+(?P<word>{_WORD})\b", near)
    if apposed:
        _note(found, apposed["word"], gender, number)
    if gender == "f":
        _note_pronouns(found, near, number)
    return tuple(f"« {old} » → « {new} »" for old, new in found.items())


def _note(found: dict[str, str], word: str, gender: str, number: str) -> None:
    other = _predicative(word, f"{gender}.{number}")
    if other and other != word.lower() and _same_number(word, number):
        found[word] = other


def _note_pronouns(found: dict[str, str], near: str, number: str) -> None:
    for old, new in _PRONOUNS[number].items():
        for match in re.finditer(rf"(?<![\w’'-]){old}(?![\w-])", near, re.IGNORECASE):
            if old != "il" or not _IMPERSONAL.match(near[match.end() :]):
                found[match[0]] = new
                break
