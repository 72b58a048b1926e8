"""The file by which the broker decides, too: keys, the roles that they are of, and what those may do."""

import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from moto_iam.policy import Statement


@dataclass(frozen=True)
class Policies:
    """One state of the roles."""

    generation: int = 0
    keys: dict[str, dict[str, str]] = field(default_factory=dict)
    roles: dict[str, list[Statement]] = field(default_factory=dict)


class PolicyFile:
    """Reads the file again when another has taken its place."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._seen: tuple[int, int] | None = None
        self._policies = Policies()

    def current(self) -> Policies:
        """What the file holds now; nobody and nothing where it cannot be read."""
        with self._lock:
            try:
                stat = self._path.stat()
                seen = (stat.st_ino, stat.st_mtime_ns)
                if seen != self._seen:
                    content = json.loads(self._path.read_text(encoding="utf-8"))
                    self._policies = Policies(content["generation"], content["keys"], content["roles"])
                    self._seen = seen
            except (OSError, ValueError, KeyError) as error:
                print(f"everything is denied: {self._path}: {error}", file=sys.stderr)
                self._policies, self._seen = Policies(), None
            return self._policies
