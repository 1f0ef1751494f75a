"""The form of an answer of the second reader: JSON of the kind asked for, part by part, or BadRecord with what is wrong."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NoReturn

from recusant.errors import BadRecord
from recusant.records import Day, Number, Window

LONGEST_SHOWN = 60  # characters


def claims_in(answer: str) -> list[Any]:
    """The claims of an answer, whatever they are. A model may put words or a code fence around the JSON, and nothing else is forgiven."""
    try:
        found = json.loads(answer[answer.find("{") : answer.rfind("}") + 1], object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise BadRecord("the answer is not JSON") from None
    claims = table_of(found, "the answer").get("claims")
    if not isinstance(claims, list):
        raise BadRecord("the answer has no list of claims")
    return claims


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        raise BadRecord("the answer says one key twice")
    return table


def _no_number(name: str) -> NoReturn:
    raise BadRecord(f"{name} is no number")


def shown(value: object) -> str:
    """A value as a reason shows it: short, and harmless wherever it is printed."""
    return repr(value)[:LONGEST_SHOWN] if isinstance(value, str | int | float | None) else f"a {type(value).__name__}"


def table_of(value: object, what: str) -> dict[str, Any]:
    """An object with keys."""
    if not isinstance(value, dict):
        raise BadRecord(f"{what} is {shown(value)}, not an object")
    return value


def words_of(value: object, what: str) -> str:
    """Words that are not empty."""
    if not isinstance(value, str) or not value.strip():
        raise BadRecord(f"{what} is {shown(value)}, not words")
    return value


def one_of(value: object, known: Mapping[str, Any] | tuple[str, ...], what: str) -> str:
    """One of the known words or ids."""
    if not isinstance(value, str) or value not in known:
        raise BadRecord(f"no {what} is called {shown(value)}")
    return value


def days_of(table: Mapping[str, Any], name: str) -> tuple[Day, Day]:
    """One end of a window as the contract has it: the earliest and the latest day, or null."""
    days = table.get(name)
    if not isinstance(days, list) or len(days) != 2 or not all(isinstance(day, str | None) for day in days):
        raise BadRecord(f"the {name} of the window is not two days")
    window = Window.from_dict({name: days})
    return window.start if name == "start" else window.end


def numbers_of(value: object) -> tuple[Number, Number] | None:
    """What is stated as the contract has it: two numbers, or null."""
    if value is None:
        return None
    if not isinstance(value, list) or len(value) != 2 or not all(type(end) in (int, float) for end in value):
        raise BadRecord(f"stated is {shown(value)}, not two numbers")
    return value[0], value[1]
