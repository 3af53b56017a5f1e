"""Elements of XML whose words come from records: what XML has no place for is left out."""

from lxml import etree

from firsthand.exports.signs import legible

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XSI = "http://www.w3.org/2001/XMLSchema-instance"


def add(parent: etree._Element, name: str, text: str | None = None, **attributes: str | None) -> etree._Element:
    """A child; `lang` becomes xml:lang, and attributes without a value are left out."""
    child = etree.SubElement(parent, name)
    if text is not None:
        child.text = legible(text)
    for key, value in attributes.items():
        if value:
            child.set(XML_LANG if key == "lang" else key, legible(value))
    return child


def written(root: etree._Element) -> bytes:
    """As a document in UTF-8 with its declaration."""
    return etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"
