"""Which days a figure counts."""
