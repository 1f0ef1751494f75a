"""The command line: one command a room, the same word. Exit codes: 0 fine; 1 what was looked for is wrong; 2 bad use or input."""

from recusant.cli import archiving, counting, handing, keeping, reviewing, watching
from recusant.cli.commands import main

__all__ = ["archiving", "counting", "handing", "keeping", "main", "reviewing", "watching"]
