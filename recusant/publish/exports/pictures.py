"""Charts as pictures of their own: SVG that needs nothing beside it, and PNG made of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from textwrap import wrap

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from recusant.errors import BadInput
from recusant.publish.chart import HEAD, HEIGHT, Chart, Named, events_of, months_chart, totals_chart
from recusant.publish.edition import Edition
from recusant.publish.figures import Key
from recusant.publish.inert import cut, inert
from recusant.publish.links import series_page
from recusant.publish.report import Report, report_on
from recusant.publish.series import Series
from recusant.publish.words import Words
from recusant.records import ALL, Scope

ZOOM = 2  # pixels of a PNG for each of the SVG: sharp in print
LEFT, WIDTH = 90, 840  # pixels beside the plot and across it; the picture is 960 wide
TITLE, NOTE = 95, 140  # letters of a line of the title, and of the notes below
SHAPES = {
    "exact": "M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0", "up": "M0 0v-15m-4.5 5.5l4.5-5.5 4.5 5.5",
    "down": "M0 0v15m-4.5-5.5l4.5 5.5 4.5-5.5", "aside": "M-4-4l8 8m0-8l-8 8",
}  # fmt: skip


@dataclass(frozen=True)
class Picture:
    """A chart as SVG, which a notebook shows."""

    svg: str

    def _repr_svg_(self) -> str:
        return self.svg


def pictures_of(edition: Edition, scope: Scope, layer: str = ALL) -> dict[str, Picture]:
    """The charts of a series on the page, ``months`` and ``totals``, as far as there are any. Raises BadInput for no such series."""
    drawn = drawn_of(series_named(edition, scope, layer), Words(edition.language, edition.book))
    return {name.rpartition("--")[2]: Picture(svg) for name, svg in drawn}


def series_named(edition: Edition, scope: Scope, layer: str) -> Series:
    """The series of the page about a scope, whatever its window. Raises BadInput where the page has none."""
    key = Key(layer, scope.measure, scope.category, scope.place)
    found = next((series for series in report_on(edition).series if series.key == key), None)
    if found is None:
        raise BadInput(f"the page has no series of {' '.join(key[1:])} in the layer {layer}", mend="see what the page has series of")
    return found


def pictures(report: Report, *, as_png: bool) -> dict[str, bytes]:
    """Each chart of each series in a folder of their own, as SVG, and as PNG where asked (needs resvg-py)."""
    found: dict[str, bytes] = {}
    say = Words(report.edition.language, report.edition.book)
    for name, svg in (one for series in report.series for one in drawn_of(series, say)):
        found[f"charts/{name}.svg"] = svg.encode()
        if as_png:
            found[f"charts/{name}.png"] = _png(svg)
    return found


def drawn_of(series: Series, say: Words) -> Iterator[tuple[str, str]]:
    """The charts of a series as SVG, each with a name for its file."""
    named = events_of(series, say)
    months, totals = months_chart(series, named), totals_chart(series, named)
    name = PurePosixPath(series_page(series.key)).stem
    if months:
        yield f"{name}--months", _svg(months, named, series, say, say("chart_months"))
    if totals:
        caption = say("chart_stock") if series.stock else say("chart_totals", day=say.day(totals.scale.days[0]))
        yield f"{name}--totals", _svg(totals, named, series, say, caption)


def _svg(drawn: Chart, named: Sequence[Named], series: Series, say: Words, caption: str) -> str:
    lines = [*wrap(cut(inert(say.topic(series.key)), 2 * TITLE), TITLE), inert(caption)]
    notes = [inert(f"{one.letter} {say.day(one.day)}: {'; '.join(one.titles)}") for one in named]
    notes += [f"– – {say('likely_path')}"] if drawn.likely else []
    held = f"{say('if_they_hold')}. {say.layer_note(series.key.layer, series.counters)}"
    notes = [line for note in [held, *notes] for line in wrap(cut(note, 2 * NOTE), NOTE)]
    top = 24 * len(lines)
    below = top + HEAD + HEIGHT + 54
    shown = {"lines": lines, "notes": notes, "notes_top": below, "bottom": below + 18 * len(notes), "top": top, "left": LEFT}
    shown |= {"drawn": drawn, "say": say, "x": lambda percent: round(percent * WIDTH / 100, 2), "width": WIDTH, "shapes": SHAPES}
    return _template().render(**shown, head=HEAD, foot=HEAD + HEIGHT)


@cache
def _template() -> Template:
    made = Environment(loader=PackageLoader("recusant.publish"), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return made.get_template("picture.svg")


def _png(svg: str) -> bytes:
    import resvg_py  # an extra: only those who ask for it need it

    return bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=ZOOM))
