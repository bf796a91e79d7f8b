"""Who gets to speak: source mentions resolved to sources, their types, and whether they are named."""

from framing.sources.resolution import resolve_sources
from framing.sources.sources import TYPES, UNKNOWN, Sources

__all__ = ["TYPES", "UNKNOWN", "Sources", "resolve_sources"]
