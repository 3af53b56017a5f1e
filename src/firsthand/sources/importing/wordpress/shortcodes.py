"""What WordPress and its plugins write between square brackets, as the HTML that stands for it.

A gallery, a player or an embedded thing becomes links; what only lays out a page is taken away; words in brackets that
are no shortcode stay. Knows nothing of the rest of a text.
"""

import re
from collections.abc import Callable
from html import escape, unescape

_CODE = re.compile(r"(\[?)\[(/?)([A-Za-z][\w-]{0,60})((?:\s[^\[\]<>]*(?:<[^<>]*>[^\[\]<>]*)*)?)(/?)\](\]?)")
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'\]]+))""")
_CAPTION = re.compile(r"\[(?:wp_)?caption\b([^\[\]]*+)\]((?:[^\[]++|\[(?!/?(?:wp_)?caption\b))*+)\[/(?:wp_)?caption\]")
_EMBED = re.compile(
    r"\[(embed|video|audio|pdfviewer|embeddoc|gview|youtube|vimeo|pdf)\b([^\]]*)\]\s*([^\s\[\]]+)\s*\[/\1\]"
)
_CAPTIONED = re.compile(r"\s*((?:<a\b[^>]*>)?\s*<img\b[^>]*>\s*(?:</a>)?)(.*)", re.DOTALL)
_ADDRESSES = (
    "url",
    "src",
    "href",
    "file",
    "mp4",
    "mp3",
    "m4v",
    "webm",
    "ogv",
    "ogg",
    "m4a",
    "wav",
    "link",
    "pdf",
    "id",
)
_NAMES = (
    "gallery embed video audio playlist caption wp_caption contact-form contact-form-7 gravityform wpforms ninja_form "
    "tabs tab accordion toggle row column columns one_half one_third two_third spacer clear divider button icon "
    "youtube vimeo googlemaps map social recent_posts products rev_slider layerslider slider toc download"
)
_KNOWN = frozenset(_NAMES.split())
_FAMILIES = ("vc_", "et_pb_", "fusion_", "av_", "cs_", "su_", "wpml_", "elementor", "mk_", "tribe_", "ultimate_", "x_")


def without_shortcodes(text: str, attachment: Callable[[str], str]) -> str:
    """HTML in which shortcodes are links or gone. `attachment` gives the address of a file by its number there."""
    if "[" not in text:
        return text
    text = _CAPTION.sub(_captioned, text)
    text = _EMBED.sub(lambda match: _link(match[3]), text)
    closed = {name.lower() for name in re.findall(r"\[/([A-Za-z][\w-]{0,60})\]", text)}
    return _CODE.sub(lambda match: _replaced(match, closed, attachment), text)


def _captioned(match: re.Match[str]) -> str:
    inside = _CAPTIONED.fullmatch(match[2])
    attributes = _attributes(match[1])
    picture, words = (inside[1], inside[2]) if inside else (match[2], "")
    words = words.strip() or escape(attributes.get("caption", ""))
    return f"\n\n<figure>{picture}<figcaption>{words}</figcaption></figure>\n\n"


def _replaced(match: re.Match[str], closed: set[str], attachment: Callable[[str], str]) -> str:
    before, slash, name, written, _, after = match.groups()
    if before and after:
        return match[0][1:-1]  # [[name]] is how a shortcode is shown and not run
    lowered = name.lower()
    attributes = _attributes(written)
    known = lowered in _KNOWN or lowered.startswith(_FAMILIES) or lowered in closed
    if not known and not attributes:
        return match[0]
    if slash:
        return f"{before}{after}"
    return f"{before}{_stands_for(lowered, attributes, attachment)}{after}"


def _stands_for(name: str, attributes: dict[str, str], attachment: Callable[[str], str]) -> str:
    """The HTML in place of a shortcode that opens."""
    if name in ("gallery", "playlist"):
        numbers = re.findall(r"\d+", attributes.get("ids", attributes.get("include", "")))
        links = [_link(address) for number in numbers if (address := attachment(number))]
        return "\n\n<ul>" + "".join(f"<li>{link}</li>" for link in links) + "</ul>\n\n" if links else ""
    for key in _ADDRESSES:
        value = attributes.get(key, "")
        if key == "id" and value.isdigit() and name in ("download", "pdf", "pdf-embedder", "document"):
            value = attachment(value)
        if value.startswith(("https://", "http://", "/")) and len(value) > 1:
            words = attributes.get("title") or attributes.get("text") or value
            return f" {_link(value, words)} "
    return ""


def _attributes(written: str) -> dict[str, str]:
    found = _ATTRIBUTE.findall(unescape(written).replace("”", '"').replace("″", '"'))
    return {name.lower(): double or single or bare for name, double, single, bare in found}


def _link(address: str, words: str = "") -> str:
    address = unescape(address)
    return f'<a href="{escape(address)}">{escape(words or address)}</a>'
