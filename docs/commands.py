"""Prints the command reference, docs/cli.md, from the commands themselves: ``make docs`` writes it and a test compares it."""

from __future__ import annotations

from inspect import cleandoc

import click

from recusant.cli import main

HEAD = """# Commands

This page is made from the program by `make docs`.

Every command takes `--help`. Exit codes: **0** fine; **1** a contradiction or a failed check, where it was asked to look
for one; **2** bad use or bad input, with a message that names the file, the place in it and the mend."""


def page() -> str:
    """The whole page: the commands in the order in which ``recusant --help`` lists them."""
    top = click.Context(main, info_name="recusant")
    commands = [(name, main.get_command(top, name)) for name in main.list_commands(top)]
    sections = [section(name, command, top) for name, command in commands if command and not command.hidden]
    return "\n\n".join([HEAD, *sections]) + "\n"


def section(name: str, command: click.Command, top: click.Context) -> str:
    """One command: how to call it, what it does, its options."""
    context = click.Context(command, info_name=name, parent=top)
    usage = f"```text\n{context.command_path} {' '.join(command.collect_usage_pieces(context))}\n```"
    told = [option.get_help_record(context) for option in command.params if isinstance(option, click.Option)]
    rows = [f"| `{cell(names)}` | {cell(meaning)} |" for names, meaning in filter(None, told)]
    table = "\n".join(["| option | meaning |", "|---|---|", *rows])
    return "\n\n".join([f"## {name}", usage, cleandoc(command.help or "").replace("\b\n", ""), table])


def cell(text: str) -> str:
    """Text that may stand in a cell of a table."""
    return " ".join(text.split()).replace("|", r"\|")


if __name__ == "__main__":
    print(page(), end="")
