"""House numbers: what a person can read in one sitting."""

from __future__ import annotations

import ast
from collections.abc import Iterator

LINES_OF_A_FILE = 400
LINES_OF_A_FUNCTION = 40
PARAMETERS = 6


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    given = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    return [argument.arg for argument in given if argument.arg not in ("self", "cls")]


def test_a_file_has_at_most_400_lines(code) -> None:
    assert [(module.path, module.lines) for module in code if module.lines > LINES_OF_A_FILE] == []


def test_a_function_has_at_most_40_lines(code) -> None:
    long = [(m.path, f.name, lines(f)) for m in code for f in functions(m.tree) if lines(f) > LINES_OF_A_FUNCTION]
    assert long == []


def test_a_function_takes_at_most_six_parameters(code) -> None:
    trains = [(m.path, f.name, parameters(f)) for m in code for f in functions(m.tree) if len(parameters(f)) > PARAMETERS]
    assert trains == []
