"""What can go wrong, as one small tree.

RecusantError
├── BadInput            something given to Recusant cannot be used: names the file, the place in it and the mend
│   ├── BadSource       a document that cannot be read
│   │   ├── NotReached  a page that did not answer; another try may help
│   │   └── NotFetched  a page that a list of links names: only `recusant add` and `watch` fetch it
│   ├── BadTable        a table of hand-coded figures that does not map onto claims
│   ├── BadCodebook     a codebook with faults (all of them, each with its line)
│   ├── BadRecord       a JSON record that does not follow the contract
│   ├── NotFound        there is nothing of this id
│   └── BadEndpoint     the second reader cannot be asked: names the address, the setting and the mend
│       └── NotAnswered one question was not answered, or not asked for lack of tokens; others may be
├── LedgerError         the ledger cannot be opened or written; what it held is unharmed
├── Overtaken           somebody else decided first; what both decided stands to be seen
├── NotAllowed          whoever asks at the desk may not do this
│   └── NotEntered      nobody is known to ask
├── NotProven           the solver stopped without an optimum or a proof, so nothing is said
└── CertificateRefused  a proof that does not add up

Everything Recusant raises on purpose is one of these; anything else is a bug.
"""

from __future__ import annotations

from typing import Self


class RecusantError(Exception):
    """Root of every error that Recusant raises on purpose."""


class BadInput(RecusantError):
    """Something given to Recusant cannot be used.

    ``file`` and ``place`` say where, ``mend`` says what would help; all three appear in the message.
    """

    def __init__(self, what: str, *, file: str | None = None, place: str | None = None, mend: str | None = None) -> None:
        self.what, self.file, self.place, self.mend = what, file, place, mend
        where = ", ".join(part for part in (file, place) if part)
        super().__init__(f"{where}: {what}" * bool(where) or what)

    def __str__(self) -> str:
        message = super().__str__()
        return f"{message}. Mend: {self.mend}" if self.mend else message

    def kept(self) -> Self:
        """The fault to tell later, without the steps that led to it: they hold all that they worked on, a page of megabytes too."""
        self.__cause__ = self.__context__ = None
        return self.with_traceback(None)


class BadSource(BadInput):
    """A document that cannot be read."""


class NotReached(BadSource):
    """A page that did not answer; another try may help."""


class NotFetched(BadSource):
    """A page (``url``) that a list of links names. Only whoever may use the network fetches it."""

    def __init__(self, url: str, *, file: str | None = None, place: str | None = None) -> None:
        self.url = url
        super().__init__(f"names {url}, which is not fetched here", file=file, place=place, mend="add the list to a ledger: recusant add")


class BadTable(BadInput):
    """A table of hand-coded figures that does not map onto claims."""


class BadCodebook(BadInput):
    """A codebook with faults; ``faults`` lists every one, each with its line."""

    def __init__(self, what: str, *, file: str | None = None, faults: tuple[str, ...] = ()) -> None:
        self.faults = faults
        super().__init__("\n  ".join((what, *faults)), file=file)


class BadRecord(BadInput):
    """A JSON record that does not follow the contract."""


class NotFound(BadInput):
    """There is nothing of this id."""


class BadEndpoint(BadInput):
    """The endpoint that the second reader asks cannot be used as it is set."""


class NotAnswered(BadEndpoint):
    """One question to the second reader was not answered, or not asked for lack of tokens."""


class LedgerError(RecusantError):
    """The ledger cannot be opened or written; what it held is unharmed."""


class Overtaken(RecusantError):
    """What was to be changed was changed by somebody else, after it was last seen. Nothing was written."""


class NotAllowed(RecusantError):
    """Whoever asks at the desk may not do this."""


class NotEntered(NotAllowed):
    """Nobody is known to ask: the name or the password is wrong, or the session has ended."""


class NotProven(RecusantError):
    """The solver stopped without an optimum or a proof of infeasibility."""


class CertificateRefused(RecusantError):
    """A certificate that does not add up; the message says on which cells, or by how much."""
