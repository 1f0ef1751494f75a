"""One peer program, timed: run by the Python of the peers' own environment, which has no Recusant (benchmarks/peers.py).

Standard input holds JSON lines: first the peer's name and a language, then a list of texts for each timing. Each list is answered by a
line with the seconds of process time that reading its texts took.
"""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from time import process_time

Read = Callable[[str], object]
NUMBERS = ["number", "ordinal", "quantity", "amount-of-money", "distance", "volume", "temperature"]
WHEN = 1_700_000_000  # seconds: the moment that "yesterday" is told from


def duckling(lang: str, dimensions: list[str]) -> Read:
    program = import_module("duckling")
    zones = program.load_time_zones(str(Path(str(import_module("tzdata").__file__)).parent / "zoneinfo"))
    locale = program.default_locale_lang(program.parse_lang(lang.upper()))
    context = program.Context(program.parse_ref_time(zones, "Europe/Kyiv", WHEN), locale)
    wanted = program.parse_dimensions(dimensions)
    return lambda text: program.parse(text, context, wanted, False)


def quantulum3(lang: str) -> Read:
    parser = import_module("quantulum3.parser")
    return lambda text: parser.parse(text)


def dateparser(lang: str) -> Read:
    search = import_module("dateparser.search")
    return lambda text: search.search_dates(text, languages=[lang])


PEERS: dict[str, Callable[[str], Read]] = {
    "Duckling, numbers": lambda lang: duckling(lang, NUMBERS),
    "Duckling, times": lambda lang: duckling(lang, ["time"]),
    "quantulum3": quantulum3,
    "dateparser": dateparser,
}


def main() -> None:
    warnings.simplefilter("ignore")
    name, lang = json.loads(sys.stdin.readline())
    read = PEERS[name](lang)
    read("On 5 May 2023 there were 12 of them.")
    for line in sys.stdin:
        texts = json.loads(line)
        start = process_time()
        for text in texts:
            read(text)
        print(process_time() - start, flush=True)


if __name__ == "__main__":
    main()
