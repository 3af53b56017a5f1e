"""Firsthand: the publishing house of a community-led network."""

__version__ = "0.1.0.dev0"
