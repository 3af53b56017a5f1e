"""The closed lists."""

from firsthand.catalogue.vocabularies import KINDS

LABELS = {
    "c_93fc": "report",
    "c_18ws": "research report",
    "c_186u": "policy report",
    "c_18cf": "text",
    "c_e059": "learning object",
    "c_12ce": "video",
    "c_18cc": "sound",
    "c_ddb1": "dataset",
    "R60J-J5BD": "conference presentation",
    "QX5C-AR31": "other periodical",
    "c_1843": "other",
}
"""From the COAR Resource Types vocabulary, version 3.1."""


def test_every_kind_is_a_concept_of_the_published_vocabulary() -> None:
    prefix = "http://purl.org/coar/resource_type/"
    assert all(uri.startswith(prefix) for uri in KINDS.values())
    assert {uri.removeprefix(prefix) for uri in KINDS.values()} == set(LABELS)
