"""Counts of refusal of military service that add up, with the quotes that prove them."""

__version__ = "0.1.0"
