"""A file that tells which server stands for which workgroup of a service; workgroups come and go during a run."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Generic, Protocol, TypeVar


class Named(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def arn(self) -> str: ...


T = TypeVar("T", bound=Named)


class WorkgroupFile(Generic[T]):
    """Reads the file again when another has taken its place: `{"workgroups": [{"name", "arn", …}]}`."""

    def __init__(self, path: Path, read: Callable[[dict], T]) -> None:
        self._path = path
        self._read = read
        self._lock = Lock()
        self._seen: tuple[int, int] | None = None
        self._workgroups: list[T] = []

    def find(self, name_or_arn: str) -> T | None:
        """None where there is none, also where the file cannot be read."""
        return next((each for each in self._current() if name_or_arn in (each.name, each.arn)), None)

    def _current(self) -> list[T]:
        with self._lock:
            try:
                stat = self._path.stat()
                seen = (stat.st_ino, stat.st_mtime_ns)
                if seen != self._seen:
                    content = json.loads(self._path.read_text(encoding="utf-8"))
                    self._workgroups = [self._read(each) for each in content["workgroups"]]
                    self._seen = seen
            except FileNotFoundError:
                self._workgroups, self._seen = [], None
            except (OSError, ValueError, KeyError) as error:
                print(f"there is no workgroup: {self._path}: {error}", file=sys.stderr)
                self._workgroups, self._seen = [], None
            return self._workgroups
