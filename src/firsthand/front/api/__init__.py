"""The read-only API: what programs may ask of a library, and how they are answered. JSON over GET, and nothing else."""

from firsthand.front.api.answering import ROUTES

__all__ = ["ROUTES"]
