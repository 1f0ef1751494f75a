"""Where to ask, and how much: from the environment, so that no key stands in a command or a file of ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from recusant.errors import BadEndpoint

URL, MODEL, KEY, TOKENS, TIMEOUT, ANSWERS = (f"RECUSANT_LLM_{name}" for name in ("URL", "MODEL", "KEY", "TOKENS", "TIMEOUT", "ANSWERS"))
MOST_TOKENS = 1_000_000  # some 100 articles; a run goes on where the last one ended
LONGEST_WAIT = 120  # seconds for one answer: a small model on an ordinary computer writes a long one in less
COMPLETIONS = "/chat/completions"


@dataclass(frozen=True, slots=True)
class Settings:
    """``url`` is where questions are posted, ``place`` what may be shown of it; ``answers`` is the folder that keeps what was answered."""

    url: str
    model: str
    answers: Path
    key: str | None = field(default=None, repr=False)
    tokens: int = MOST_TOKENS
    timeout: float = LONGEST_WAIT

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Settings:
        """The settings of an environment. Raises BadEndpoint naming the one at fault."""
        given = {name: value.strip() for name, value in environment.items() if value.strip()}
        for name, example in ((URL, "https://example.org/v1, or http://127.0.0.1:11434/v1"), (MODEL, "the name of a model there")):
            if name not in given:
                raise BadEndpoint("the second reader needs this setting", place=name, mend=f"set it to {example}")
        key = given.get(KEY)
        if key is not None and not (key.isascii() and key.isprintable()):
            raise BadEndpoint("the key holds what no key does", place=KEY, mend="copy it again")
        kept = given.get(ANSWERS) or str(Path(given.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "recusant" / "answers")
        return cls(
            _address(given[URL], key), given[MODEL], Path(kept), key, int(_number(given, TOKENS, MOST_TOKENS)),
            _number(given, TIMEOUT, LONGEST_WAIT),
        )  # fmt: skip

    @property
    def place(self) -> str:
        """The address without what may be secret in it."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}{parts.path}"


def _address(url: str, key: str | None) -> str:
    """The full address. A name or key in it would show in logs, and a key must not travel unencrypted."""
    mend = "set it to an address such as https://example.org/v1"
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise BadEndpoint("it is not a web address", place=URL, mend=mend) from None
    if parts.scheme not in ("http", "https") or not host or not url.isprintable() or " " in url:
        raise BadEndpoint("it is not a web address", place=URL, mend=mend)
    if "@" in parts.netloc:
        raise BadEndpoint("it holds a name or password", place=URL, mend=f"put the key into {KEY}")
    if key and parts.scheme == "http" and not _is_here(host):
        raise BadEndpoint("the key would travel unencrypted", place=URL, mend="begin it with https://")
    path = parts.path.rstrip("/")
    return parts._replace(path=path if path.endswith(COMPLETIONS) else path + COMPLETIONS, fragment="").geturl()


def _is_here(host: str) -> bool:
    """Whether a host is this computer."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _number(given: Mapping[str, str], name: str, usual: float) -> float:
    value = given.get(name, str(usual))
    if not (value.isdecimal() and value.isascii() and len(value) < 13 and int(value)):
        raise BadEndpoint(f"{value[:40]!r} is not a whole number above 0", place=name, mend=f"set it to {usual:,.0f}, or leave it out")
    return int(value)
