"""A WordPress site as an origin, from its own export (WXR 1.0 to 1.2) and its uploads."""

from firsthand.sources.importing.wordpress.site import WordPress

__all__ = ["WordPress"]
