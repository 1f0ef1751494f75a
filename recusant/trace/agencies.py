"""The tag that an agency leaves on its text: whoever prints it has the text from there."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

HEAD = 600  # characters in which a dateline stands
FOOT = 300  # and at the end, in which an agency may be named on a line of its own
DASH = "[-–—]"


def agency_of(text: str) -> str | None:
    """The agency that the tag of a text names: its dateline, or a line of its own near the beginning or the end."""
    tag, names = _tags()
    found = tag.search(text[:HEAD]) or tag.search(text[-FOOT:])
    return names[next(filter(None, found.groups())).casefold()] if found else None


@cache
def _tags() -> tuple[re.Pattern[str], dict[str, str]]:
    """What tags look like, and the shown name for each name in them."""
    data = tomllib.loads((resources.files("recusant.trace") / "agencies.toml").read_text(encoding="utf-8"))
    names = {name.casefold(): known[0] for known in data["names"] for name in known}
    some = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    before = "|".join(map(re.escape, sorted(data["before"], key=len, reverse=True)))
    dateline = rf"\(({some})\)\s*{DASH}|^[^\n]{{2,60}}\s{DASH}\s*({some})\s*[.,]\s|/({some})/"
    return re.compile(rf"{dateline}|^[ \t]*(?:(?:{before})[ \t]+)*({some})[ \t]*$", re.MULTILINE | re.IGNORECASE), names
