"""What a figure counts: the noun after it, nothing (the noun is understood), or something the codebook does not know."""

from __future__ import annotations

from collections.abc import Sequence

from recusant.extract.numbers.quantities import Figure
from recusant.extract.sentence.lengths import PERIODS
from recusant.extract.sentence.line import Line, Placed
from recusant.extract.sentence.terms import PERSON, QUOTES, Counted, Mention, Word

MORE = frozenset(("more", "fewer"))  # cues behind a percentage of growth
NOUNS = frozenset(("measure", "units"))
ATTRIBUTES = frozenset(("category", "place", "origin"))  # what is named between a figure and its noun
AGED_WITHIN, YOUNGEST, OLDEST = 4, 14, 70  # words between persons and their ages, which are within these years
NOUN_WITHIN = 6  # words after a figure in which its noun is looked for


def counted(line: Line, figure: Placed) -> Counted:
    """What stands after a figure, as far as it belongs to it."""
    known = line.nouns.get((figure.start, figure.end))
    if known is None:
        known = _counted(line, figure)
        if not known.nouns and known.foreign is None:
            known = known._replace(nouns=_people(line, figure))
        line.nouns[figure.start, figure.end] = known
    return known


def _counted(line: Line, figure: Placed) -> Counted:
    strange: Word | None = None
    if line.text[figure.start : figure.end].casefold() in line.grammar.claims["words"]["one"]:
        return Counted(figure.end, foreign=line.text[figure.start : figure.end])
    first, more = line.place_of(figure.end), MORE if getattr(figure, "form", None) == "percent" else frozenset[str]()
    if _is_age(line, line.place_of(figure.start)):
        return Counted(figure.end, foreign=line.grammar.claims["words"]["aged"][0])
    adverbs = tuple(line.grammar.claims["words"].get("adverb_endings", ("\n",)))
    for place in range(first, min(first + NOUN_WITHIN, len(line.tokens))):
        word, naming = line.tokens[place], line.naming(place)
        cues = [name for one in naming if one.section == "cues" for name in one.ids]
        often = "occasion" in cues and place == first  # "they asked for asylum 10,217 times"
        if often or not (PERIODS | more).isdisjoint(cues) or any(one.start <= word.start < one.end for one in line.windows):
            break
        if "body" in cues:
            return Counted(figure.end, foreign=word.form)
        nouns = tuple(one for one in naming if one.section in NOUNS)
        if nouns and not _is_attribute(line, place):
            return _group(line, figure, place, nouns, strange)
        within = any(one.section in ATTRIBUTES for one in naming) or _joins(line, place) or (bool(nouns) and _owns(line, place))
        if within or word.form in QUOTES or (strange is None and word.low in line.grammar.attributes):
            continue
        if _stops(line, word) or any(one.section == "also" for one in naming):
            break
        if not (line.grammar.capital_nouns and word.form.islower()) and not word.low.endswith(adverbs):
            strange = strange or word
    both = line.text[figure.start : figure.end]  # two things named before, which need not be counted: «сверив оба, нашли»
    bare = both if both.casefold() in line.grammar.claims["words"].get("both", ()) else None
    return Counted(figure.end, foreign=strange.form if strange else bare)


def _group(line: Line, figure: Placed, place: int, nouns: Sequence[Mention], strange: Word | None) -> Counted:
    """The noun at a place with those right behind it, "six Russian deserters", or the unknown one that it tells of as a verb."""
    if strange and _tells_deed(line, place, nouns):
        return Counted(figure.end, foreign=strange.form)  # "30 tanks fell into Ukrainian hands"
    last = _last(line, place)
    behind = [line.naming(at) for at in range(place + 1, last + 1)]
    behind = [naming for naming in behind if any(one.section == "units" for one in naming)]
    persons = [one for naming in behind for one in naming if one.section == "measure"]
    return Counted(line.tokens[last].end, (*nouns, *persons[-1:]))


def _people(line: Line, figure: Placed) -> tuple[Mention, ...]:
    """The persons that a number of a kind stands for by which only people are counted: «сорок семеро»."""
    endings = tuple(line.grammar.claims["words"].get("collective", ()))
    at = line.place_of(figure.end) - 1
    collective = bool(endings) and getattr(figure, "form", None) == "count" and line.tokens[at].low.endswith(endings)
    return (Mention("units", (PERSON,), figure.start, figure.end, (at,)),) if collective else ()


