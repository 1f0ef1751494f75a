"""Published folders, each made once."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html
from lxml.html import HtmlElement

from recusant.publish import Edition, publish
from tests.publish.editions import edition, hostile, story


@pytest.fixture(scope="session")
def told() -> Edition:
    return edition(story())


@pytest.fixture(scope="session")
def folder(told: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(told, tmp_path_factory.mktemp("told") / "site").parent


@pytest.fixture(scope="session")
def ill_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(hostile(), tmp_path_factory.mktemp("ill") / "site").parent


Pages = dict[str, HtmlElement]


def pages_in(folder: Path) -> Pages:
    """Every page of a folder by its name."""
    return {str(path.relative_to(folder)): html.fromstring(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.html"))}


@pytest.fixture(scope="session")
def pages(folder: Path) -> Pages:
    return pages_in(folder)


@pytest.fixture(scope="session")
def ill_pages(ill_folder: Path) -> Pages:
    return pages_in(ill_folder)
