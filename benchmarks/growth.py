"""A picture of how time and memory grow with an archive, from measured runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import ceil, floor, log10
from xml.sax.saxutils import escape

from benchmarks.runs import Run

WIDE, HIGH, GAP = 340, 240, 80
LEFT, TOP = 60, 50
STYLE = (
    "text{font:13px sans-serif;fill:#333}.title{font-weight:bold}.grid{stroke:#ddd}.line{fill:none;stroke:#0b5394;stroke-width:2}"
    ".ideal{stroke:#999;stroke-dasharray:5 4}.point{fill:#0b5394}"
)


def drawn(runs: Sequence[Run]) -> str:
    """Seconds and gigabytes of runs, each a panel; both axes count in powers of ten."""
    panels = (
        ("Seconds of processor time", [(run.articles, run.seconds) for run in runs], True),
        ("Gigabytes of the largest process", [(run.articles, run.gigabytes) for run in runs], False),
    )
    body = "".join(f'<g transform="translate({LEFT + at * (WIDE + GAP)} {TOP})">{_panel(*one)}</g>' for at, one in enumerate(panels))
    width, height = 2 * WIDE + GAP + 2 * LEFT, HIGH + TOP + 60
    told = "; ".join(f"{run.articles:,} articles: {run.seconds:,.0f} s, {run.gigabytes:.2f} GB" for run in runs)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-labelledby="title told">\n'
        f'<title id="title">Time and memory of reading an archive with two workers</title>\n<desc id="told">{escape(told)}</desc>\n'
        f'<style>{STYLE}</style>\n<rect width="{width}" height="{height}" fill="#fff"/>\n{body}</svg>\n'
    )


def _panel(title: str, points: Sequence[tuple[int, float]], linear: bool) -> str:
    across = _axis([articles for articles, _ in points], WIDE)
    up = _axis([value for _, value in points], -HIGH)
    places = [(across[0](articles), HIGH + up[0](value)) for articles, value in points]
    return "\n".join([
        f'<text class="title" y="-20">{escape(title)}</text>',
        *(f'<path class="grid" d="M{x:.1f} 0V{HIGH}"/><text x="{x:.1f}" y="{HIGH + 20}" text-anchor="middle">{told}</text>'
          for x, told in across[1]),
        *(f'<path class="grid" d="M0 {HIGH + y:.1f}H{WIDE}"/><text x="-8" y="{HIGH + y + 4:.1f}" text-anchor="end">{told}</text>'
          for y, told in up[1]),
        *(_ideal(points, across[0], up[0]) if linear else ()),
        f'<polyline class="line" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in places)}"/>',
        *(f'<circle class="point" cx="{x:.1f}" cy="{y:.1f}" r="4"/>' for x, y in places),
        f'<text x="{WIDE / 2}" y="{HIGH + 42}" text-anchor="middle">articles</text>\n',
    ])  # fmt: skip


def _axis(values: Sequence[float], length: float) -> tuple[Callable[[float], float], list[tuple[float, str]]]:
    """Where a value stands on an axis of powers of ten, and its marks."""
    low, high = floor(log10(min(values))), ceil(log10(max(values)))

    def place(value: float) -> float:
        return length * (log10(value) - low) / max(1, high - low)

    return place, [(place(10.0**power), f"{10.0**power:,.6g}".replace("e+06", " million")) for power in range(low, high + 1)]


def _ideal(points: Sequence[tuple[int, float]], across: Callable[[float], float], up: Callable[[float], float]) -> Iterator[str]:
    """The line on which the largest run would lie if time were in proportion to articles."""
    (first, _), (last, seconds) = points[0], points[-1]
    low = seconds * first / last
    yield f'<path class="ideal" d="M{across(first):.1f} {HIGH + up(low):.1f}L{across(last):.1f} {HIGH + up(seconds):.1f}"/>'
    yield f'<text x="{WIDE - 10}" y="{HIGH - 12}" text-anchor="end">dashed: in proportion to the articles</text>'
