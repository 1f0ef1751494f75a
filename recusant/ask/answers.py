"""What was answered before, on disk: a run that was broken off goes on where it was, and nothing is paid for twice."""

from __future__ import annotations

import hashlib
import json
import tempfile
from pathlib import Path
from typing import Any

FORM = 1  # of the files; another form would not be read


class Answers:
    """A folder of answers, each under a hash of all that it depends on. Only its owner may read it: answers quote the texts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, asked: Any) -> str | None:
        """The answer kept, or None; a damaged file is none, and is written anew."""
        try:
            answer = json.loads(self._file(asked).read_bytes())["answer"]
        except (FileNotFoundError, ValueError, LookupError, TypeError):
            return None
        return answer if isinstance(answer, str) else None

    def put(self, asked: Any, answer: str) -> None:
        """Keeps an answer; it is there whole or not at all."""
        file = self._file(asked)
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=self.folder, suffix=".part", delete=False) as part:
            unfinished = Path(part.name)
            try:
                json.dump({"answer": answer}, part)
                part.close()
                unfinished.replace(file)
            finally:
                unfinished.unlink(missing_ok=True)

    def _file(self, asked: Any) -> Path:
        canonical = json.dumps([FORM, asked], sort_keys=True)
        return self.folder / f"{hashlib.sha256(canonical.encode()).hexdigest()}.json"
