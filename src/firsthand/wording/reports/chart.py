"""A bar chart as SVG that lives in a page of HTML: as wide as the page, with letters of the page's size."""

from collections.abc import Mapping, Sequence
from html import escape

from firsthand.wording.model import SEVERITIES, Severity

_ROW = 44
"""Pixels of a label with its bar."""
_LABEL = 42
"""Letters of a label that fit on a phone's width."""

Bars = Sequence[tuple[str, Mapping[Severity, int]]]


def chart(bars: Bars, names: Mapping[Severity, str]) -> str:
    """One bar for each label, parted by gravity."""
    longest = max((sum(parts.values()) for _, parts in bars), default=0) or 1
    rows = "".join(_row(number, label, parts, longest, names) for number, (label, parts) in enumerate(bars))
    told = "; ".join(f"{label}: {sum(parts.values()):,}" for label, parts in bars)
    height = _ROW * len(bars)
    return f'<svg class="chart" width="100%" height="{height}" role="img" aria-label="{escape(told)}">{rows}</svg>'


def _row(number: int, label: str, parts: Mapping[Severity, int], longest: int, names: Mapping[Severity, str]) -> str:
    top = number * _ROW
    cut = label if len(label) <= _LABEL else label[: _LABEL - 1].rstrip() + "…"
    drawn, at = [], 0.0
    for severity in SEVERITIES:
        if parts.get(severity):
            width = 88 * parts[severity] / longest
            title = f"<title>{escape(label)}: {escape(names[severity])} {parts[severity]:,}</title>"
            drawn.append(
                f'<rect class="{severity}" x="{at:.2f}%" y="{top + 20}" width="{width:.2f}%" height="14">{title}</rect>'
            )
            at += width
    return (
        f'<text x="0" y="{top + 14}">{escape(cut)}</text>{"".join(drawn)}'
        f'<text class="number" x="{at + 1:.2f}%" y="{top + 32}">{sum(parts.values()):,}</text>'
    )


def legend(names: Mapping[Severity, str], used: Mapping[Severity, int]) -> str:
    items = "".join(
        f'<li><span class="chip {severity}">{escape(names[severity])}</span> {used[severity]:,}</li>'
        for severity in SEVERITIES
        if used.get(severity)
    )
    return f'<ul class="legend">{items}</ul>'
