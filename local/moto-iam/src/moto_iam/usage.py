"""What was asked and decided, a line of JSON for each that is different, in the form of the broker's record."""

import json
import os
from pathlib import Path
from threading import Lock

from moto_iam.policy import Decision

_MOST = 100_000


class UsageRecord:
    """
    Appends to a file that the broker may write to as well. An allowed request counts once for what allowed it, whatever
    object it was about; a refused one for each resource.
    """

    def __init__(self, path: Path, most: int = _MOST) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._most = most
        self._seen: set[tuple[object, ...]] = set()
        self._lock = Lock()

    def record(self, generation: int, role: str, action: str, resource: str, decision: Decision) -> None:
        """Writes before it returns: who reads the file after an answer finds what it was decided by."""
        use = (generation, role, action, decision, None if decision.allowed else resource)
        with self._lock:
            if use in self._seen or len(self._seen) > self._most:
                return
            self._seen.add(use)
            if len(self._seen) > self._most:
                self._append({"incomplete": f"more than {self._most} different uses"})
                return
            self._append(
                {
                    "role": role,
                    "action": action,
                    "resource": resource,
                    "decision": decision.word,
                    "matches": [vars(match) for match in decision.matches],
                    "generation": generation,
                }
            )

    def _append(self, line: dict[str, object]) -> None:
        # One write: lines of two processes do not mix.
        os.write(self._file, f"{json.dumps(line)}\n".encode())
