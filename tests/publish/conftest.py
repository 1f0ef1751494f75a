"""Published folders, each made once."""

from __future__ import annotations

from pathlib import Path

import pytest

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
