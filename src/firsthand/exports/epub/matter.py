"""The pages around the text: the title page before it, the colophon after it."""

from collections.abc import Iterable

from firsthand.exports import imprint
from firsthand.exports.epub.references import outside
from firsthand.exports.epub.text import Text
from firsthand.exports.epub.xhtml import Sheet, sheet, text, tongue
from firsthand.exports.imprint import Line, Part
from firsthand.exports.inline import SAFE
from firsthand.exports.volume import Volume
from firsthand.interface.said import Said


def title_page(book: Text) -> Sheet:
    """Who says it, under which title, when; and what is to know before one reads."""
    volume = book.volume
    edition, ours = volume.edition, volume.interface.language
    outer = edition.language
    parts = [f'<h1 id="title">{text(edition.title)}</h1>']
    if edition.subtitle:
        parts.append(f'<p class="subtitle" epub:type="subtitle" role="doc-subtitle">{text(edition.subtitle)}</p>')
    parts.append(_lines(imprint.credits_of(volume), ours, outer))
    if date := imprint.date_of(volume):
        parts.append(f"<p{tongue(ours, outer)}>{text(date)}</p>")
    parts.append(_said(imprint.notes_of(volume), outer, "note"))
    if newer := imprint.newer_of(volume):
        before = text(volume.interface.gettext("A newer work takes its place:"))
        parts.append(f'<p class="note"{tongue(ours, outer)}>{before} {_part(newer, ours)}</p>')
    body = f'<section class="title" epub:type="titlepage">\n{"".join(filter(None, parts))}\n</section>'
    return sheet(book.title_sheet, edition.title, body, outer, kind="frontmatter")


def colophon(book: Text) -> Sheet:
    """Where the text is from, how it was read, whose it is, and how to cite it; in the interface's language."""
    volume = book.volume
    _ = volume.interface.gettext
    ours = volume.interface.language
    title, citing, making = _("About this edition"), _("How to cite"), _("How it was made")
    parts = [
        f'<h2 id="{book.prefix}about">{text(title)}</h2>',
        f"<p{tongue(volume.edition.language, ours)}><b>{text(volume.source.full_title)}</b></p>",
        _lines(imprint.lines_of(volume), ours, ours),
        f"<h3>{text(citing)}</h3>",
        f"<p>{_reference(volume)}</p>",
        f"<h3>{text(making)}</h3>",
        f"<p>{text(imprint.authority(volume))}</p>",
        _said(imprint.remarks_of(volume), ours, "remark"),
    ]
    if book.undescribed:
        said = volume.interface.ngettext(
            "%(count)s picture has no description.", "%(count)s pictures have no description.", book.undescribed
        )
        parts.append(f'<p class="remark">{text(said % {"count": volume.interface.number(book.undescribed)})}</p>')
    body = f'<section class="colophon" epub:type="colophon" role="doc-colophon" aria-labelledby="{book.prefix}about">\n'
    body += "\n".join(filter(None, parts)) + "\n</section>"
    return sheet(f"{book.prefix}about.xhtml", title, body, ours, kind="backmatter")


def _reference(volume: Volume) -> str:
    spans = imprint.citation_of(volume)
    return "".join(f"<i>{text(span.text)}</i>" if span.italic else text(span.text) for span in spans)


def _lines(lines: Iterable[Line], ours: str, outer: str) -> str:
    """Labels with what belongs to them."""
    made = "".join(
        f"<div><dt>{text(line.label)}</dt>"
        + "".join(f"<dd>{_part(part, ours)}</dd>" for part in line.parts)
        + "</div>\n"
        for line in lines
    )
    return f"<dl{tongue(ours, outer)}>\n{made}</dl>" if made else ""


def _part(part: Part, outer: str) -> str:
    words = text(part.text)
    if part.address and SAFE.match(part.address) and (address := outside(part.address)):
        words = f'<a href="{text(address)}">{words}</a>'
    language = tongue(part.language, outer)
    return f"<span{language}>{words}</span>" if language else words


def _said(sentences: Iterable[Said], outer: str, kind: str) -> str:
    return "\n".join(f'<p class="{kind}"{tongue(said.language, outer)}>{text(said.value)}</p>' for said in sentences)
