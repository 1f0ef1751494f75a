"""One question after another to an endpoint that speaks as OpenAI's does, patiently and within a budget."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from recusant.ask.answers import Answers
from recusant.ask.settings import KEY, MODEL, TIMEOUT, TOKENS, URL, Settings
from recusant.errors import BadEndpoint, NotAnswered

if TYPE_CHECKING:
    import httpx

Messages = Sequence[Mapping[str, str]]
TRIES = 4
MOST_SILENT = 3  # questions in a row without an answer, after which the endpoint is taken to be down
FIRST_WAIT, LONGEST_PAUSE = 1.0, 120.0  # seconds before the second try; and the longest that an endpoint may ask us to wait
CONNECT = 10.0  # seconds
MOST_BYTES = 1_000_000  # of an answer: some fifty times what the longest passage needs
BEYOND_BELIEF = 10**9  # tokens for one answer
CHARACTERS_A_TOKEN = 3  # on the short side: English has four, Russian and Ukrainian two to three
WISHES: dict[str, Any] = {"temperature": 0, "response_format": {"type": "json_object"}}  # an endpoint that knows them not goes without
REFUSED = {401: KEY, 402: KEY, 403: KEY, 404: f"{URL} and {MODEL}", 405: URL}  # what no other question would mend, and what to look at
BUSY = (408, 409, 425, 429)


@dataclass(frozen=True, slots=True)
class _Try:
    """How a try went: with an answer, or why without one, whether another may help, and the seconds that the endpoint asks for."""

    answer: str | None = None
    why: str = ""
    again: bool = True
    wait: float | None = None


class Endpoint:
    """An endpoint and what was spent there in this run. Use it in a ``with``, or close it. Needs the extra ``llm``."""

    def __init__(self, settings: Settings, pause: Callable[[float], None] = time.sleep) -> None:
        self.settings, self._pause = settings, pause
        self.asked = self.kept = self.spent = self._silent = 0
        self._answers, self._wishes = Answers(settings.answers), WISHES
        self._client = _client(settings)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self._client.close()

    @property
    def summary(self) -> str:
        """What was asked and spent, in words."""
        return f"second reader: {self.asked:,} questions asked, {self.kept:,} answers known already, about {self.spent:,} tokens spent"

    def ask(self, messages: Messages) -> str:
        """The answer to a question, or the one kept from before.

        Raises NotAnswered where this question has none, and BadEndpoint where no other would have one.
        """
        asked = [self.settings.url, self.settings.model, list(messages)]
        answer = self._answers.get(asked)
        if answer is not None:
            self.kept += 1
            return answer
        answer = self._tried(messages)
        self._answers.put(asked, answer)
        return answer

    def _tried(self, messages: Messages) -> str:
        last = _Try()
        for attempt in range(TRIES):
            if attempt:
                spread = random.uniform(0.5, 1.5)  # noqa: S311 it keeps many who wait from coming back at once
                self._pause(last.wait if last.wait is not None else FIRST_WAIT * 2 ** (attempt - 1) * spread)
            last = self._once(messages)
            if last.answer is not None:
                self._silent = 0
                return last.answer
            if not last.again:
                break
        self._silent += 1
        if self._silent >= MOST_SILENT:
            what = f"{MOST_SILENT} questions in a row were not answered; the last: {last.why}"
            raise BadEndpoint(what, file=self.settings.place, mend="look whether it runs, and start again: what was answered is kept")
        raise NotAnswered(f"not answered: {last.why}", file=self.settings.place, mend="start again: what was answered is kept")

    def _once(self, messages: Messages) -> _Try:
        guess = sum(len(message["content"]) for message in messages) // CHARACTERS_A_TOKEN
        if self.spent + guess > self.settings.tokens:
            what = f"not asked: the {self.settings.tokens:,} tokens of this run are spent"
            raise NotAnswered(what, place=TOKENS, mend="start again: what was answered is kept; or set it higher")
        self.asked += 1
        reply = self._posted({"model": self.settings.model, "messages": list(messages), **self._wishes})
        if isinstance(reply, str):
            self.spent += guess  # whoever does not answer may have read the question all the same
            return _Try(why=reply)
        status, headers, data = reply
        if status == 200:
            answer, used = _completion(data)
            self.spent += used if used is not None else guess + len(answer or "") // CHARACTERS_A_TOKEN
            return _Try(answer, "what came is no completion")
        return self._failed(status, headers)

    def _failed(self, status: int, headers: Mapping[str, str]) -> _Try:
        if status in REFUSED or status < 400:
            what = f"the endpoint takes no questions (status {status})"
            raise BadEndpoint(what, file=self.settings.place, place=REFUSED.get(status, URL), mend="check the setting")
        if status in (400, 422) and self._wishes:
            self._wishes = {}
            return _Try(why=f"status {status}", wait=0)
        if status >= 500 or status in BUSY:
            wait = _seconds(headers.get("retry-after", ""))
            return _Try(why=f"status {status}", again=wait is None or wait <= LONGEST_PAUSE, wait=wait)
        return _Try(why=f"status {status}", again=False)

    def _posted(self, body: Mapping[str, Any]) -> tuple[int, Mapping[str, str], bytes] | str:
        """Status, headers and bytes of the reply; or why there is none. What the other side wrote is shown nowhere: it may hold the key."""
        import httpx  # 0.3 s to load, which only those who ask need to wait for

        until, data = time.monotonic() + self.settings.timeout, bytearray()
        late = f"no whole answer within {self.settings.timeout:g} seconds ({TIMEOUT})"
        try:
            with self._client.stream("POST", self.settings.url, content=json.dumps(body)) as reply:
                for part in reply.iter_raw():
                    data += part
                    if len(data) > MOST_BYTES:
                        return f"more than {MOST_BYTES:,} bytes came"
                    if time.monotonic() > until:
                        return late
                return reply.status_code, reply.headers, bytes(data)
        except httpx.TimeoutException:
            return late
        except (httpx.TransportError, httpx.InvalidURL) as fault:
            return f"no connection ({type(fault).__name__})"


def _client(settings: Settings) -> httpx.Client:
    try:
        import httpx
    except ImportError:
        raise BadEndpoint("the second reader needs httpx, which is not installed", mend="pip install 'recusant[llm]'") from None
    headers = {"Content-Type": "application/json", "Accept-Encoding": "identity"}
    headers |= {"Authorization": f"Bearer {settings.key}"} if settings.key else {}
    return httpx.Client(headers=headers, timeout=httpx.Timeout(settings.timeout, connect=min(CONNECT, settings.timeout)))


def _completion(data: bytes) -> tuple[str | None, int | None]:
    """The words of a completion, None where it is none; and the tokens it says it used."""
    try:
        reply = json.loads(data)
        answer = reply["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError):
        return None, None
    usage = reply.get("usage")
    used = usage.get("total_tokens") if isinstance(usage, dict) else None
    return answer if isinstance(answer, str) else None, used if type(used) is int and 0 <= used < BEYOND_BELIEF else None


def _seconds(header: str) -> float | None:
    """The seconds that a Retry-After header asks for, as a number or as a time of day; None where it says neither."""
    try:
        wait = float(header) if header.isdecimal() else parsedate_to_datetime(header).timestamp() - time.time()
    except (ValueError, TypeError, OverflowError):
        return None
    return max(0.0, wait)
