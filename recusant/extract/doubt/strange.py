"""Cases and verdicts to which something is done that the codebook does not know: "345 verdicts were reclassified" passes none."""

from __future__ import annotations

from recusant.codebook import Codebook, Measure
from recusant.extract.sentence.line import PARTING, START, Line
from recusant.extract.sentence.terms import FILES, PERSON, Mention
from recusant.extract.sentence.thread import Read
from recusant.extract.what.outcomes import VERDICT

TELLING = ("measure", "also")  # sections of words that tell a measure
REQUEST = "request"  # a unit: "345 appealed to the hotline", but not "345 appealed their verdicts"
PASSIVE = frozenset(("charged", "sentenced", "decided"))  # stages that persons undergo, so that a participle tells who is meant
NEAR_VERB = 2  # tokens from "were" to "convicted"
NEAR = 10  # words from those who appealed to the verdicts


def is_done_strangely(line: Line, read: Read, book: Codebook) -> bool:
    """Whether the noun alone names what is counted, and a verb beside it is none that is known; or verdicts are what is turned to.

    A verb of what only persons do or undergo, or applications, is not known of cases: "courts rejected 345 indictments".
    """
    noun, papers = read.noun, FILES | {VERDICT}
    if PERSON in noun.units and _did_otherwise(line, read, book):
        return True
    if book.measures[read.scope.measure].unit == REQUEST:
        verdicts = (one for one in line.named("units", VERDICT) if one.start >= read.figure.end)
        return any(line.apart(read.figure, one) <= NEAR and not line.figures_between(read.figure, one) for one in verdicts)
    units = {*noun.units, book.measures[noun.measure.ids[0]].unit if noun.measure else ""}
    if papers.isdisjoint(units):
        return False
    first, last = line.place_of(read.figure.start), line.place_of(noun.end)
    if any(one.tokens[-1] == first - 1 for one in line.named("cues", "examined")):
        return True  # "studied 345 verdicts"
    verb = _before(line, first)
    if verb is not None and _is_strange(line, verb):
        return True  # "lost 345 cases in court", «суды не приняли 345 обвинительных актов»
    told = [one for section in TELLING for one in line.named(section) if _is_known(one, book)]
    if any(at < first or at >= last for one in told for at in one.tokens):
        return False
    verbs = [at for at in (verb, _behind(line, last)) if at is not None]
    return any(not any(_is_known(one, book) for one in line.naming(at)) for at in verbs)


def _did_otherwise(line: Line, read: Read, book: Codebook) -> bool:
    """Whether what names the measure only tells who is meant, and they did what is not known: "345 convicted of AWOL signed contracts"."""
    told = [one for one in line.named("measure", read.scope.measure) if one.start >= read.figure.start]
    first = read.noun.measure or min(told, key=START, default=None)
    meant, counted_as = first and book.measures[first.ids[0]], book.measures[read.scope.measure]
    if first is None or meant is None or meant.stage not in PASSIVE or _is_finite(line, first):
        return False
    if (meant.unit, meant.stage) != (counted_as.unit, counted_as.stage):
        return False  # "345 accused got suspended sentences"
    aside = first.tokens[0] > 0 and line.tokens[first.tokens[0] - 1].form == ","  # «345 солдат, осуждённых в мае, подали …»
    before = _before(line, line.place_of(read.figure.start))
    verb = _behind(line, line.place_of(max(first.end, read.noun.end)), commas=int(aside))
    if before is not None and not line.naming(before):
        return True  # "courts fined 345 soldiers charged with AWOL"
    return verb is not None and all(_is_of_others(one, counted_as, book) for one in line.naming(verb))


def _is_of_others(mention: Mention, counted_as: Measure, book: Codebook) -> bool:
    """Whether a word does not tell what is counted: it only says who speaks, or goes on about another measure."""
    if mention.section == "also":
        return all((book.measures[name].unit, book.measures[name].stage) != (counted_as.unit, counted_as.stage) for name in mention.ids)
    return mention.section == "speech"


def _is_finite(line: Line, told: Mention) -> bool:
    """Whether a phrase is what those counted did or underwent, and no participle or noun that only tells who they are."""
    words = line.grammar.claims["words"]
    suffers, endings = words.get("suffers", ()), words.get("undergoes", line.grammar.verb_endings)
    if line.grammar.head_last:
        return any(word.low in suffers for word in line.tokens[max(0, told.tokens[0] - NEAR_VERB) : told.tokens[0]])
    return any(line.tokens[at].low.endswith(endings) for at in told.tokens)


def _is_strange(line: Line, verb: int) -> bool:
    """Whether a verb right before cases is none that they are counted by, or is denied."""
    strong = line.tokens[verb].low in line.grammar.claims["words"].get("strong", ())
    return strong or any(one.tokens[-1] == verb - 1 for one in line.named("cues", "undone"))


def _is_known(mention: Mention, book: Codebook) -> bool:
    """Whether a word tells of cases or verdicts, or stands for something else than a measure or its unit."""
    if mention.section not in TELLING:
        return mention.section != "units"
    return any(book.measures[name].unit in FILES | {VERDICT} for name in mention.ids)


def _before(line: Line, first: int) -> int | None:
    """The place of a verb right before a figure, days between them left out."""
    at = first - 1
    while at >= 0 and _is_dated(line, at):
        at -= 1
    return at if at >= 0 and _is_verb(line, at) else None


def _behind(line: Line, last: int, *, commas: int = 0) -> int | None:
    """The place of the verb behind a noun and what it is said to be about, and so many commas at most."""
    for at in range(last, len(line.tokens)):
        word = line.tokens[at]
        commas -= word.form == ","
        if commas < 0 or (word.form in PARTING and word.form != ","):
            return None
        if _is_verb(line, at):
            return at
        if not (word.form == "," or line.naming(at) or word.low in line.grammar.function or _is_dated(line, at)):
            return None
    return None


def _is_verb(line: Line, at: int) -> bool:
    """Whether a word ends as verbs do and is no little one."""
    low = line.tokens[at].low
    verb = low.endswith(line.grammar.verb_endings) or low in line.grammar.claims["words"].get("strong", ())
    return verb and low not in line.grammar.function


def _is_dated(line: Line, at: int) -> bool:
    return any(one.start <= line.tokens[at].start < one.end for one in line.windows)
