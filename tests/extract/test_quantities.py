"""Quantities: what the examples beside each lexicon say, spans, intervals, and texts made to break the reader."""

import tomllib
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recusant.errors import BadInput
from recusant.extract.numbers.quantities import Figure, figures, quantities
from recusant.extract.words.language import language_of
from recusant.extract.words.lexicon import LANGUAGES, languages, lexicon
from tests.extract.conftest import Work

LANGS = languages()


def described(figure: Figure) -> str:
    """A figure in the words of the examples: "more than 2,900 | count | more_than 2900 | [2901, ]"."""
    quantity = figure.quantity
    if not figure.states_amount:
        return f"{quantity.text} | {figure.form}"
    ends = ["-"] if quantity.stated is None else dict.fromkeys(map(short, quantity.stated))
    form = " ".join(filter(None, (figure.form, figure.unit, figure.per and f"per {figure.per}", figure.direction)))
    return f"{quantity.text} | {form} | {quantity.modifier} {'…'.join(ends)} | [{short(quantity.lo)}, {short(quantity.hi)}]"


def short(number: float | None) -> str:
    return "" if number is None else f"{number:.6g}" if isinstance(number, float) else str(number)


def examples() -> list[tuple[str, str, list[str]]]:
    found = []
    for lang in LANGS:
        table = tomllib.loads((LANGUAGES / lang / "quantities.examples.toml").read_text(encoding="utf-8"))
        found += [(lang, text, said) for section in table.values() for text, said in section.items()]
    return found


@pytest.mark.parametrize(("lang", "text", "said"), examples())
def test_an_example_reads_as_it_says(lang: str, text: str, said: list[str]) -> None:
    assert [described(figure) for figure in figures(text, lang)] == said


@pytest.mark.parametrize(("lang", "text", "said"), examples())
def test_the_text_of_a_quantity_is_its_span(lang: str, text: str, said: list[str]) -> None:
    assert all(text[found.start : found.end] == found.text for found in quantities(text, lang))


@pytest.mark.parametrize("lang", LANGS)
def test_every_number_word_reads_as_its_value(lang: str) -> None:
    alone = {form: value for form, value in lexicon(lang).number.items() if form not in lexicon(lang).ordinal}
    read = {form: [found.stated for found in quantities(form, lang)] for form in alone}
    assert [form for form, stated in read.items() if [pair and Fraction(str(pair[0])) for pair in stated] != [alone[form]]] == []


@pytest.mark.parametrize("lang", LANGS)
def test_every_ordinal_is_told_from_a_count(lang: str) -> None:
    known = lexicon(lang)
    alone = [form for form in known.ordinal if form not in known.number]
    assert [form for form in alone if [figure.form for figure in figures(form, lang)] != ["ordinal"]] == []


@pytest.mark.parametrize("mark", [" ", "\u00a0", "\u2009", "\u202f", "'"])
def test_any_space_sets_off_thousands(mark: str) -> None:
    (found,) = quantities(f"поступило 12{mark}906 дел", "ru")
    assert (found.stated, found.text) == ((12906, 12906), f"12{mark}906")


def test_a_comma_is_read_by_the_language() -> None:
    assert [quantities("2,906 kg", lang)[0].stated for lang in ("en", "ru")] == [(2906, 2906), (2.906, 2.906)]


def test_stress_and_letter_case_do_not_matter() -> None:
    assert [found.stated for found in quantities("БОЛЕЕ ТРЁХ ТЫСЯЧ", "ru")] == [(3000, 3000)]


def test_a_share_has_its_ratio_to_one() -> None:
    (figure,) = figures("In 4.3 percent of cases", "en")
    ratio = figure.ratio
    assert ratio is not None and (ratio.stated, ratio.lo, ratio.hi) == ((0.043, 0.043), 0.0425, 0.044)


@pytest.mark.parametrize("written", ["123456789012345678", "36387109338095694.787482", "9007199254740993"])
def test_the_ends_of_a_long_share_hold_what_is_stated(written: str) -> None:
    (figure,) = figures(f"In {written} percent of cases", "en")
    for found in (figure.quantity, figure.ratio):
        assert found and found.stated and found.lo is not None and found.hi is not None
        assert found.lo <= found.stated[0] <= found.hi


def test_almost_a_whole_number_written_with_decimals_is_one_less() -> None:
    (found,) = quantities("almost 12.0 cases", "en")
    assert (found.lo, found.hi) == (11, 11)


def test_times_fewer_is_a_ratio_below_one() -> None:
    (figure,) = figures("at least four times fewer men", "en")
    ratio = figure.ratio
    assert ratio is not None and (ratio.stated, ratio.lo, ratio.hi) == ((0.25, 0.25), 0, 0.25)


def test_a_count_has_no_ratio() -> None:
    assert [figure.ratio for figure in figures("12 cases", "en")] == [None]


def test_what_counts_nothing_says_why() -> None:
    why = [figure.why for figure in figures("Article 337, 5 May 2023", "en")]
    assert why == ["a number named by “article”", "a day of a month", "a year"]


def test_a_bracketed_repetition_is_read_once() -> None:
    assert [found.stated for found in quantities("45 (forty-five) cases", "en")] == [(45, 45)]


def test_an_unknown_language_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(BadInput, match="de, en, fr, pl, ru, uk"):
        quantities("12", "xx")


SAMPLES = [("Більше 5 справ", "uk"), ("Ещё 5 дел", "ru"), ("поступило 5 дел", "ru"), ("More than 5 cases", "en"), ("12", "en")]
SAMPLES += [("Mehr als 5 Fälle", "de"), ("Plus de 5 affaires", "fr"), ("Ponad 5 spraw sądowych", "pl"), ("A UN team visits Kyiv", "en")]


