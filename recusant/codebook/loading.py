"""Loads a codebook from its TOML text and checks it whole."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

from recusant.codebook.checks import Faults, check
from recusant.codebook.nouns import Codebook, Dockets, Event, Law, Link, Measure, Node, Origin, Words
from recusant.errors import BadCodebook, BadInput

MEASURE_KINDS = ("flow", "stock")
ORIGIN_KINDS = ("census", "tally", "estimate")
TABLES = ("words", "also", "means", "seat", "city")  # fields of an entry that are tables themselves


def load(name: str | Path) -> Codebook:
    """The codebook of this name (shipped with Recusant) or path. Raises BadCodebook with every fault and its line."""
    return parse(toml_of(name), str(name))


def toml_of(name: str | Path) -> str:
    """The TOML text of the codebook of this name (shipped with Recusant) or path."""
    shipped = resources.files("recusant") / "codebooks"
    path = Path(name)
    if not path.suffix and (shipped / f"{name}.toml").is_file():
        return (shipped / f"{name}.toml").read_text(encoding="utf-8")
    try:
        return path.read_text(encoding="utf-8")
    except (FileNotFoundError, IsADirectoryError):
        names = ", ".join(sorted(item.name.removesuffix(".toml") for item in shipped.iterdir()))
        raise BadInput("no such codebook", file=str(name), mend=f"give the path of a TOML file, or one of: {names}") from None
    except UnicodeDecodeError as fault:
        raise BadCodebook(f"not UTF-8 text ({fault.reason} at byte {fault.start})", file=str(path)) from None


def parse(text: str, file: str = "codebook") -> Codebook:
    """A codebook from its TOML text; ``file`` names it in errors."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise BadCodebook(f"not TOML: {fault}", file=file) from None
    faults = Faults(text)
    book = _build(raw, faults)
    check(book, faults)
    if faults.found:
        raise BadCodebook(f"{len(faults.found)} fault(s) in the codebook", file=file, faults=tuple(faults.found))
    return book


def _build(raw: dict[str, Any], faults: Faults) -> Codebook:
    sections = {name: raw.get(name, {}) for name in ("measure", "category", "place", "origin", "event", "law")}
    for unknown in sorted(set(raw) - set(sections) - {"name", "languages", "link", "labels", "dockets"}):
        faults.add(unknown, "is not a section: use measure, category, place, origin, event, law, link, labels or dockets")
    made: dict[str, dict[str, Any]] = {name: {} for name in sections}
    for section, entries in sections.items():
        for key, entry in _flat(entries):
            try:
                made[section][key] = _MAKERS[section](key, entry)
            except (KeyError, TypeError, ValueError) as fault:
                faults.add(f"{section}.{key}", f"lacks or mistypes {fault}")
    languages = tuple(raw.get("languages", ("en",)))
    return Codebook(
        str(raw.get("name", "unnamed")), languages, made["measure"], made["category"], made["place"], made["origin"], made["event"],
        made["law"], _links(raw.get("link", []), faults), raw.get("labels", {}), _dockets(raw.get("dockets"), faults),
    )  # fmt: skip


def _links(entries: list[dict[str, Any]], faults: Faults) -> tuple[Link, ...]:
    links = []
    for number, entry in enumerate(entries, 1):
        try:
            less, more = entry["at_most"]
            since = entry.get("since")
            links.append(Link((less, more), None if since is None else str(since), entry["why"]))
        except (KeyError, TypeError, ValueError) as fault:
            faults.add("[link]", f"number {number} lacks or mistypes {fault}")
    return tuple(links)


def _dockets(entry: dict[str, Any] | None, faults: Faults) -> Dockets | None:
    if entry is None:
        return None
    try:
        keyed = ({str(key): name for name, keys in entry[part].items() for key in keys} for part in ("articles", "courts"))
        return Dockets(entry["measure"], entry["origin"], *keyed)
    except (KeyError, TypeError, AttributeError) as fault:
        faults.add("dockets", f"lacks or mistypes {fault}")
        return None


def _flat(entries: Mapping[str, Any]) -> Iterable[tuple[str, dict[str, Any]]]:
    """Entries by their full id: [category.art352.1] is the entry "art352.1", which TOML reads as a table in a table."""
    for key, entry in entries.items():
        nested = {name: value for name, value in entry.items() if isinstance(value, dict) and name not in TABLES}
        own = {name: value for name, value in entry.items() if name not in nested}
        if own or not nested:
            yield key, own
        yield from ((f"{key}.{name}", value) for name, value in nested.items())


def _words(entry: Mapping[str, Any], field: str = "words") -> Words:
    return {lang: tuple(words) for lang, words in entry.get(field, {}).items()}


def _measure(key: str, entry: Mapping[str, Any]) -> Measure:
    if entry["kind"] not in MEASURE_KINDS:
        raise ValueError(f"kind: {entry['kind']!r} is neither flow nor stock")
    marks = (entry.get("alone", False), entry.get("undivided", False), entry.get("of"), tuple(entry.get("beside", ())))
    words, guarded = (_words(entry), *marks, _words(entry, "also")), entry.get("guarded", False)
    return Measure(key, entry["label"], entry["unit"], entry["stage"], entry["kind"], *words, guarded, tuple(entry.get("helped", ())))


def _node(key: str, entry: Mapping[str, Any]) -> Node:
    words = (_words(entry), entry.get("place"), _words(entry, "also"), _words(entry, "seat"), _words(entry, "city"))
    return Node(key, entry.get("label", key), entry.get("parent"), entry.get("exhaustive", False), *words)


def _origin(key: str, entry: Mapping[str, Any]) -> Origin:
    if entry["kind"] not in ORIGIN_KINDS:
        raise ValueError(f"kind: {entry['kind']!r} is none of {', '.join(ORIGIN_KINDS)}")
    names, measures, places = (tuple(entry.get(name, ())) for name in ("names", "measures", "places"))
    since = entry.get("since")
    if not isinstance(since, date | None):
        raise ValueError(f"since: {since!r} is not a day (write since = 2022-09-18, without quotes)")
    label, means = entry.get("label", names[0] if names else key), dict(entry.get("means", {}))
    known = since, means, tuple(entry.get("office", ())), entry.get("guarded", False)
    return Origin(key, label, entry["kind"], names, measures, places, *known)


def _event(key: str, entry: Mapping[str, Any]) -> Event:
    if not isinstance(entry["date"], date):
        raise ValueError(f"date: {entry['date']!r} is not a day (write date = 2022-09-21, without quotes)")
    return Event(key, entry.get("label", key), entry["date"], _words(entry), entry.get("begins", False), entry.get("place"))


def _law(key: str, entry: Mapping[str, Any]) -> Law:
    if not isinstance(entry["date"], date):
        raise ValueError(f"date: {entry['date']!r} is not a day (write date = 2022-09-24, without quotes)")
    texts = (str(entry[name]) for name in ("title", "changed", "article", "before", "after", "link", "place"))
    return Law(key, entry["date"], *texts)


_MAKERS = {"measure": _measure, "category": _node, "place": _node, "origin": _origin, "event": _event, "law": _law}
