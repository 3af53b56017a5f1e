"""PDFs whose truth is known, because the tests set them: by Typst, or written by hand."""

import typst

PAGE = '#set page(paper: "a4", margin: 2.5cm)\n#set text(size: 10.5pt, lang: "en")\n#set par(justify: true)\n'


def typeset(source: str, *, tags: bool = False) -> bytes:
    """A PDF of a Typst text, with the fonts that come with Typst; by default without tags, so that the layout tells."""
    return typst.compile(source.encode(), format="pdf", pdf_tags=tags)


def by_hand(content: str, *, info: str = "", catalog: str = "", pages: int = 1) -> bytes:
    """A small PDF in Helvetica; each page has the same content stream."""
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(pages))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for index in range(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * index} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(content.encode('latin-1'))} >>\nstream\n{content}\nendstream")
    objects.append(f"<< {info} >>")
    out = b"%PDF-1.7\n"
    places = []
    for number, text in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = (
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    )
    return out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode("latin-1")
