"""The closed lists that records use, each after a published vocabulary."""

KINDS = {
    "report": "http://purl.org/coar/resource_type/c_93fc",  # report
    "research-report": "http://purl.org/coar/resource_type/c_18ws",  # research report
    "brief": "http://purl.org/coar/resource_type/c_186u",  # policy report
    "position-statement": "http://purl.org/coar/resource_type/c_186u",  # policy report: it may aim to persuade
    "letter": "http://purl.org/coar/resource_type/c_18cf",  # text: COAR's "letter" is a short account of research
    "guide": "http://purl.org/coar/resource_type/c_e059",  # learning object
    "training": "http://purl.org/coar/resource_type/c_e059",  # learning object
    "submission": "http://purl.org/coar/resource_type/c_93fc",  # report: "submitted to a higher authority"
    "film": "http://purl.org/coar/resource_type/c_12ce",  # video
    "recording": "http://purl.org/coar/resource_type/c_18cc",  # sound
    "dataset": "http://purl.org/coar/resource_type/c_ddb1",  # dataset
    "presentation": "http://purl.org/coar/resource_type/R60J-J5BD",  # conference presentation
    "newsletter": "http://purl.org/coar/resource_type/QX5C-AR31",  # other periodical
    "other": "http://purl.org/coar/resource_type/c_1843",  # other
}
"""Kind of work -> its COAR resource type 3.1 (its label in the comment), the nearest where COAR has none of its own."""

PARTY_KINDS = ("network", "organisation", "agency", "funder", "person")
"""Network: led by the communities it speaks for. Agency: of the United Nations or a government."""
