"""Every phrase of time of a text, and the days that it tells."""
