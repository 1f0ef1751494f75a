"""``python -m recusant.cli``."""

from recusant.cli import main

main()
