"""The check behind the LanguageTool HTTP API (v2): programs that let people name their own server work with it.

`Endpoint` answers a request, whoever serves it; `Server` is a small HTTP server for it.
"""

from firsthand.wording.languagetool.endpoint import Endpoint, Reply
from firsthand.wording.languagetool.requests import Request
from firsthand.wording.languagetool.server import Server
from firsthand.wording.languagetool.upstream import Upstream

__all__ = ["Endpoint", "Reply", "Request", "Server", "Upstream"]
