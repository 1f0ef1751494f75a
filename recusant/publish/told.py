"""Verdicts and their proofs in plain lines, for where there is no page: the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recusant.publish.proofs import Line, Proof, exactly, proof_of
from recusant.publish.words import Words
from recusant.records import Bound, Claim, Gap, Verdict

Row = tuple[str, str]  # a number with its sign, or nothing, and what stands beside it


@dataclass(frozen=True)
class Told:
    """A verdict in words: its name, the quote and where it stands, what it is taken to say, the sentence, and the rows of its proofs."""

    name: str
    quote: str
    place: str
    taken: str
    sentence: str
    rows: tuple[Row, ...]


def told(verdict: Verdict, say: Words, *, unsure: bool) -> Told:
    """A verdict in the words of a language; ``unsure``: the reader may have misread the claim."""
    claim = verdict.claim
    place = ", ".join(say(f"on_{part}", n=number) for part in ("page", "paragraph") if (number := getattr(claim.quote, part)))
    taken = say.taken(claim, unsure=unsure)
    rows = tuple(row for bound in verdict.bounds for end in (("lo",) if exactly(bound) else ("lo", "hi")) for row in _rows(bound, end, say))
    return Told(say(f"verdict_{verdict.verdict}"), say.quoted(claim), place, taken, verdict.sentence, rows)


def summed_up(verdicts: Sequence[Verdict], gaps: Sequence[Gap], say: Words) -> Iterator[str]:
    """How many claims were read, and the numbers that were not understood, with the reason of each."""
    yield ", ".join((say.counted("claims", len(verdicts)), say.counted("gaps", len(gaps))))
    for gap in gaps:
        yield f"{say('quoted', quote=' '.join(gap.quote.text.split()))}: {say.reason(gap.reason)}"


def _rows(bound: Bound, end: str, say: Words) -> Iterator[Row]:
    """One end of a bound as a sum that can be added up by hand, if it has a proof."""
    proof = proof_of(bound, end)
    if not (proof.lines or proof.reasons):
        return
    yield "", say.conclusion(bound, "exactly" if exactly(bound) else end)
    yield from (_row(line, proof, say) for line in proof.lines)
    yield from (("+ 0", say.link(reason.term)) for reason in proof.reasons)
    yield f"= {say.number(proof.total)}", ""


def _row(line: Line, proof: Proof, say: Words) -> Row:
    claim, value = line.claim, line.term.value or 0
    times = f"({say.number(line.times)} × {say.number(value)}) " if line.times != 1 else ""
    what = say.topic(claim.scope) if proof.mixed else say.category(claim.scope.category)
    parts = [what, say.window(claim.scope.window)]
    parts += [say("month_at", month=line.term.at)] if line.term.at else []
    parts += [say.reading(claim)] if claim.kind != "count" else []
    return f"{line.sign} {say.number(line.times * value)}", f"{times}{say.quoted(claim)} {', '.join(parts)}. {_who(claim, say)}"


def _who(claim: Claim, say: Words) -> str:
    """Who counted, who printed it, and when."""
    names = dict.fromkeys((say.origin(claim.origin), say.origin(claim.outlet)))
    return ", ".join((*names, *([say.day(claim.said_on)] if claim.said_on else [])))
