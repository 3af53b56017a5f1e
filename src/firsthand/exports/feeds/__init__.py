"""Feeds: what is new in a library, for programs that ask again and again; as Atom and as JSON Feed."""

from firsthand.exports.feeds.feed import Deleted, Enclosure, Entry, Feed

__all__ = ["Deleted", "Enclosure", "Entry", "Feed"]
