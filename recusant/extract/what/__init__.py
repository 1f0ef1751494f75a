"""What a figure counts: its measure and unit, and what it states of them."""
