"""A letter in two versions, in a library with a door: what the tests of statements read and publish."""

from firsthand.sealed.keys import SecretKey, new_collector, write_public

KEY = write_public(SecretKey(b"k" * 32).public)
COLLECTOR = write_public(new_collector().public)

OURS = """\
date = "2026-10-01"
coordinators = ["network"]

[occasion]
body = { en = "Commission on Narcotic Drugs" }
session = { en = "70th session" }
item = { en = "Item 5" }
date = "2027-03"
place = "AT"

[invitation]
opens = 2026-10-02
closes = "2026-11-30"
zone = "Europe/Vienna"
capacities = ["organisation", "affiliated"]
who = { en = "Networks anywhere" }
vouchers = ["network"]

[[versions]]
number = 1
date = "2026-10-01"

[[versions]]
number = 2
date = "2026-10-05"
change = "spelling"
note = { en = "A slip." }

[editions.fr]
version = 1
translated_from = "en"

[[deliveries]]
to = { en = "The Chair" }
date = "2026-12-01"
version = 2
file = "sent.txt"
signatures = 2

[[responses]]
from = { en = "The Chair" }
date = "2026-12-05"
summary = { en = "Thanks." }
link = "https://example.org/answer"

[[endorsements]]
party = "network"
date = "2026-10-03"
mandate = "board"
version = 1
"""

SIGNED = """\
[[endorsements]]
name = "Jo Example"
affiliation = "Example University"
place = "UK"
capacity = "affiliated"
version = 2
language = "en"
confirmed = "vouched"
voucher = "network"

[[tallies]]
count = 10
place = "KE"
version = 2
"""

LETTER = {
    "library.toml": f"""\
title = {{ en = "A library" }}

[door]
keys = ["{KEY}"]
collector = "{COLLECTOR}"
messages = true
""",
    "parties.toml": """\
[network]
name = "Network"
kind = "network"

[ana]
name = "Ana"
kind = "person"
place = "KE"
""",
    "statements/letter/statement.toml": OURS,
    "statements/letter/en.md": "# A letter\n\nWe ask you.\n\n1. Listen.\n2. Act.\n",
    "statements/letter/fr.md": "# Une lettre\n\nNous demandons.\n",
    "statements/letter/versions/1/en.md": "# A letter\n\nWe aks you.\n\n1. Listen.\n2. Act.\n",
    "statements/letter/sent.txt": "As it was handed over.\n",
    "statements/letter/endorsements.toml": SIGNED,
}
