"""The repository speaks of itself only: no place of one machine, no registry, no stranger's workplace.

The forbidden words are put together here from parts, so that this file does not hold them.
"""

from __future__ import annotations

import re

import pytest

REGISTRIES = ["py" + r"pi\.org", "python" + "hosted", "npm" + r"js\.(com|org)", r"deb\.deb" + "ian", "/sim" + "ple/"]
FOLDERS = "|".join(["ho" + "me", "ro" + "ot", "wo" + "rk", "Us" + "ers", "tm" + "p"])
MACHINE = rf"""(^|[\s"'`=:(])/({FOLDERS})/[a-z]"""
WORKPLACE = ["Cl" + "aude", "Anthro" + "pic", "Chat" + "GPT", "Co" + "pilot", "co" + "ding agent", "sub" + "agent", "system " + "prompt"]
DATA = ("examples/", "recusant/codebooks/")  # what others published stands as they published it


def offenders(files, root, pattern: str) -> list[str]:
    found = []
    for path in files:
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # pictures, workbooks and broken inputs on purpose
        found += [f"{path.relative_to(root)}: {hit.group()}" for hit in re.finditer(pattern, text, re.MULTILINE | re.IGNORECASE)]
    return found


@pytest.mark.parametrize("registry", REGISTRIES)
def test_no_registry_is_named(files, root, registry: str) -> None:
    assert offenders(files, root, registry) == []


def test_no_path_of_one_machine_is_named(files, root) -> None:
    assert offenders(files, root, MACHINE) == []


@pytest.mark.parametrize("word", WORKPLACE)
def test_no_workplace_is_named(files, root, word: str) -> None:
    assert [found for found in offenders(files, root, word) if not found.startswith(DATA)] == []


def test_a_lock_pins_a_version_a_line_and_says_nothing_else(root) -> None:
    for lock in ("requirements.lock", "requirements-dev.lock"):
        lines = (root / lock).read_text(encoding="utf-8").splitlines()
        assert [line for line in lines if not re.fullmatch(r"[a-z0-9._-]+==[0-9][\w.+!]*( ; .+)?", line)] == []


def test_the_tests_run_with_the_versions_that_users_get(root) -> None:
    runtime, dev = (set((root / lock).read_text(encoding="utf-8").split("\n")) for lock in ("requirements.lock", "requirements-dev.lock"))
    assert runtime <= dev
