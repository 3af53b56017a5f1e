"""The library as a whole: what library.toml says of it, of its door and of old addresses."""

from firsthand.catalogue.identifiers import address, mirror
from firsthand.catalogue.languages import normalise as normal_language
from firsthand.catalogue.malformed import MalformedError
from firsthand.catalogue.records import Door, Library, Redirect
from firsthand.catalogue.validation import check_slug
from firsthand.catalogue.written.mistakes import Mistake
from firsthand.catalogue.written.tables import Table
from firsthand.catalogue.written.toml import TomlFile

LANGUAGES = ("en", "fr", "es", "ru")


def library(file: TomlFile, mistakes: list[Mistake]) -> Library:
    """The library as a whole. Its languages decide how words without one are taken."""
    table = Table(file, mistakes)
    languages = table.strings("languages", normal_language) or LANGUAGES
    first = languages[0]
    titles = table.texts("title", first)
    if not titles:
        table.wrong(("title",), "The library has no title.", "Write one, such as title = “Our library”.")
    web = table.link("address")
    made = Library(
        titles,
        descriptions=table.texts("description", first),
        languages=languages,
        address=web.rstrip("/") if web else None,
        publisher=table.checked("publisher", check_slug),
        contact=table.checked("contact", _contact),
        notice=table.texts("notice", first),
        mirrors=table.strings("mirrors", mirror),
        leave=table.link("leave"),
        door=_door(table.table("door")),
    )
    table.asked.add("redirects")
    table.finish()
    return made


def _door(own: Table | None) -> Door | None:
    """What everybody may know of the network's sealed inbox."""
    if own is None:
        return None
    keys = own.strings("keys", _public_key)
    if not keys:
        remedy = 'Write keys = ["fhi1…"] with what `firsthand inbox keygen` has shown, or take “door” out.'
        own.wrong((), "The door has no key to which anything could be sealed.", remedy)
    plain = Door(keys)
    smallest, days = own.number("smallest_group", 2), own.number("days_kept")
    door = Door(
        keys,
        own.checked("collector", _collector_key),
        own.flag("messages") if "messages" in own else plain.messages,
        plain.smallest_group if smallest is None else smallest,
        plain.days_kept if days is None else days,
    )
    own.finish()
    return door


def _public_key(text: str) -> str:
    return _key(text, "fhi1")


def _collector_key(text: str) -> str:
    return _key(text, "fhc1")


def _key(text: str, purpose: str) -> str:
    """The key itself. MalformedError unless something can be sealed to it: one slip, and nobody could open anything."""
    from firsthand.sealed.errors import SealedError
    from firsthand.sealed.keys import Purpose, read_public

    try:
        read_public(text, Purpose(purpose))
    except SealedError as error:
        what, _, remedy = str(error).partition(". ")
        raise MalformedError(f"{what.rstrip('.')}.", remedy or "Copy the whole line again.") from None
    return text


def redirects(file: TomlFile, mistakes: list[Mistake]) -> tuple[Redirect, ...]:
    own = Table(file, mistakes).table("redirects")
    found = []
    for old in own.values if own else ():
        new = own.checked(old, _goal) if own else None
        if own and not old.startswith("/"):
            own.wrong((old,), f"“{old}” is not the path of an old page.", "Write it from the first slash on: “/?p=38”.")
        elif new:
            found.append(Redirect(old, new))
    return tuple(found)


def _goal(new: str) -> str:
    if new.startswith("/") and not new.startswith("//"):
        return new
    return address(new)


def _contact(contact: str) -> str:
    if contact.startswith("mailto:") and "@" in contact:
        return contact
    if "@" in contact and "/" not in contact and " " not in contact:
        return f"mailto:{contact}"
    try:
        return address(contact)
    except MalformedError as error:
        remedy = "Write “mailto:” and an e-mail address, or an address with https:// at the beginning."
        raise MalformedError(str(error), remedy) from None
