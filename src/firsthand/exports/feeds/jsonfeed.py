"""A feed as JSON Feed 1.1 (jsonfeed.org). Entries that are no more stand in an extension: it has no word for them."""

from typing import Any

import msgspec

from firsthand.exports.feeds.feed import Enclosure, Entry, Feed

MEDIA_TYPE = "application/feed+json"
VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(feed: Feed) -> bytes:
    told = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.address,
        "description": feed.subtitle,
        "language": feed.language,
        "authors": [{"name": feed.library}],
        "items": [_item(entry) for entry in feed.entries],
        "_firsthand": {
            "updated": feed.updated,
            "deleted": [{"id": each.id, "when": each.when} for each in feed.deleted],
        },
    }
    return msgspec.json.encode(_known(told))


def _item(entry: Entry) -> dict[str, Any]:
    """The specification wants a text or HTML of each item; where there is none, its title is its text."""
    content = {"content_html": entry.html} if entry.html else {"content_text": entry.summary or entry.title}
    told = {
        "id": entry.id,
        "url": entry.link,
        "title": entry.title,
        **content,
        "summary": entry.summary,
        "date_published": entry.published,
        "date_modified": entry.updated,
        "authors": [{"name": name} for name in entry.authors],
        "tags": entry.themes,
        "language": entry.language,
        "attachments": [_attachment(file) for file in entry.enclosures],
    }
    return _known(told)


def _attachment(file: Enclosure) -> dict[str, Any]:
    return _known(
        {
            "url": file.address,
            "mime_type": file.media_type,
            "title": file.name,
            "size_in_bytes": file.size,
            "duration_in_seconds": file.duration,
        }
    )


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    """Without what is not known: the specification has no null."""
    return {name: value for name, value in fields.items() if value not in (None, (), [])}
