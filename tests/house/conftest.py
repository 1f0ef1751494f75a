"""The house, read once: its modules as syntax trees, and its files as text."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BUILT = {"build", "dist", "demo", "__pycache__", "node_modules"}


@dataclass(frozen=True)
class Module:
    """One Python file: its dotted name, its path from the root, and its syntax tree."""

    name: str
    path: str
    tree: ast.Module
    lines: int

    @property
    def room(self) -> str:
        """The part of the package it belongs to: "extract" for recusant.extract.times.windows, "__init__" for the front door."""
        return [*self.name.split("."), "__init__"][1]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def files() -> list[Path]:
    """Every file of the repository, what is built or installed left out."""
    found = (path for path in ROOT.rglob("*") if path.is_file() and _ours(path.relative_to(ROOT)))
    return sorted(found)


def _ours(path: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.parts) and path.parts[0] not in (".ci", ".gitignore")
    return not hidden and not BUILT & set(path.parts) and not any(part.endswith(".egg-info") for part in path.parts)


@pytest.fixture(scope="session")
def code(files: list[Path]) -> list[Module]:
    """Every Python file: the package, its tests, its benchmarks."""
    return [_module(path) for path in files if path.suffix == ".py"]


@pytest.fixture(scope="session")
def package(code: list[Module]) -> list[Module]:
    return [module for module in code if module.path.startswith("recusant/")]


def _module(path: Path) -> Module:
    place, text = path.relative_to(ROOT), path.read_text(encoding="utf-8")
    name = ".".join(place.with_suffix("").parts).removesuffix(".__init__")
    return Module(name, str(place), ast.parse(text), len(text.splitlines()))
