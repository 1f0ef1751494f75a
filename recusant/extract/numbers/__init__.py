"""Every number of a text: what it states, and whether it counts anything."""
