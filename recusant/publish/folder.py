"""Writing the folder: the pages, the records behind them as JSON lines, the codebook, and a digest of each file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, MutableMapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePath

from recusant.errors import BadInput
from recusant.publish.changes import CHANGES, Files, changes_since, earlier, edition_name
from recusant.publish.edition import Edition
from recusant.publish.environment import SCRIPT, STYLE, static
from recusant.publish.exports import exports
from recusant.publish.lines import Lines, lines, lines_of
from recusant.publish.links import folder_of
from recusant.publish.pages import Presses, sheets
from recusant.publish.report import Report, report_on
from recusant.publish.searching import INDEX, WORDS, Index
from recusant.publish.words import LANGUAGES
from recusant.publish.writing import SUMS, Folder, digests_of, digests_told
from recusant.records import Bound, Claim, Scope, Source, Term


def publish(edition: Edition, out: Path, since: Path | None = None, memory: MutableMapping[str, str] | None = None) -> Path:
    """Write an edition to a folder and give the path of its start page. The same edition gives the same bytes.

    Files of an earlier edition are replaced, each at once, or left where they would come out the same, or taken away where they are
    no more; other files are left alone. ``SHA256SUMS`` is written last, so a folder that has it is whole. The page of changes compares
    with the edition in ``since``, else with that in ``out``. ``memory`` keeps how the files were left, so that those which nobody has
    touched since need not be read again. Raises BadInput where the folder cannot be written.
    """
    report = report_on(edition)
    claims = list(map(report.masks.claim, edition.reckoning.claims.values()))
    told = lines_of(report, claims)
    data = _files(report, claims, told)
    known_as = edition_name(data)
    named = _edition_in(since) if since else None
    try:
        folder = Folder(out, {} if memory is None else memory)
        changes = changes_since(named or earlier(out, folder.before), data, known_as)
        data[CHANGES] = json.dumps(changes.to_dict(), ensure_ascii=False).encode("utf-8", "backslashreplace")
        presses = Presses(report, changes, known_as)
        for sheet in sheets(report, told):
            for language in LANGUAGES:
                name = folder_of(language) + sheet.name
                if not folder.keeps(name, sheet.stands_on):
                    folder.write(name, sheet.made_by(presses.of[language]))
            presses.forget()
        index = Index(report)
        folder.write(INDEX, index.script.encode())
        for language in LANGUAGES:
            folder.write(folder_of(language) + WORDS, index.words(language).encode())
        for name, content in data.items():
            folder.write(name, content)
        folder.finish()
    except OSError as fault:
        where = str(fault.filename or out)
        raise BadInput(f"cannot be written ({fault.strerror})", file=where, mend="publish into a folder with room") from fault
    return out / f"{folder_of(edition.language)}index.html"


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


def _edition_in(folder: Path) -> Files:
    """The data of the edition that a folder holds, which somebody named."""
    files = earlier(folder, digests_of(folder / SUMS))
    if files is None:
        raise BadInput("holds no whole edition", file=str(folder), mend="name a folder as `recusant publish` wrote it")
    return files


def _summed(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files and a digest of each."""
    return files | {SUMS: digests_told({name: hashlib.sha256(data).hexdigest() for name, data in files.items()})}


def _files(report: Report, claims: Sequence[Claim], told: Lines) -> dict[str, bytes]:
    """The data, and what all pages load."""
    edition, reckoning, masks = report.edition, report.edition.reckoning, report.masks
    sources = [masks.source(_public(source)) for source in _by_id(edition.sources)]
    return {
        **exports(report, claims, sources),
        "claims.jsonl": b"".join(told.claims.values()),
        "bounds.jsonl": b"".join(told.bounds.values()),
        "conflicts.jsonl": lines(reckoning.conflicts),
        "leads.jsonl": lines(replace(lead, sentence=masks.mask(lead.sentence)) for lead in edition.leads),
        "paths.jsonl": b"".join(told.paths.values()),
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
