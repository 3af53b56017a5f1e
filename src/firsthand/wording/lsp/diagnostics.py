"""Findings in the protocol's form: what an editor underlines, and what it shows when asked about it."""

from collections.abc import Sequence

from lsprotocol import types

from firsthand.wording import remarks
from firsthand.wording.guide import Guide
from firsthand.wording.lsp.positions import Positions
from firsthand.wording.model import Finding, Severity

SOURCE = "Firsthand"

_SEVERITIES: dict[Severity, types.DiagnosticSeverity] = {
    "slur": types.DiagnosticSeverity.Warning,
    "stigmatising": types.DiagnosticSeverity.Warning,
    "discouraged": types.DiagnosticSeverity.Information,
    "imprecise": types.DiagnosticSeverity.Hint,
    "contested": types.DiagnosticSeverity.Hint,
}
"""No word is an error."""


def diagnostics(
    findings: Sequence[Finding], positions: Positions, uri: str, *, site: str = "", related: bool = True
) -> list[types.Diagnostic]:
    """`related`: whether the editor can show suggestions below the message."""
    return [diagnostic(finding, positions, uri, site=site, related=related) for finding in findings]


def diagnostic(
    finding: Finding, positions: Positions, uri: str, *, site: str = "", related: bool = True
) -> types.Diagnostic:
    sure = finding.certainty == "found"
    page = page_of(finding, site)
    return types.Diagnostic(
        positions.range(finding.start, finding.end),
        remarks.message(finding),
        _SEVERITIES[finding.severity] if sure else types.DiagnosticSeverity.Hint,
        finding.concept,
        types.CodeDescription(page) if page else None,
        SOURCE,
        related_information=_related(finding, positions, uri) if related else None,
    )


def hover(
    finding: Finding, guide: Guide, positions: Positions, *, site: str = "", markdown: bool = True
) -> types.Hover:
    if markdown:
        told = remarks.markdown(finding, guide, page=page_of(finding, site))
        contents = types.MarkupContent(types.MarkupKind.Markdown, told)
    else:
        contents = types.MarkupContent(types.MarkupKind.PlainText, "\n".join(remarks.lines(finding)))
    return types.Hover(contents, positions.range(finding.start, finding.end))


def page_of(finding: Finding, site: str) -> str:
    """The address of the concept's page, where the guide has pages on the web."""
    return f"{site.rstrip('/')}/{finding.concept}" if site else ""


def _related(finding: Finding, positions: Positions, uri: str) -> list[types.DiagnosticRelatedInformation] | None:
    words = remarks.voice(finding.language)
    found = [
        types.DiagnosticRelatedInformation(
            types.Location(uri, positions.range(suggestion.start, suggestion.end)),
            "; ".join((f"{words.instead} {suggestion.text}", *suggestion.also)),
        )
        for suggestion in finding.suggestions
    ]
    return found or None
