"""Rooms know the nouns and themselves, never each other; only the flow knows them all."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

NOUNS = {"records", "codebook", "errors"}
ROOMS = {
    "collect", "dockets", "read", "extract", "ask", "trace", "reconcile", "verify", "check", "publish", "dossier", "stamp", "ledger",
    "archive",
}  # fmt: skip
MAY_IMPORT = {
    "errors": set[str](),
    "records": {"errors"},
    "codebook": {"errors", "records"},
    "review": NOUNS | {"ledger"},
    "texts": NOUNS | {"collect", "dockets", "read", "extract", "ask"},
    "adding": NOUNS | {"collect", "extract", "ledger", "texts"},
    "bulk": NOUNS | {"archive", "read", "extract", "texts", "trace", "__init__"},
    "gathered": NOUNS | {"archive", "bulk", "flow", "reconcile", "trace", "__init__"},
    "flow": NOUNS | ROOMS | {"texts", "adding"},
    "cli": NOUNS | {"flow", "bulk", "gathered", "ledger", "review", "__init__"},
    "__init__": NOUNS | {"flow", "ledger"},
    **dict.fromkeys(ROOMS, NOUNS),
}

FOLDERS = ["words", "numbers", "times", "sentence", "who", "what", "when", "doubt", "where", "", "second"]  # of the reader, in its order


def own_imports(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """The imports of this package as (module, name); the name is empty for a plain ``import``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level == 0 and (node.module or "").split(".")[0] == "recusant":
            yield from ((node.module or "", alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names if alias.name.split(".")[0] == "recusant")


def reached(module: str, name: str, known: set[str]) -> str:
    """The module that an import reaches: ``from recusant import flow`` reaches recusant.flow."""
    return full if (full := f"{module}.{name}") in known else module


def room_of(module: str) -> str:
    return [*module.split("."), "__init__"][1]


def test_a_room_imports_the_nouns_and_itself(package) -> None:
    known = {module.name for module in package}
    strangers = [
        f"{module.path} imports {target}.{name}"
        for module in package
        for target, name in own_imports(module.tree)
        if room_of(reached(target, name, known)) not in MAY_IMPORT[module.room] | {module.room}
    ]
    assert strangers == []


def test_a_folder_of_the_reader_imports_only_those_before_it(package) -> None:
    reader = {module.name: module for module in package if module.room == "extract" and module.name != "recusant.extract"}
    rank = {name: FOLDERS.index(name.split(".")[2] if len(Path(module.path).parts) > 3 else "") for name, module in reader.items()}
    later = [
        f"{name} imports {target}"
        for name, module in reader.items()
        for target, _ in own_imports(module.tree)
        if rank.get(target, 0) > rank[name]
    ]
    assert later == []


def test_every_part_of_the_package_has_its_place_in_the_import_rule(package) -> None:
    assert {module.room for module in package} <= set(MAY_IMPORT)


def test_imports_are_absolute(code) -> None:
    relative = [f"{m.path}:{n.lineno}" for m in code for n in ast.walk(m.tree) if isinstance(n, ast.ImportFrom) and n.level]
    assert relative == []


def test_nothing_of_our_own_is_imported_inside_a_function(package) -> None:
    functions = ((m, node) for m in package for node in ast.walk(m.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    hidden = [f"{module.path}:{node.lineno} {node.name}" for module, node in functions if [*own_imports(node)]]
    assert hidden == []


def test_imports_form_no_cycle(package) -> None:
    known = {module.name for module in package}
    graph = {module.name: {reached(*import_, known) for import_ in own_imports(module.tree)} - {module.name} for module in package}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as knot:
        pytest.fail(f"import cycle: {' → '.join(knot.args[1])}")


@pytest.mark.parametrize("room", ["records", "errors", "verify"])
def test_what_must_be_read_by_others_needs_only_the_standard_library(package, room: str) -> None:
    nodes = [node for module in package if module.room == room for node in ast.walk(module.tree)]
    names = [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    names += [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    assert {name.split(".")[0] for name in names} <= set(sys.stdlib_module_names) | {"recusant"}
