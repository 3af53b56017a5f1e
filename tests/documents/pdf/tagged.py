"""Tagged PDFs written by hand, so that their structure trees can be wrong in every way."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from types import MappingProxyType
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, String


class Said(NamedTuple):
    """One line of text on a page."""

    text: str
    mark: int | str | None = None
    """The number of its marked content, "Artifact", or None for text without any mark."""
    top: float = 0.0
    """Points from the upper edge of the page; 0 for below the line before."""
    left: float = 72.0
    size: float = 11.0
    bold: bool = False


class Element(NamedTuple):
    role: str
    kids: Sequence["Element | int | tuple[int, int]"] = ()
    """Elements, marked content of the first page, or pairs of a page (from 0) and its marked content."""
    more: Mapping[str, Any] = MappingProxyType({})
    """Further entries of its dictionary."""


def write(pages: Sequence[Sequence[Said]], tree: Sequence[Element], *, roles: dict[str, str] | None = None) -> bytes:
    """A tagged PDF of A4 pages."""
    pdf = pikepdf.new()
    fonts = Dictionary(
        F1=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding),
        F2=Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/Helvetica-Bold"), Encoding=Name.WinAnsiEncoding
        ),
    )
    for number, lines in enumerate(pages):
        pdf.add_blank_page(page_size=(595, 842))
        page = pdf.pages[number].obj
        page.Resources = Dictionary(Font=fonts)
        page.StructParents = number
        page.Contents = pdf.make_stream(_content(lines))
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    parents: dict[int, dict[int, Any]] = {}
    root.K = Array([_add(pdf, one, root, parents) for one in tree])
    if roles:
        root.RoleMap = Dictionary({f"/{role}": Name(f"/{standard}") for role, standard in roles.items()})
    root.ParentTree = Dictionary(Nums=Array([part for number, found in parents.items() for part in (
        number, Array([found.get(mark, None) for mark in range(max(found) + 1)]),
    )]))  # fmt: skip
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def _content(lines: Sequence[Said]) -> bytes:
    parts: list[str] = []
    top = 60.0
    for line in lines:
        top = line.top or top + 14
        text = line.text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        font = "F2" if line.bold else "F1"
        shown = f"BT /{font} {line.size} Tf {line.left} {842 - top} Td ({text}) Tj ET"
        if isinstance(line.mark, int):
            shown = f"/P << /MCID {line.mark} >> BDC {shown} EMC"
        elif line.mark:
            shown = f"/{line.mark} BMC {shown} EMC"
        parts.append(shown)
    return "\n".join(parts).encode("cp1252")


def _add(pdf: pikepdf.Pdf, element: Element, parent: Any, parents: dict[int, dict[int, Any]]) -> Any:
    made = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{element.role}"), P=parent))
    for key, value in element.more.items():
        made[f"/{key}"] = String(value) if isinstance(value, str) else value
    kids = Array()
    for kid in element.kids:
        if isinstance(kid, Element):
            kids.append(_add(pdf, kid, made, parents))
            continue
        page, mark = (0, kid) if isinstance(kid, int) else kid
        parents.setdefault(page, {})[mark] = made
        kids.append(Dictionary(Type=Name.MCR, Pg=pdf.pages[page].obj, MCID=mark))
    made.K = kids
    return made
