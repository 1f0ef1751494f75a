"""``python -m recusant.cli``."""

from recusant.cli.commands import main

main()
