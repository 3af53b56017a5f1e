"""Values of an origin in the form that records need, each checked by itself. It knows no origin.

What is wrong is told by MalformedError, or left out where the origin is known for it.
"""

import re
import unicodedata
from contextlib import suppress

from firsthand.catalogue import dates, identifiers, languages
from firsthand.catalogue.malformed import MalformedError
from firsthand.catalogue.records import Identifier, Party, Text
from firsthand.sources.plain import party_named
from firsthand.sources.slugs import slugify

LONGEST_TITLE = 500
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_THREE = {
    "eng": "en",
    "fre": "fr",
    "fra": "fr",
    "spa": "es",
    "rus": "ru",
    "por": "pt",
    "ger": "de",
    "deu": "de",
    "ara": "ar",
}


def words(text: str) -> str:
    """Words on one line, in Unicode's composed form and without signs that can't be seen or printed."""
    return " ".join(unicodedata.normalize("NFC", _CONTROL.sub(" ", text)).split())


def title(text: str) -> str:
    """A title of bearable length."""
    plain = words(text)
    return plain if len(plain) <= LONGEST_TITLE else plain[:LONGEST_TITLE].rsplit(" ", 1)[0] + " …"


def paragraphs(text: str) -> str:
    """Words of several paragraphs, parted by blank lines."""
    parts = re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "\n\n".join(plain for part in parts if (plain := words(part)))


def language(value: str) -> str:
    """A language tag of whatever names a language: "en_GB", "eng", "French", "Русский". MalformedError for others.

    A region that changes nothing in writing is left out, since sites have it from their settings.
    """
    text = value.strip().replace("_", "-")
    code = _THREE.get(text.casefold()) or languages.by_name().get(text.casefold())
    tag = languages.normalise(code or text)
    parts = tag.split("-")
    if parts[0] in ("pt", "zh"):
        return tag
    return "-".join(part for place, part in enumerate(parts) if place == 0 or len(part) == len("Latn"))


def date(value: str) -> str:
    """A partial date (ISO 8601) of "2021/3/26", "2021-03-26T10:00:00Z", "26.03.2021"; MalformedError for others.

    Months and days that are written as zero are not known.
    """
    text = re.sub(r"[ T]\d\d:\d\d.*$", "", value.strip()).replace("/", "-").strip("- ")
    if turned := re.fullmatch(r"(\d\d?)\.(\d\d?)\.(\d{4})", text):
        text = f"{turned[3]}-{int(turned[2]):02}-{int(turned[1]):02}"
    text = re.sub(r"(?:-00)+$", "", text)
    if loose := re.fullmatch(r"(\d{4})-(\d\d?)(?:-(\d\d?))?", text):
        text = "-".join([loose[1], *(f"{int(part):02}" for part in loose.groups()[1:] if part)])
    return dates.normalise(text)


def identifier(scheme: str, value: str) -> Identifier | None:
    """An identifier in its normal form, or None where it is none."""
    with suppress(MalformedError):
        return identifiers.normalise(scheme, value)
    return None


def address(value: str) -> str:
    """A web address, or "" where it is none."""
    with suppress(MalformedError):
        return identifiers.address(value.strip())
    return ""


def person(name: str, language: str = "en", family: str = "", given: str = "") -> Party | None:
    """The party of a name: a person where both of its parts are given, else what the name looks like.

    "Levy, Jay" is turned about. None where it is the name of a machine or of a program.
    """
    plain = words(name)
    if not (family or given) and re.fullmatch(r"[^,]{2,60}, [^,]{1,60}", plain) and not re.search(r"\d", plain):
        family, _, given = plain.partition(", ")
    family, given = words(family), words(given)
    if family and given:
        whole = f"{given} {family}"
        return Party(slugify(whole, "party"), (Text(language, whole),), "person", family=family, given=given)
    return party_named(plain or family or given, language)
