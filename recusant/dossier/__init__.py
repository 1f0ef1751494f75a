"""dossier: sources, and all that speaks for them, become a folder that a court's expert can check with standard tools."""

from recusant.dossier.contents import Item, write

__all__ = ["Item", "write"]
