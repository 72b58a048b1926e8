"""The file that tells which PostgreSQL server stands for which workgroup; workgroups come and go during a run."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import Lock


@dataclass(frozen=True)
class Workgroup:
    """A workgroup, and the server that stands for it."""

    name: str
    arn: str
    host: str
    port: int
    # PEM file of the authority that signed the server's certificate; without it, the way there is not encrypted.
    ca_file: str | None = None
    # Where topics are read up to their ends, see `topics.py`; without it, nobody reads them.
    topics: str | None = None


class WorkgroupFile:
    """
    Reads the file again when another has taken its place: `{"workgroups": [{"name", "arn", "host", "port", "caFile",
    "topics"}]}`.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._seen: tuple[int, int] | None = None
        self._workgroups: list[Workgroup] = []

    def find(self, name_or_arn: str) -> Workgroup | None:
        """None where there is none, also where the file cannot be read."""
        return next((each for each in self._current() if name_or_arn in (each.name, each.arn)), None)

    def _current(self) -> list[Workgroup]:
        with self._lock:
            try:
                stat = self._path.stat()
                seen = (stat.st_ino, stat.st_mtime_ns)
                if seen != self._seen:
                    content = json.loads(self._path.read_text(encoding="utf-8"))
                    self._workgroups = [_workgroup(each) for each in content["workgroups"]]
                    self._seen = seen
            except FileNotFoundError:
                self._workgroups, self._seen = [], None
            except (OSError, ValueError, KeyError) as error:
                print(f"there is no workgroup: {self._path}: {error}", file=sys.stderr)
                self._workgroups, self._seen = [], None
            return self._workgroups


def _workgroup(written: dict) -> Workgroup:
    return Workgroup(
        written["name"],
        written["arn"],
        written["host"],
        int(written["port"]),
        written.get("caFile"),
        written.get("topics"),
    )
