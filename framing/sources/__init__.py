"""Who gets to speak: source phrases resolved to sources, their types, whether they are named, and their country."""

from framing.sources.custom import CustomSource, groups_of, read_custom_sources
from framing.sources.entities import link_entities
from framing.sources.resolution import resolve_sources
from framing.sources.sources import TYPES, UNKNOWN, Sources
from framing.sources.tables import share_of_voice_table

__all__ = [
    "TYPES", "UNKNOWN", "CustomSource", "Sources", "groups_of", "link_entities", "read_custom_sources",
    "resolve_sources", "share_of_voice_table",
]  # fmt: skip
