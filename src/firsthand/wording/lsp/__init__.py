"""The check inside editors, over the Language Server Protocol (3.17).

`start` serves one editor over standard input and output. Needs firsthand[editor].
"""

from firsthand.wording.lsp.server import start

__all__ = ["start"]
