"""Other shapes of what a release holds: books, plain texts, sheets for printing, records for other catalogues.

Every function here takes records and texts and gives bytes. It knows nothing of requests, and of the front's pages.
"""
