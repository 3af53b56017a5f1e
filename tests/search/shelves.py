"""A small library in many languages, as entries of an index."""

from firsthand.search.protocol import Entry


def entry(address: str, text: str, **given: object) -> Entry:
    """An entry with what a test doesn't care for filled in."""
    language = address.rpartition("/")[2]
    ordinal = given.pop("ordinal", 0)
    fields: dict[str, object] = {
        "passage": f"{address.replace('/', '-')}-{ordinal}",
        "leaf": 1,
        "language": language,
        "title": address.split("/")[1].capitalize(),
        "facets": {"kind": ("report",), "language": (language,), "year": ("2019",)},
        "date": "2019",
    }
    return Entry(address=address, text=text, ordinal=ordinal, **{**fields, **given})


def edition(address: str, *texts: str, **given: object) -> list[Entry]:
    return [entry(address, text, ordinal=number, **given) for number, text in enumerate(texts)]
