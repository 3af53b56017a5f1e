"""The closed lists that records use, each after a published vocabulary."""

KINDS = {
    "report": "http://purl.org/coar/resource_type/c_93fc",
    "research-report": "http://purl.org/coar/resource_type/c_18ws",
    "brief": "http://purl.org/coar/resource_type/c_186u",
    "position-statement": "http://purl.org/coar/resource_type/c_baaf",
    "letter": "http://purl.org/coar/resource_type/c_0857",
    "guide": "http://purl.org/coar/resource_type/c_71bd",
    "training": "http://purl.org/coar/resource_type/c_e059",
    "submission": "http://purl.org/coar/resource_type/c_8042",
    "film": "http://purl.org/coar/resource_type/c_12ce",
    "recording": "http://purl.org/coar/resource_type/c_18cc",
    "dataset": "http://purl.org/coar/resource_type/c_ddb1",
    "presentation": "http://purl.org/coar/resource_type/c_c94f",
    "newsletter": "http://purl.org/coar/resource_type/c_2fe3",
    "other": "http://purl.org/coar/resource_type/c_1843",
}
"""Kind of work -> its COAR resource type 3.1, the nearest where COAR has none of its own."""

PARTY_KINDS = ("network", "organisation", "agency", "funder", "person")
"""Network: led by the communities it speaks for. Agency: of the United Nations or a government."""
