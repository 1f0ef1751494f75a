"""The rules of method.md and the tests hold each other: each rule is tested, and no test cites a rule that is not there."""

from __future__ import annotations

import re

import pytest

RULE = re.compile(r"^## (M\d+)\. ", re.MULTILINE)
CITED = re.compile(r"[Rr]ules? (M\d+(?:(?:, | and )M\d+)*)")
HELD = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


@pytest.fixture(scope="module")
def method(root) -> str:
    return (root / "docs/method.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def cited(files, root) -> set[str]:
    tests = (path.read_text(encoding="utf-8") for path in files if path.suffix == ".py" and path.is_relative_to(root / "tests"))
    return {number for text in tests for numbers in CITED.findall(text) for number in re.findall(r"M\d+", numbers)}


def test_the_rules_are_numbered_without_gaps(method) -> None:
    assert RULE.findall(method) == [f"M{number}" for number in range(1, len(RULE.findall(method)) + 1)]


def test_every_rule_is_cited_by_a_test(method, cited) -> None:
    assert sorted(set(RULE.findall(method)) - cited) == []


def test_every_rule_that_a_test_cites_exists(method, cited) -> None:
    assert sorted(cited - set(RULE.findall(method))) == []


def test_every_rule_names_a_test_that_exists(method, root) -> None:
    for rule in RULE.split(method)[2::2]:
        named = HELD.findall(rule)
        assert named, rule.splitlines()[0]
        for path, name in named:
            assert (root / path).is_file(), path
            assert f"def {name}" in (root / path).read_text(encoding="utf-8") or not name, f"{path}::{name}"
