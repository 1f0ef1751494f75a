"""What the tests of reading share."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest

Work = Callable[[Callable[[], object]], int]


@pytest.fixture
def work() -> Work:
    """How many calls, of Python and of C, a piece of work makes: the same on every machine, busy or not."""

    def counted(job: Callable[[], object]) -> int:
        calls = 0

        def count(frame: FrameType, event: str, argument: object) -> None:
            nonlocal calls
            calls += event in ("call", "c_call")

        before = sys.getprofile()
        sys.setprofile(count)
        try:
            job()
        finally:
            sys.setprofile(before)
        return calls

    return counted
