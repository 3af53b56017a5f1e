"""An edition's address as a QR code (ISO/IEC 18004), for paper."""

import io

from firsthand.exports.volume import Volume


def address_on_paper(volume: Volume) -> str | None:
    """Where the edition will be found; None where the library doesn't say at which address it is."""
    return volume.source.url if volume.shelves.library.address else None


def code_of(address: str) -> bytes:
    """An SVG, black on white."""
    import segno

    out = io.BytesIO()
    segno.make_qr(address, error="m").save(out, kind="svg", border=2, light="white", xmldecl=False)
    return out.getvalue()
