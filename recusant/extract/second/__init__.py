"""The second reader: what it is asked, its answers held against the text, and two readings made one."""
