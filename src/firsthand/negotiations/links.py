"""What people decided about links between two drafts, kept together."""

from firsthand.catalogue.negotiations import Link, State


def decide(known: tuple[Link, ...], link: Link) -> tuple[Link, ...]:
    """All decisions with one more. A confirmed link takes the place of others about its paragraphs; a refused one only
    of the same that was confirmed.
    """
    if link.state is State.CONFIRMED:
        left = (one for one in known if not _meets(one, link) or (one.state is State.REFUSED and not _same(one, link)))
    else:
        left = (one for one in known if not _same(one, link))
    return (*left, link)


def _same(one: Link, other: Link) -> bool:
    return (set(one.before), set(one.after)) == (set(other.before), set(other.after))


def _meets(one: Link, other: Link) -> bool:
    return bool(set(one.before) & set(other.before) or set(one.after) & set(other.after))
