"""A sentence laid out: what its words name, its figures and windows; and what the text has spoken of so far."""
