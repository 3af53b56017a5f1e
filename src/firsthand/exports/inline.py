"""Runs of a document as HTML. All that is text is escaped here, and only addresses of safe schemes become links."""

import re
from collections.abc import Callable
from html import escape

from markupsafe import Markup

from firsthand.documents.model import Run, Runs

SAFE = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
STYLES = (("strong", "strong"), ("emphasis", "em"), ("code", "code"), ("superscript", "sup"), ("subscript", "sub"))

Resolve = Callable[[str], str | None]
"""The address of an anchor of the same document, or None where it is nowhere."""
Refer = Callable[[str], "tuple[str, str] | None"]
"""The id of a footnote's mark and the address of its note, or None where there is no such note."""


def fragment(anchor: str) -> str:
    """An anchor as the id of an HTML element, which may not hold white space."""
    return re.sub(r"\s+", "-", anchor.strip())


def render_runs(runs: Runs, resolve: Resolve, refer: Refer, direction: Callable[[str], str]) -> Markup:
    return Markup("".join(_render(run, resolve, refer, direction) for run in runs))  # noqa: S704 - escaped by _render


def _render(run: Run, resolve: Resolve, refer: Refer, direction: Callable[[str], str]) -> str:
    if run.note is not None:
        return _mark(run, refer)
    html = escape(run.text).replace("\n", "<br>")
    for attribute, tag in STYLES:
        if getattr(run, attribute):
            html = f"<{tag}>{html}</{tag}>"
    if run.language:
        html = f'<span lang="{escape(run.language)}" dir="{direction(run.language)}">{html}</span>'
    if run.href:
        html = _link(run.href, html, resolve)
    return html


def _mark(run: Run, refer: Refer) -> str:
    target = refer(run.note or "")
    if target is None:
        return f"<sup>{escape(run.text)}</sup>"
    mark, address = target
    return f'<sup><a class="mark" id="{mark}" href="{escape(address)}" role="doc-noteref">{escape(run.text)}</a></sup>'


def _link(href: str, html: str, resolve: Resolve) -> str:
    if href.startswith("#"):
        address = resolve(href[1:])
        return f'<a href="{escape(address)}">{html}</a>' if address else html
    if not SAFE.match(href):
        return html
    return f'<a href="{escape(href)}">{html}</a>'
