"""The columns of a table of figures. Others may stand beside them and are not read."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

REQUIRED = ("measure", "category", "place", "origin")
NUMBERS = ("stated", "lo", "hi")  # at least one of them
OPTIONAL = (
    "id", "url", "outlet", "published", "lang", "via", "kind", "value_text", "stated_hi", "modifier", "grain", "per", "direction", "rank",
    "start", "start_earliest", "start_latest", "end", "end_earliest", "end_latest",
    "base_measure", "base_category", "base_place", "base_start", "base_end", "status", "said_on", "notes",
)  # fmt: skip
COLUMNS = (*REQUIRED, *NUMBERS, *OPTIONAL)
ALIKE = 0.8  # "modifer" is 0.93 like "modifier"; "published_month", a column of other tables, is 0.75 like "published"


def column_name(written: object) -> str:
    """A column's name however it is spaced and cased: "Start earliest" is ``start_earliest``."""
    return "_".join(str(written).strip().casefold().split())


def column_faults(found: Sequence[str]) -> list[str]:
    """What is wrong with a header, each fault with its mend: columns that lack, stand twice, or look like a slip of the pen."""
    faults = [f"the column {name!r} stands there twice; keep one of them" for name in sorted(set(found)) if name and found.count(name) > 1]
    there = f"the columns found are: {', '.join(filter(None, found)) or 'none'}"
    lacking = ", ".join(repr(name) for name in REQUIRED if name not in found)
    if lacking:
        faults.append(f"missing: {lacking}; add what is missing ({there}); a list of links has a column 'url' and none of these")
    if not set(NUMBERS) & set(found):
        faults.append("no column of numbers; add 'stated', or 'lo' and 'hi'")
    for name in found:
        near = get_close_matches(name, [known for known in COLUMNS if known not in found], 1, ALIKE)
        if near and name not in COLUMNS:
            faults.append(f"the column {name!r} is not known; name it {near[0]!r} if that is meant")
    return faults
