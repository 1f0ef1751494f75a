"""What is said of a claim: in three languages the same numbers and days, every sentence used, and no word of another language."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from importlib import resources

import pytest

from recusant.check import judge
from recusant.check.words import table
from recusant.publish import LANGUAGES, Words
from recusant.records import UNKNOWN_WINDOW, Claim, Quantity, Scope, Verdict, Window
from tests.worlds import BOOK, claim, exactly, reckon

START, JUNE, PUBLISHED = date(2022, 1, 1), date(2022, 6, 30), date(2022, 12, 15)
TOTALS = {date(2022, 3, 31): 3_100, JUNE: 7_000, date(2022, 9, 30): 12_000}
MARCH, APRIL = ((date(2022, 3, 1), date(2022, 3, 31)), (date(2022, 4, 1), date(2022, 4, 30)))
UNTOLD = Quantity(None, "vague", None, None, "many")
PARTS = re.compile(r"{(\w+)}")
OTHERS = [language for language in LANGUAGES if language != "en"]


def _of(first: date | None, last: date | None, measure: str = "cases") -> Scope:
    return Scope(measure, "all", "XX", Window.of(first, last))


def _said(quantity: Quantity, scope: Scope, origin: str = "watch", **more: object) -> Claim:
    return replace(claim(scope, quantity, origin, serial=99), **more)


def _more_than(number: int) -> Quantity:
    return Quantity((number, number), "more_than", number + 1, None, f"> {number}")


def _stale(quantity: Quantity) -> Claim:
    window = Window((START, START), (START, PUBLISHED))
    return _said(quantity, Scope("cases", "all", "XX", window), said_on=PUBLISHED)


def _compared(lo: float, hi: float, kind: str, **more: object) -> Claim:
    quantity = Quantity((lo, hi), "range", lo, hi, f"{lo}…{hi}")
    return replace(_said(quantity, _of(START, JUNE), kind=kind, base=_of(START, date(2022, 3, 31))), **more)


def _trend(window: Window) -> Claim:
    return _said(UNTOLD, Scope("cases", "absence", "XX", window), kind="trend", direction="up", per="month")


YEAR = Window.of(START, date(2022, 12, 31))
# what is said -> the claim, and the numbers and days that its verdict tells; a pair of days is a month
CASES: dict[str, tuple[str, Claim, tuple[object, ...]]] = {
    "a count": ("adds_up", _said(exactly(7_000), _of(START, JUNE)), (7_000,)),
    "a count of other days": ("possible", _said(exactly(5_000), _of(START, date(2022, 5, 31))), (4_140, 7_000)),
    "a wrong count": ("contradicted", _said(exactly(8_000), _of(START, JUNE)), (1_000,)),
    "a count that its own text excludes": ("new", _said(exactly(5), _of(date(2021, 1, 1), date(2021, 12, 31))), (4,)),
    "a slip": ("contradicted", _said(exactly(700), _of(START, JUNE)), (6_300, 7_000)),
    "no number": ("possible", _said(UNTOLD, _of(START, JUNE)), ()),
    "no start": ("possible", _said(exactly(5), Scope("cases", "all", "XX", UNKNOWN_WINDOW)), ()),
    "another measure": ("new", _said(exactly(5), _of(START, JUNE, "other")), ()),
    "another origin": ("new", _said(exactly(6_500), _of(START, JUNE), "paper"), (7_000,)),
    "no upper end": ("new", _said(exactly(5), _of(START, JUNE), "guess"), ()),
    "money": ("new", _said(exactly(500), _of(START, JUNE), kind="amount"), ()),
    "a stock": ("possible", _said(exactly(600), _of(START, None, "held"), "office"), ()),
    "a stale count": ("outdated", _stale(_more_than(6_000)), (date(2022, 4, 1), date(2022, 6, 29), 3_100, 7_000, 12_000, PUBLISHED)),
    "an undated count": ("undated", _said(_more_than(6_000), _of(START, None)), (date(2022, 3, 31), 3_100, JUNE, 7_000)),
    "an undated low count": ("undated", _said(exactly(10), _of(START, None)), (date(2022, 3, 30), 3_100)),
    "an undated high count": ("undated", _stale(exactly(12_000)), (date(2022, 7, 1), JUNE, 7_000)),
    "a day that nothing tells": ("possible", _said(_more_than(100), _of(START, None), "guess"), ()),
    "a share": ("possible", _compared(0.5, 0.6, "ratio", base=_of(START, date(2022, 8, 31))), (58.3, 100)),
    "a multiple": ("adds_up", _compared(2.0, 2.5, "ratio"), (2.258, 2.259)),
    "a wrong multiple": ("contradicted", _compared(3.0, 4.0, "ratio"), ()),
    "a share of nothing named": ("possible", _compared(0.2, 0.4, "ratio", base=None), ()),
    "a difference": ("adds_up", _compared(3_900, 3_900, "change"), (3_900,)),
    "a difference from nothing named": ("possible", _compared(5, 5, "change", base=None), ()),
    "a rate": ("adds_up", _compared(1_100, 1_200, "rate", base=None, per="month"), (1_166.6, 1_166.7)),
    "a rank of unknown months": ("possible", _said(UNTOLD, _of(*MARCH), kind="rank", rank="highest", base=_of(START, JUNE)), ()),
    "a trend": ("possible", _said(UNTOLD, _of(*MARCH), kind="trend", direction="up", per="month"), ()),
    "a trend that turns": ("contradicted", _trend(YEAR), (MARCH, 1_090, APRIL, 1_040)),
    "a trend without a start": ("possible", _trend(UNKNOWN_WINDOW), (MARCH, 1_090, APRIL, 1_040)),
    "a trend without an end": ("undated", _trend(Window.of(START, None)), (date(2022, 3, 31), 1_090, 1_040)),
    "a trend of a stock": ("possible", _said(UNTOLD, _of(*MARCH, "held"), kind="trend", direction="up", per="month"), ()),
    "a fall": ("adds_up", replace(_trend(Window.of(MARCH[0], APRIL[1])), direction="down"), ()),
}  # fmt: skip
KNOWN = [
    *(claim(_of(START, day), exactly(total), "watch", serial) for serial, (day, total) in enumerate(TOTALS.items())),
    *(claim(Scope("cases", "absence", "XX", Window.of(*month)), exactly(n), "watch", n) for month, n in ((MARCH, 1_090), (APRIL, 1_040))),
    claim(_of(date(2023, 1, 1), date(2023, 1, 1), "held"), exactly(500), "office", 7),
    claim(_of(date(2023, 1, 1), date(2023, 1, 31)), exactly(50), "guess", 8),
]


BESIDE = replace(_said(exactly(9), _of(date(2021, 1, 1), date(2021, 6, 30))), id="beside")  # in the same text


def _verdict(said: Claim, language: str) -> Verdict:
    (verdict,) = judge([said], reckon(KNOWN), BOOK, Words(language, BOOK), [*reckon([said, BESIDE]).at_odds()])
    return verdict


def _in_words(told: object, say: Words) -> tuple[str, ...]:
    """How a number, a day or a month may stand in a sentence; of the first day of a span the year is left out."""
    if isinstance(told, tuple):
        return (say.period(told),)
    return (say.day(told), say.day(told, year=False)) if isinstance(told, date) else (say.number(told),)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_a_verdict_says_its_numbers_and_days_in_each_language(name: str, language: str) -> None:
    expected, said, tells = CASES[name]
    verdict, say = _verdict(said, language), Words(language, BOOK)
    assert verdict.verdict == expected
    assert [one for one in tells if not any(words in verdict.sentence for words in _in_words(one, say))] == [], verdict.sentence


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", CASES)
def test_no_english_word_is_left_but_names_and_quotes(name: str, language: str) -> None:
    sentence = re.sub("«.*?»", "«»", _verdict(CASES[name][1], language).sentence)
    assert set(re.findall("[A-Za-z]+", sentence)) <= {"watch", "office", "paper", "guess", "outlet"}
    assert "{" not in sentence and "  " not in sentence


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_is_there_in_each_language_with_the_same_parts(language: str) -> None:
    english, own = table("en"), table(language)
    assert list(own) == list(english)
    assert [name for name, sentence in english.items() if set(PARTS.findall(own[name])) != set(PARTS.findall(sentence))] == []


def test_the_cases_of_this_page_say_every_sentence() -> None:
    used: set[str] = set()
    said = [_verdict(one, "en").sentence for _, one, _ in CASES.values()]
    for name, sentence in table("en").items():
        pattern = re.sub(r"\\{\w+\\}", ".*", re.escape(sentence))
        used |= {name} if any(re.search(pattern, one) for one in said) else set()
    assert set(table("en")) - used == set()


def test_the_words_are_used_by_the_room_and_by_nothing_else() -> None:
    code = "".join(file.read_text(encoding="utf-8") for file in resources.files("recusant.check").iterdir() if file.name.endswith(".py"))
    beginnings = tuple(re.findall(r'f"(\w+_)\{', code))
    assert [name for name in table("en") if f'"{name}"' not in code and not name.startswith(beginnings)] == []
