"""The LanguageTool HTTP API as a function: a request goes in, a reply comes out. It opens no connection of its own.

Knows the checker and, where one was given, another server whose matches stand beside ours.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from msgspec import Struct

from firsthand import __version__
from firsthand.wording.checker import Checker
from firsthand.wording.languages import spoken
from firsthand.wording.languagetool.matches import categories_of, match_of, rule_of
from firsthand.wording.languagetool.protocol import (
    LANGUAGES,
    Checked,
    Detected,
    Known,
    Language,
    Match,
    Software,
    Warnings,
)
from firsthand.wording.languagetool.requests import Asked, RefusalError, Request, asked, fields
from firsthand.wording.languagetool.upstream import Reply as Elsewhere
from firsthand.wording.languagetool.upstream import Upstream, UpstreamError
from firsthand.wording.model import Finding

LARGEST_BODY = 8 << 20
"""Bytes of a request; a form in Russian is six times as long as its text."""

_JSON = "application/json"
_PLAIN = "text/plain; charset=utf-8"
_CHECK, _LANGUAGES, _INFO, _HEALTH, _LENGTH = "check", "languages", "info", "healthcheck", "maxtextlength"


class Reply(Struct, frozen=True):
    status: int
    body: bytes
    content_type: str = _JSON
    headers: tuple[tuple[str, str], ...] = ()


class Endpoint:
    """Answers requests with one checker; may be shared by threads.

    `site` is the address at which the guide's pages are, if they are anywhere: a concept's is that address and its id.
    """

    def __init__(
        self, checker: Checker, *, upstream: Upstream | None = None, site: str = "", largest: int = LARGEST_BODY
    ) -> None:
        self.largest = largest
        self._checker = checker
        self._upstream = upstream
        self._site = site

    def answer(self, request: Request) -> Reply:
        """Never raises for anything that a client sends."""
        try:
            return self._answer(request)
        except RefusalError as refusal:
            return Reply(refusal.status, str(refusal).encode(), _PLAIN, _OPEN)

    def _answer(self, request: Request) -> Reply:
        if request.method == "OPTIONS":
            return Reply(204, b"", _PLAIN, (*_OPEN, *_PREFLIGHT))
        if request.method not in ("GET", "HEAD", "POST"):
            raise RefusalError(405, "Only GET and POST are answered")
        if len(request.body) + len(request.query) > self.largest:
            raise RefusalError(413, f"Your text exceeds the limit of {self.largest} bytes")
        name = request.path.rstrip("/").removeprefix("/v2").removeprefix("/")
        if name == _CHECK:
            return _json(self._check(request))
        if name == _LANGUAGES:
            return _json(self._languages())
        if name == _INFO:
            return _json({"software": Software(__version__)})
        if name == _HEALTH:
            return Reply(200, b"OK", _PLAIN, _OPEN)
        if name == _LENGTH:
            return Reply(200, str(self.largest).encode(), _PLAIN, _OPEN)
        raise RefusalError(404, "There is nothing here. Send your text to /v2/check")

    def _check(self, request: Request) -> Checked:
        form = fields(request)
        ask = asked(form)
        self._hold_known(ask.language)
        declared = None if ask.language == "auto" else ask.language
        report = self._checker.check(ask.sent.text, language=declared)
        matches = [
            match_of(finding, ask.sent, self._checker.guide, self._page(finding))
            for finding in _admitted(report.findings, ask)
        ]
        language = self._told(ask)
        software = Software(__version__)
        if self._upstream is None:
            return Checked(software, Warnings(), language, tuple(matches))
        try:
            elsewhere = self._upstream.check(form)
        except UpstreamError as error:
            return Checked(software, Warnings(True, str(error)), language, tuple(matches))
        return Checked(software, Warnings(), elsewhere.language, tuple(merged(matches, elsewhere)))

    def _page(self, finding: Finding) -> str:
        return f"{self._site.rstrip('/')}/{finding.concept}" if self._site else ""

    def _hold_known(self, language: str) -> None:
        """Another server may know more languages; then it says itself what it doesn't know."""
        if language == "auto" or self._upstream is not None or _known(language):
            return
        codes = ", ".join(known.longCode for known in LANGUAGES)
        raise RefusalError(
            400,
            f"'{language[:40]}' is not a language code known to LanguageTool. Supported language codes are: {codes}",
        )

    def _told(self, ask: Asked) -> Language:
        if ask.language != "auto":
            known = _known(ask.language) or Known(ask.language, ask.language, ask.language)
            return Language(known.name, known.longCode, Detected(known.name, known.longCode, 1.0))
        found = spoken(ask.sent.text, self._checker.outline.functions)
        code = next((known.code for known in LANGUAGES if known.code in found), "en")
        variant = next((variant for variant in ask.variants if variant.partition("-")[0] == code), code)
        known = _known(variant) or Known(variant, code, variant)
        return Language(
            known.name, known.longCode, Detected(known.name, known.longCode, 1.0 if len(found) == 1 else 0.5)
        )

    def _languages(self) -> list[dict[str, str]]:
        ours: list[dict[str, str]] = msgspec.to_builtins(LANGUAGES)
        theirs = self._upstream.languages() if self._upstream else ()
        return list({one.get("longCode", ""): one for one in (*ours, *theirs)}.values())


_OPEN = (("Access-Control-Allow-Origin", "*"), ("Cache-Control", "no-store"))
_PREFLIGHT = (
    ("Access-Control-Allow-Methods", "GET, POST, OPTIONS"),
    ("Access-Control-Allow-Headers", "Accept, Accept-Language, Content-Language, Content-Type"),
    ("Access-Control-Max-Age", "86400"),
)


def merged(ours: Iterable[Match], elsewhere: Elsewhere) -> Iterator[dict[str, Any] | Match]:
    """Ours and the other server's in the order of the text; where they overlap, ours, since programs show one."""
    mine = sorted(ours, key=lambda match: match.offset)
    theirs = sorted(zip(elsewhere.places, elsewhere.matches, strict=True), key=lambda pair: pair[0])
    at = 0
    for (offset, length), match in theirs:
        while at < len(mine) and mine[at].offset + mine[at].length <= offset:
            yield mine[at]
            at += 1
        if at == len(mine) or mine[at].offset >= offset + length:
            yield match
    yield from mine[at:]


def _admitted(findings: Iterable[Finding], ask: Asked) -> Iterator[Finding]:
    return (finding for finding in findings if ask.selection.admits(rule_of(finding), categories_of(finding)))


def _known(language: str) -> Known | None:
    """A language by its code; a variant that isn't listed is taken for its language."""
    by_code = {known.longCode.lower(): known for known in LANGUAGES}
    code = language.replace("_", "-").lower()
    return by_code.get(code) or by_code.get(code.partition("-")[0])


def _json(value: object) -> Reply:
    return Reply(200, msgspec.json.encode(value), _JSON, _OPEN)
