"""What comes in from elsewhere: exports and records of other systems become the files of a folder, and nothing else.

An origin (WordPress, a table, references, an archive, a release) offers records; they are put in order, corrected by a
person, and written. Nothing here knows how a folder is published.
"""
