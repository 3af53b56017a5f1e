"""The sealed inbox: what comes from the public is encrypted at once to a key that the server does not hold.

Useful alone: nothing here knows of libraries, statements' texts or web frameworks. libsodium does the cryptography.
"""