def _is_attribute(line: Line, place: int) -> bool:
    """Whether the name of a people only tells of which country what is counted is: "67,840 Ukrainian AWOL cases".

    Or a word for persons only of what kind it is, as its ending tells: «на одній військовій базі». Of several a people's name is none of
    their nouns where it is no plural, or stands before others than the subject's: "30 Russian tanks", "50 Ukrainian civilians".
    """
    if line.tokens[place].low.endswith(tuple(line.grammar.claims["words"].get("attributive", ("\n",)))):
        return True
    if _owns(line, place):
        return True
    if not line.grammar.head_last or not any(one.section == "place" for one in line.naming(place)):
        return False
    behind = [line.naming(at) for at in range(place + 1, min(place + NOUN_WITHIN, len(line.tokens)))]
    next_word = line.tokens[place + 1] if behind else None
    if behind and any("body" in one.ids for one in behind[0] if one.section == "cues"):
        return True
    if next_word and not behind[0] and not line.tokens[place].low.endswith("s") and not _stops(line, next_word):
        return True
    leads = [any(one.section == "category" for one in naming) for naming in behind]
    last = leads.index(False) if False in leads else len(leads)
    return 0 < last < len(behind) and any(one.section in NOUNS for one in behind[last])


def _owns(line: Line, place: int) -> bool:
    """Whether words for persons only tell whose that is which is counted: "34 Russian servicemen's cases"."""
    possessive = tuple(line.grammar.claims["words"].get("possessive", ()))
    while possessive and any(one.section == "units" for one in line.naming(place)):
        word, place = line.tokens[place], place + 1
        if line.text[word.start : word.end + 1].casefold().rstrip().endswith(possessive):
            place += place < len(line.tokens) and line.tokens[place].form in QUOTES
            return any(one.section == "units" for one in line.naming(place))
    return False


def _tells_deed(line: Line, place: int, named: Sequence[Mention]) -> bool:
    """Whether a phrase begins with a verb and names no unit: a form that is no plural, in a language whose nouns have no other."""
    word, tokens = line.tokens[place], {at for one in named for at in one.tokens}
    verb = line.grammar.head_last and len(tokens) > 1 and word.key != word.low and not word.low.endswith("s")
    last = next(at for at in range(place, len(line.tokens)) if at + 1 not in tokens)
    return verb and not any(one.section == "units" for one in line.naming(last))


def _last(line: Line, place: int) -> int:
    """The last of the nouns that stand together from a place on: "Russian soldiers", or of persons joined: "absentees and deserters".

    A hyphen may join two that are one: «солдатам-утікачам».
    """
    while any(one.section in NOUNS for one in line.naming(place + 1)):
        place += 1
    hyphen = [word.form for word in line.tokens[place + 1 : place + 2]] == ["-"]
    if hyphen and _is_person(line, place) and _is_person(line, place + 2):
        return place + 2
    joined = place + 1 < len(line.tokens) and line.tokens[place + 1].low in line.grammar.joins
    return place + 2 if joined and _is_person(line, place) and _is_person(line, place + 2) else place


def _is_person(line: Line, place: int) -> bool:
    """Whether a word for persons stands at a place."""
    return any(one.section == "units" and PERSON in one.ids for one in line.naming(place))


def _is_age(line: Line, place: int) -> bool:
    """ "men of 18 to 34", "between the ages of 20 and 40"."""
    aged = line.grammar.claims["words"]["aged"]
    if place < 2 or line.tokens[place - 1].low not in aged:
        return False
    persons = any(one.section == "units" and "person" in one.ids for one in line.naming(place - 2))
    return persons or line.tokens[place - 2].low in aged


def spans_ages(line: Line, figure: Figure) -> bool:
    """Whether a range of years of life stands behind persons and counts no noun of its own: "men from Russia between 18 and 45 had …"."""
    stated = figure.quantity.stated
    if figure.form != "count" or stated is None or not YOUNGEST <= stated[0] < stated[1] <= OLDEST:
        return False
    first, noun = line.place_of(figure.start), counted(line, figure)
    before = (one for at in range(max(0, first - AGED_WITHIN), first) for one in line.naming(at))
    counts = noun.foreign or any(one.section == "units" for one in noun.nouns)
    return not counts and any(one.section == "units" and "person" in one.ids for one in before)


def _joins(line: Line, place: int) -> bool:
    """Whether a word joins two offences: "AWOL and desertion cases"."""
    offences = [one.tokens for one in line.named("category")]
    joined = line.tokens[place].low in line.grammar.joins
    return joined and any(place - 1 in one for one in offences) and any(place + 1 in one for one in offences)


def _stops(line: Line, word: Word) -> bool:
    return not word.low[0].isalpha() or word.low in line.grammar.function or word.low.endswith(line.grammar.verb_endings)
