"""The XML of which designs for OpenDocument are made."""

import re

A4 = 'fo:page-width="21cm" fo:page-height="29.7cm"'


def style(name: str, paragraph: str = "", text: str = "") -> str:
    """Sizes, weights and slants hold for all scripts, which OpenDocument names three times."""
    for trait in ("font-size", "font-weight", "font-style"):
        text = re.sub(rf'fo:{trait}="(.*?)"', rf'\g<0> style:{trait}-asian="\1" style:{trait}-complex="\1"', text)
    return (
        f'<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties {paragraph}/>'
        f"<style:text-properties {text}/></style:style>"
    )


def page(size: str, margins: str, columns: str = "", border: str = "0.5pt solid #000000") -> str:
    return (
        '<!-- automatic --><style:page-layout style:name="page">'
        f"<style:page-layout-properties {size} {margins}>{columns}</style:page-layout-properties>"
        '<style:header-style><style:header-footer-properties fo:min-height="0.8cm" fo:margin-bottom="0.5cm"/>'
        '</style:header-style><style:footer-style><style:header-footer-properties fo:min-height="0.8cm" '
        'fo:margin-top="0.5cm"/></style:footer-style></style:page-layout>'
        '<style:style style:name="table" style:family="table"><style:table-properties table:align="margins" '
        'fo:margin-bottom="0.4cm"/></style:style>'
        '<style:style style:name="cell" style:family="table-cell"><style:table-cell-properties '
        f'fo:padding="0.1cm" fo:border="{border}"/></style:style>'
    )
