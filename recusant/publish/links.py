"""Permanent links: the name of a thing on the page follows from what it is, so it is the same in every edition."""

from __future__ import annotations

import re

from recusant.publish.figures import Key
from recusant.publish.series import days_of
from recusant.records import Bound, identity

PLAIN = re.compile(r"[A-Za-z0-9_.-]+")


def series_link(key: Key) -> str:
    """A series: layer, measure, category and place."""
    return ":".join(_plain(part) for part in key)


def bound_link(bound: Bound) -> str:
    """A bound: its series, its first and its last day."""
    scope, days = bound.scope, days_of(bound)
    key = Key(bound.layer, scope.measure, scope.category, scope.place)
    return f"{series_link(key)}:{days[0]}:{days[1]}"


def claim_link(claim: str) -> str:
    """A claim or a source: its id."""
    return _plain(claim)


def _plain(part: str) -> str:
    """An id of a codebook as it stands if it is plain, else its plain letters and a hash of the whole."""
    if PLAIN.fullmatch(part):
        return part
    return identity("-".join(PLAIN.findall(part))[:40], [part])