@pytest.mark.parametrize(("text", "lang"), SAMPLES)
def test_the_language_is_told_from_the_text(text: str, lang: str) -> None:
    assert language_of(text) == lang


PIECES = ["1", "2,900", "10 000", "two", "hundred", "thousand", "сто", "тыс.", "половина", "of", "and", "-", "(", ")", ":", "/", "$", "%"]
PIECES += ["zweitausend", "einundzwanzig", "quatre-vingt", "d'", "mal", "14.", "jeder"]
PIECES += ["more than", "до", "от", "Article", "ст.", "May", "року", "a", "½", "."]
PIECES += [" ", "\n", "İ", "\u0301", "12.05.2023", "third", "every"]


@given(st.lists(st.sampled_from(PIECES), max_size=14), st.sampled_from(LANGS), st.sampled_from(["", " "]))
def test_figures_stand_in_order_and_never_overlap(pieces: list[str], lang: str, space: str) -> None:
    text, last = space.join(pieces), 0
    for figure in figures(text, lang):
        assert last <= figure.start < figure.end and text[figure.start : figure.end] == figure.quantity.text
        last = figure.end


@given(st.text(max_size=60), st.sampled_from(LANGS))
def test_no_text_breaks_the_reader(text: str, lang: str) -> None:
    assert all(text[found.start : found.end] == found.text for found in quantities(text, lang))


ALONE = [("seventh", "en", 7), ("2022", "en", 2022), ("0033", "en", 33)]
ALONE += [("сорок другий", "uk", 42), ("сьома", "uk", 7), ("01.10", "ru", 1.1)]


@pytest.mark.parametrize(("text", "lang", "value"), ALONE)
def test_a_text_that_is_one_number_is_asked_for_it(text: str, lang: str, value: float) -> None:
    assert [found.stated for found in quantities(text, lang)] == [(value, value)]


def test_the_same_in_a_longer_text_states_no_amount() -> None:
    assert quantities("the seventh regiment\n2022\n", "en") == [] == quantities("див. нижче\n10.08\nдалі", "uk")


def test_a_form_of_two_meanings_is_a_number_among_words_in_its_case() -> None:
    read = [(figure.form, figure.quantity.stated) for figure in figures("сорока сьома бійцями, сорок сьома бригада", "uk")]
    assert read == [("count", (47, 47)), ("ordinal", (47, 47))]


def test_bounds_with_no_whole_number_between_make_no_range() -> None:
    assert [found.modifier for found in quantities("over 1 and less than 2 men", "en")] == ["more_than", "less_than"]


ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen"]
ONES += ["fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SCALES = (10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand")


def spelled(number: int) -> str:
    """A number in English words as it is written out at length, commas and all."""
    for scale, name in SCALES:
        if number >= scale:
            rest = number % scale
            joint = "" if not rest else " and " if rest < 100 else ", "
            return f"{spelled(number // scale)} {name}{joint}{spelled(rest) if rest else ''}"
    if number >= 100:
        return f"{ONES[number // 100 - 1]} hundred" + (f" and {spelled(number % 100)}" if number % 100 else "")
    if number < 20:
        return ONES[number - 1]
    return TENS[number // 10 - 2] + (f"-{ONES[number % 10 - 1]}" if number % 10 else "")


@given(st.integers(1, 10**15 - 1), st.booleans())
def test_a_number_written_out_reads_back(number: int, commas: bool) -> None:
    words = spelled(number) if commas else spelled(number).replace(",", "")
    assert [found.stated for found in quantities(words, "en")] == [(number, number)]


HOSTILE = ["1", "1,", "111 ", "1-", "two ", "half a ", "1:", "$1", "from 1 to ", "thousand million ", "hundred dozen ", "a", "(1) "]
HOSTILE += ["one thousand, one ", "24/7 ", "1 1/2 ", "«А 1» ", "A1.1", " "]


@pytest.mark.parametrize("piece", HOSTILE)
def test_work_grows_no_faster_than_the_text(piece: str, work: Work) -> None:
    figures(piece * 100, "en")
    few, many = (work(lambda size=size: figures(piece * (size // len(piece)), "en")) for size in (5_000, 40_000))
    assert many < 8 * 1.5 * few + 100


def test_a_word_that_is_almost_a_long_compound_is_given_up_at_once() -> None:
    assert figures("einundzwanzig" * 2000 + "x", "de") == []


@pytest.mark.parametrize(
    ("lang", "text", "value"),
    [
        ("de", "neunhundertneunundneunzig Millionen zweihunderttausendeinundzwanzig", 999_200_021),
        ("de", "siebzehnhundertsechsundachtzig", 1786),
        ("fr", "quatre-vingt-dix-sept mille six cent soixante et onze", 97_671),
        ("fr", "deux millions deux cents", 2_000_200),
        ("pl", "dwustu trzydziestu tysięcy pięciuset sześćdziesięciu jeden", 230_561),
        ("pl", "miliard dwieście jeden tysięcy", 1_000_201_000),
    ],
)
def test_a_long_number_in_words_is_one_number(lang: str, text: str, value: int) -> None:
    assert [found.stated for found in quantities(text, lang)] == [(value, value)]


@pytest.mark.parametrize(("text", "stated"), [("ein Soldat floh", []), ("mindestens ein Soldat floh", [(1, 1)]), ("eins", [(1, 1)])])
def test_an_article_counts_only_after_a_modifier(text: str, stated: list[tuple[int, int]]) -> None:
    assert [found.stated for found in quantities(text, "de")] == stated


def test_a_capital_letter_after_a_day_or_an_abbreviation_ends_no_sentence() -> None:
    assert [figure.quantity.text for figure in figures("Am 12. Mai waren es 162,5 Tsd. Verfahren.", "de")] == ["12.", "162,5 Tsd."]
