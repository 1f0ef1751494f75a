"""The heart: worlds are invented, true hedged claims are made about them, and nothing proven may be false.

The rules cited are those of docs/method.md.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recusant.errors import CertificateRefused
from recusant.records import ALL, Bound, Claim, Scope
from recusant.verify import verify_bound, verify_conflict
from tests.worlds import BOOK, ORIGINS, claim, count, exactly, questions, reckon, true_claims, worlds

told = settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def _some_claims(data: st.DataObject, world: object, most: int = 12) -> list[Claim]:
    said = data.draw(st.lists(true_claims(world), max_size=most))
    return list({claim.id: claim for claim in said}.values())


@told
@given(st.data())
def test_the_truth_is_never_outside_a_bound(data: st.DataObject) -> None:
    """Rules M1, M3, M4, M8: whatever true things are said, the truth of every layer lies between the ends."""
    world = data.draw(worlds)
    reckoning = reckon(_some_claims(data, world))
    scope, layer = data.draw(questions()), data.draw(st.sampled_from([ALL, *ORIGINS]))
    bound = reckoning.bound(scope, layer)
    truth = count(world, scope, "office" if layer == ALL else layer)
    assert bound.lo <= truth
    assert bound.hi is None or truth <= bound.hi


@told
@given(st.data())
def test_true_claims_never_conflict(data: st.DataObject) -> None:
    """Rule M7: what is true together is never set aside."""
    reckoning = reckon(_some_claims(data, data.draw(worlds)))
    assert reckoning.conflicts == () and reckoning.set_aside == ()


@told
@given(st.data())
def test_a_new_true_claim_never_widens_a_bound(data: st.DataObject) -> None:
    """Rule M8: saying more that is true only makes bounds tighter."""
    world = data.draw(worlds)
    claims, more, scope = _some_claims(data, world), data.draw(true_claims(world)), data.draw(questions())
    before, after = reckon(claims).bound(scope), reckon([*claims, more]).bound(scope)
    assert after.lo >= before.lo
    assert before.hi is None or (after.hi is not None and after.hi <= before.hi)


@told
@given(st.data())
def test_order_never_moves_a_bound(data: st.DataObject) -> None:
    """Rule M7: the same claims give the same result, in whatever order they come."""
    claims = _some_claims(data, data.draw(worlds))
    shuffled, scope = data.draw(st.permutations(claims)), data.draw(questions())
    assert reckon(claims).bound(scope) == reckon(list(shuffled)).bound(scope)


@told
@given(st.data(), st.integers(1, 1000))
def test_a_planted_lie_is_found(data: st.DataObject, by: int) -> None:
    """Rule M7: a false figure beside a true one of the same cells is in a reported conflict, which verifies."""
    world, scope = data.draw(worlds), data.draw(questions())
    number = count(world, scope, "office")
    truth, lie = claim(scope, exactly(number), serial=1), claim(scope, exactly(number + by), serial=2)
    reckoning = reckon([*_some_claims(data, world, most=6), truth, lie])
    assert any(lie.id in conflict.claims or truth.id in conflict.claims for conflict in reckoning.conflicts)
    assert reckoning.set_aside


def _proven(data: st.DataObject) -> tuple[Bound, dict[str, Claim]]:
    """A bound with two ends and two terms on one of them: the months that one total lacks of another."""
    first, second, rest = 20 + data.draw(st.integers(0, 50)), data.draw(st.integers(0, 50)), data.draw(st.integers(0, 50))
    scope = data.draw(questions())
    whole = Scope("cases", "all", "XX", scope.window)
    claims = [claim(whole, exactly(first + second + rest), serial=1), claim(replace(whole, category="absence"), exactly(first), serial=2)]
    reckoning = reckon(claims)
    return reckoning.bound(replace(whole, category="desertion")), dict(reckoning.claims)


@told
@given(st.data())
def test_a_tampered_certificate_is_refused(data: st.DataObject) -> None:
    """Rule M9: with any one number changed, a certificate no longer adds up."""
    bound, claims = _proven(data)
    verify_bound(bound, claims, BOOK)
    term = data.draw(st.sampled_from(bound.hi_certificate))
    other = replace(term, times=term.times + data.draw(st.sampled_from([Fraction(1), Fraction(-1, 2), Fraction(7)])))
    terms = tuple(other if held is term else held for held in bound.hi_certificate)
    with pytest.raises(CertificateRefused):
        verify_bound(replace(bound, hi_certificate=terms), claims, BOOK)


@told
@given(st.data(), st.sampled_from([-3, -1, 1, 10]))
def test_a_changed_bound_or_quote_is_refused(data: st.DataObject, by: int) -> None:
    """Rule M9: neither the number claimed nor a number quoted may be changed."""
    bound, claims = _proven(data)
    with pytest.raises(CertificateRefused):
        verify_bound(replace(bound, hi=bound.hi + by), claims, BOOK)
    cited = claims[bound.hi_certificate[0].claim]
    other = replace(cited.quantity, lo=cited.quantity.lo + 100 + by, hi=cited.quantity.hi + 100 + by)
    with pytest.raises(CertificateRefused):
        verify_bound(bound, claims | {cited.id: replace(cited, quantity=other)}, BOOK)


@told
@given(questions(), st.integers(1, 500))
def test_a_tampered_conflict_is_refused(scope: Scope, by: int) -> None:
    """Rule M9: a conflict proves itself too."""
    reckoning = reckon([claim(scope, exactly(7), serial=1), claim(scope, exactly(7 + by), serial=2)])
    (conflict,) = reckoning.conflicts
    first, second = conflict.certificate
    with pytest.raises(CertificateRefused):
        verify_conflict(replace(conflict, certificate=(first, replace(second, times=second.times * 2))), reckoning.claims, BOOK)
