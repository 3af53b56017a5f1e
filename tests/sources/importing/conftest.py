"""Exports for the tests to import, written piece by piece, and one way to import them."""

import hashlib
import io
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest

from firsthand.sources.importing.intake import Origin, Report, take_in
from firsthand.sources.importing.media import Media
from firsthand.sources.importing.wordpress import WordPress
from firsthand.sources.importing.wordpress.documents import Documents

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/{version}/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/{version}/">
<channel><title>A Network &amp; Friends</title><link>https://old.example.org</link><language>en-GB</language>
<wp:wxr_version>{version}</wp:wxr_version><wp:base_blog_url>https://old.example.org</wp:base_blog_url>
<wp:author><wp:author_login>desk</wp:author_login><wp:author_email>hidden@example.org</wp:author_email>
<wp:author_display_name><![CDATA[Secretariat of the Network]]></wp:author_display_name></wp:author>
<wp:category><wp:category_nicename>policy</wp:category_nicename><wp:category_parent></wp:category_parent>
<wp:cat_name><![CDATA[Drug policy]]></wp:cat_name></wp:category>
"""
TAIL = "</channel></rss>\n"
UPLOADS = "https://old.example.org/wp-content/uploads"


def item(number: int, title: str, content: str = "", more: str = "", **fields: str) -> str:
    """An item of an export: a published post, unless fields say otherwise. `more` is XML of its own."""
    said = {
        "post_date": "2021-05-04 10:00:00",
        "post_name": title.lower().replace(" ", "-"),
        "status": "publish",
        "post_type": "post",
    } | fields
    inside = "".join(f"<wp:{name}><![CDATA[{value}]]></wp:{name}>" for name, value in said.items())
    link = f"https://old.example.org/{said['post_name']}/"
    return (
        f"<item><title>{escape(title)}</title><link>{link}</link><dc:creator>desk</dc:creator>"
        f'<guid isPermaLink="false">https://old.example.org/?p={number}</guid>'
        f"<content:encoded><![CDATA[{content}]]></content:encoded><wp:post_id>{number}</wp:post_id>{inside}{more}</item>\n"
    )


def export(*items: str, version: str = "1.2") -> str:
    return HEAD.format(version=version) + "".join(items) + TAIL


def language(code: str, group: str = "") -> str:
    """What Polylang writes of a post."""
    joined = f'<category domain="post_translations" nicename="{group}">{group}</category>' if group else ""
    return f'<category domain="language" nicename="{code}">{code}</category>{joined}'


def state(folder: Path) -> dict[str, str]:
    """Path of every file -> SHA-256, to see whether anything has changed."""
    paths = (path for path in folder.rglob("*") if path.is_file() and path.name != ".lock")
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


class Imports:
    """A folder, and what is brought into it."""

    def __init__(self, place: Path) -> None:
        self.folder = place / "library"
        self.place = place

    def take(self, origin: Origin, **options: object) -> Report:
        return take_in(origin, self.folder, **options)  # type: ignore[arg-type]

    def wordpress(self, text: str | bytes, media: Path | None = None, **options: object) -> Report:
        path = self.place / "site.xml"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return self.take(WordPress(path, Documents(Media(media))), **options)

    def text(self, name: str) -> str:
        return (self.folder / name).read_text("utf-8")


@pytest.fixture
def imports(tmp_path: Path) -> Imports:
    return Imports(tmp_path)


@pytest.fixture
def uploads(tmp_path: Path) -> Callable[..., Path]:
    """A folder of uploads with files of the names given, each a small text of its own under any ending."""

    def make(*names: str) -> Path:
        folder = tmp_path / "uploads"
        for name in names:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(small(name))
        folder.mkdir(exist_ok=True)
        return folder

    return make


def small(name: str) -> bytes:
    """A file that is what its name says."""
    if name.endswith(".pdf"):
        from pikepdf import Pdf

        pdf, data = Pdf.new(), io.BytesIO()
        pdf.add_blank_page()
        pdf.docinfo["/Title"] = f"The text of {name}"
        pdf.save(data, static_id=True)
        return data.getvalue()
    return f"# The text of {name}\n\nWords of its own.\n".encode()
