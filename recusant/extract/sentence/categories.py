"""The categories that a sentence names, and what joins them: "absence and desertion" is the category that both are parts of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recusant.codebook import Codebook, Event, Node, Tree
from recusant.extract.sentence.line import PARTS, Line, Placed
from recusant.extract.sentence.terms import Mention

AT_LEAST = 2  # figures, so that an order shows


def categories(line: Line, book: Codebook, country: str) -> list[Mention]:
    """The category mentions of a sentence, each with the one id that is meant in this country; lists joined into one."""
    found: list[Mention] = []
    for one in line.named("category"):
        meant = one._replace(ids=(of_country(one.ids, book.categories, country),))
        if found and _in_brackets(line, found[-1], meant):
            found[-1] = found[-1]._replace(ids=meant.ids, end=meant.end, tokens=found[-1].tokens + meant.tokens)
        elif found and meant.ids == found[-1].ids and meant.start < found[-1].end <= meant.end:
            found[-1] = _both(found[-1], meant, book.category_tree)  # «самовольно оставил», «оставил часть»
        elif found and _listed(line, found[-1], meant):
            found[-1] = _both(found[-1], meant, book.category_tree)
        else:
            found.append(meant)
    loose = [one for one in line.named("measure") if book.measures[one.ids[0]].undivided]
    return [_with_loose(line, one, loose, book) for one in found]


def _with_loose(line: Line, offence: Mention, loose: Sequence[Mention], book: Codebook) -> Mention:
    """One offence and a word that is said loosely of all, joined: "who left their units or deserted" is of both offences."""
    parent = book.categories[offence.ids[0]].parent
    if parent is None or not book.is_offence(parent) or offence.ids[0] == book.name:
        return offence
    pairs = [(offence, one) if offence.end <= one.start else (one, offence) for one in loose if set(one.tokens).isdisjoint(offence.tokens)]
    joined = any(_listed(line, first, second) for first, second in pairs if first.end <= second.start)
    return offence._replace(ids=(parent,)) if joined else offence


def of_country(ids: Sequence[str], entries: Mapping[str, Node] | Mapping[str, Event], country: str | None) -> str:
    """Of the categories or events that share a word, the one of this country, or else one of no country's, or the first."""
    return next((name for place in (country, None) for name in ids if entries[name].place == place), ids[0])


def parts_after(line: Line, figure: Placed, named: Sequence[Mention], book: Codebook) -> str | None:
    """What the parts behind a colon make up together: "29,800 cases: 18,600 of absence and 11,200 of desertion"."""
    colon = next((word.start for word in line.words(figure.end, line.sentence.end) if word.form == ":"), None)
    after = [one for one in line.figures if one.start >= figure.end]
    if colon is None or len(after) < 2 or after[0].start < colon:
        return None
    parts = list(dict.fromkeys(one.ids[0] for one in named if one.start > colon and book.is_offence(one.ids[0])))
    return common(book.category_tree, parts) if len(parts) > 1 else None


def led_by(line: Line, figure: Placed, named: Sequence[Mention]) -> Mention | None:
    """The category before a figure, where each figure has one before it: "absence (Article 407) makes up 185,000 and desertion 50,000"."""
    placed = sorted([*((one.start, one) for one in named), *((one.start, None) for one in line.figures)], key=lambda pair: pair[0])
    led: list[Mention | None] = []
    for _, one in placed:
        if not (led and led[-1] and one and led[-1].ids == one.ids):  # an offence, and its article in brackets
            led.append(one)
    if len(led) < 2 * AT_LEAST or any((one is None) != bool(at % 2) for at, one in enumerate(led)) or led[-1] is not None:
        return None
    return led[2 * [one.start for one in line.figures].index(figure.start)] if figure in line.figures else None


def of_column(line: Line, figure: Placed, book: Codebook, country: str) -> str | None:
    """The category that the head of a figure's column names, or that of all columns together where it is their sum."""
    column = line.column(figure)
    if column is None or line.table is None:
        return None
    whole = any("whole" in one.ids for one in column.named("cues"))
    named = [one for one in line.table.mentions if one.section == "category"] if whole else column.named("category")
    kinds = [of_country(one.ids, book.categories, country) for one in named]
    return common(book.category_tree, kinds) if kinds else None


def common(tree: Tree, names: Sequence[str]) -> str:
    """The nearest category that all of these are parts of; the first where there is none."""
    above = [tree.ancestors(name) for name in names]
    return next((name for name in above[0] if all(name in line for line in above)), names[0])


def _listed(line: Line, first: Mention, second: Mention) -> bool:
    """Whether only commas and joins stand between two mentions, and words that are left out: «de désertion et d'abandon».

    A preposition may be said again: "300,000 cases for absence and for desertion", but not "500 for absence and for desertion 300".
    """
    left_out = line.grammar.claims["words"].get("skipped", ())
    between = [word.low for word in line.words(first.end, second.start) if word.low not in left_out]
    if len(between) > 1 and _is_again(line, first, between[-1]) and not _each_has_its_own(line, first, second):
        between.pop()
    return 0 < len(between) <= 2 and all(form == "," or form in line.grammar.joins for form in between)


def _is_again(line: Line, first: Mention, form: str) -> bool:
    """Whether a word is the one that leads to the first of a list."""
    before = min(first.tokens) - 1
    return before >= 0 and form == line.tokens[before].low and form in line.grammar.function


def _each_has_its_own(line: Line, first: Mention, second: Mention) -> bool:
    """Whether a figure stands before the first of two mentions, and one behind the second before the next comma."""
    ends = next((word.start for word in line.words(second.end, line.sentence.end) if word.form in PARTS), line.sentence.end)
    return any(one.end <= first.start for one in line.figures) and any(second.end <= one.start < ends for one in line.figures)


def _in_brackets(line: Line, offence: Mention, article: Mention) -> bool:
    """Whether brackets behind an offence tell its article: "feigned illness (Article 339)"."""
    numbered = any(line.tokens[at].form[0].isdigit() for at in article.tokens)
    between, after = line.words(offence.end, article.start), line.words(article.end, line.sentence.end)
    return numbered and [word.form for word in between] == ["("] and [word.form for word in after[:1]] == [")"]


def _both(first: Mention, second: Mention, tree: Tree) -> Mention:
    return first._replace(ids=(common(tree, (first.ids[0], second.ids[0])),), end=second.end, tokens=first.tokens + second.tokens)
