"""Writing the folder: the pages, the records behind them as JSON lines, the codebook, and a digest of each file."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, MutableMapping
from dataclasses import replace
from pathlib import Path, PurePath

from recusant.errors import BadInput
from recusant.publish.changes import CHANGES, Issue, changes_since, earlier, edition_name
from recusant.publish.edition import Edition
from recusant.publish.environment import SCRIPT, STYLE, static
from recusant.publish.exports import exports, tables
from recusant.publish.grounds import Grounds
from recusant.publish.lines import lines
from recusant.publish.links import folder_of
from recusant.publish.pages import Presses, Sheet, sheets
from recusant.publish.report import Report, report_on
from recusant.publish.searching import INDEX, WORDS, Index
from recusant.publish.words import LANGUAGES
from recusant.publish.writing import SUMS, Folder, digest_of, digests_told
from recusant.records import Bound, Scope, Source, Term


def publish(edition: Edition, out: Path, since: Path | None = None, memory: MutableMapping[str, str] | None = None) -> Path:
    """Write an edition to a folder and give the path of its start page. The same edition gives the same bytes.

    Files of an earlier edition are replaced, each at once, or left where they would come out the same, or taken away where they are
    no more; other files are left alone. ``SHA256SUMS`` is written last, so a folder that has it is whole. The page of changes compares
    with the edition in ``since``, else with that in ``out``. ``memory`` keeps how the files were left, so that those which nobody has
    touched since need not be read again, and what stands on the same is taken from them. Raises BadInput where the folder cannot be
    written.
    """
    report = report_on(edition)
    named = _edition_in(since) if since else None
    try:
        grounds = Grounds(report)
        folder = Folder(out, {} if memory is None else memory, grounds.making)
        data = _files(report, folder, grounds)
        digests = {name: digest_of(content) for name, content in data.items()}
        now = Issue(edition_name(digests), data)
        changes = changes_since(named or earlier(folder), now)
        folder.begin()
        presses = Presses(report, changes, now.name)
        for sheet in sheets(report, grounds):
            _write(sheet, presses, folder)
        index = Index(report)
        folder.write(INDEX, index.script.encode())
        for language in LANGUAGES:
            folder.write(folder_of(language) + WORDS, index.words(language).encode())
        for name, content in data.items():
            folder.write(name, content, digests[name])
        folder.write(CHANGES, json.dumps(changes.to_dict(), ensure_ascii=False).encode("utf-8", "backslashreplace"))
        folder.finish()
    except OSError as fault:
        where = str(fault.filename or out)
        raise BadInput(f"cannot be written ({fault.strerror})", file=where, mend="publish into a folder with room") from fault
    return out / f"{folder_of(edition.language)}index.html"


def _write(sheet: Sheet, presses: Presses, folder: Folder) -> None:
    """Writes a page in every language, unless the folder has it."""
    files = {folder_of(language) + sheet.name: presses.of[language] for language in LANGUAGES}
    listed = folder.portions(sheet.listing.things, sheet.listing.grounds, files) if sheet.listing else None
    for name, press in files.items():
        if listed:
            folder.write(name, sheet.joined_by(press, name, listed))
        elif not folder.keeps(name, sheet.stands_on):
            folder.write(name, sheet.made_by(press))
    presses.forget()


def proof_files(edition: Edition, claims: Collection[str]) -> dict[str, bytes]:
    """The files of a folder as ``publish`` writes it, without a page: the bounds of the scopes of some claims, the bounds and conflicts
    that these claims have a part in, all claims cited, and the codebook. ``recusant verify`` takes such a folder too. No name is
    masked: it is evidence for those who have the documents, and not published.
    """
    reckoning, bounds = edition.reckoning, _own(edition, claims)
    known = {(bound.layer, bound.scope) for bound in bounds}
    further = (bound for bound in report_on(edition).bounds if _cited(bound) & set(claims))
    bounds += [bound for bound in further if (bound.layer, bound.scope) not in known]
    conflicts = [conflict for conflict in reckoning.conflicts if set(conflict.claims) & set(claims)]
    cited = set(claims).union(*map(_cited, bounds), *(conflict.claims for conflict in conflicts))
    quoted = [claim for claim in reckoning.claims.values() if claim.id in cited]
    sources = {claim.source for claim in quoted}
    return _summed({
        "claims.jsonl": lines(quoted),
        "bounds.jsonl": lines(bounds),
        "conflicts.jsonl": lines(conflicts),
        "set_aside.jsonl": lines(aside for aside in reckoning.set_aside if aside.claim in cited),
        "sources.jsonl": lines(_public(source) for source in _by_id(edition.sources) if source.id in sources),
        "codebook.toml": edition.codebook_text.encode(),
    })  # fmt: skip


def _own(edition: Edition, claims: Collection[str]) -> list[Bound]:
    """What must be true of what the claims speak of, where their windows are exact."""
    measures, asked = edition.book.measures, dict[str, dict[Scope, None]]()
    for claim in edition.reckoning.claims.values():
        scope, days = claim.scope, claim.scope.window.exact
        if claim.id in claims and days and (days[0] == days[1] or (scope.measure in measures and measures[scope.measure].kind == "flow")):
            asked.setdefault(scope.measure, {})[scope] = None
    return [bound for measure in sorted(asked) for bound in edition.reckoning.bounds(asked[measure])]


def _cited(bound: Bound) -> set[str]:
    return {term.claim for term in (*bound.lo_certificate, *bound.hi_certificate) if isinstance(term, Term)}


def _edition_in(folder: Path) -> Issue:
    """The edition that a folder holds, which somebody named."""
    edition = earlier(Folder(folder, {})) if (folder / SUMS).is_file() else None
    if edition is None:
        raise BadInput("holds no whole edition", file=str(folder), mend="name a folder as `recusant publish` wrote it")
    return edition


def _summed(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files and a digest of each."""
    return files | {SUMS: digests_told({name: digest_of(data) for name, data in files.items()})}


def _files(report: Report, folder: Folder, grounds: Grounds) -> dict[str, bytes]:
    """The data, and what all pages load."""
    edition, reckoning, masks = report.edition, report.edition.reckoning, report.masks
    said, every = reckoning.claims.values(), report.series
    on_claims, on_series = list(map(grounds.of_claim, said)), list(map(grounds.of_series, every))
    claims = folder.portions([[masks.claim(claim)] for claim in said], on_claims, ["claims.jsonl", *tables("claims")])
    bounds = folder.portions([series.bounds for series in every], on_series, ["bounds.jsonl", *tables("bounds")])
    paths = folder.portions([[one.path] if one.path and one.path.steps else [] for one in every], on_series, ["paths.jsonl"])
    sources = [masks.source(_public(source)) for source in _by_id(edition.sources)]
    return {
        **exports(report, claims, bounds, sources),
        "claims.jsonl": claims.joined("claims.jsonl", map(lines, claims.fresh)),
        "bounds.jsonl": bounds.joined("bounds.jsonl", map(lines, bounds.fresh)),
        "paths.jsonl": paths.joined("paths.jsonl", map(lines, paths.fresh)),
        "conflicts.jsonl": lines(reckoning.conflicts),
        "leads.jsonl": lines(replace(lead, sentence=masks.mask(lead.sentence)) for lead in edition.leads),
        "set_aside.jsonl": lines(reckoning.set_aside),
        "sources.jsonl": lines(sources),
        "codebook.toml": edition.codebook_text.encode(),
        **{name: static(name).encode() for name in (STYLE, SCRIPT)},
    }


def _by_id(sources: Mapping[str, Source]) -> list[Source]:
    return [sources[name] for name in sorted(sources)]


def _public(source: Source) -> Source:
    """Where a file lay on the publisher's disk is nobody's business: only its own name is told."""
    return source if source.name == source.url else replace(source, name=PurePath(source.name).name)
