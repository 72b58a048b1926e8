"""Trino's client protocol (trino.io, "Trino client REST API"), as far as Athena's statements need it."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote
from urllib.request import Request, urlopen

# Catalog under which Athena has the tables of the account's Data Catalog.
DATA_CATALOG = "awsdatacatalog"
# The server answers within a second, with or without rows.
_ANSWER_SECONDS = 60


class TrinoError(Exception):
    """A statement that the server refused or ended, in its words."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(f"{name}: {message}")
        self.name = name


@dataclass(frozen=True)
class Answer:
    """
    :param columns: as the server describes them
    :param rows: numbers are the texts that they came as
    :param update_type: what the statement did, such as `CREATE VIEW`; None for a query
    """

    columns: Sequence[Mapping[str, object]]
    rows: Sequence[Sequence[object]]
    scanned: int
    update_type: str | None = None
    update_count: int = 0


@dataclass
class TrinoStatement:
    """One statement on its way. `stop` may be called from another thread."""

    url: str
    sql: str
    database: str
    session: Mapping[str, str] = field(default_factory=dict)
    stopped: bool = False
    _next: str | None = None

    def run(self, on_running: Callable[[], None]) -> Answer:
        """
        :param on_running: called when the server has begun with it
        :raises TrinoError:
        """
        page = self._ask(Request(f"{self.url}/v1/statement", self.sql.encode(), self._headers(), method="POST"))
        columns: Sequence[Mapping[str, object]] = ()
        rows: list[Sequence[object]] = []
        while True:
            columns = page.get("columns") or columns
            rows += page.get("data") or ()
            if page["stats"]["state"] not in ("QUEUED", "WAITING_FOR_RESOURCES", "DISPATCHING"):
                on_running()
            self._next = page.get("nextUri")
            if self._next is None:
                break
            if self.stopped:
                self.stop()
            page = self._ask(Request(self._next, headers=self._headers()))
        error = page.get("error")
        if error is not None:
            raise TrinoError(error["errorName"], error["message"])
        scanned = int(page["stats"]["physicalInputBytes"])
        return Answer(columns, rows, scanned, page.get("updateType"), int(page.get("updateCount") or 0))

    def stop(self) -> None:
        self.stopped = True
        if self._next is not None:
            with urlopen(Request(self._next, headers=self._headers(), method="DELETE"), timeout=_ANSWER_SECONDS):
                pass

    def _headers(self) -> dict[str, str]:
        return {
            "X-Trino-User": "local",
            "X-Trino-Catalog": DATA_CATALOG,
            "X-Trino-Schema": self.database,
            "X-Trino-Time-Zone": "UTC",
            # Without it every time has milliseconds only.
            "X-Trino-Client-Capabilities": "PARAMETRIC_DATETIME",
            "X-Trino-Session": ",".join(f"{name}={quote(value)}" for name, value in self.session.items()),
        }

    @staticmethod
    def _ask(request: Request) -> dict:
        with urlopen(request, timeout=_ANSWER_SECONDS) as response:
            return json.load(response, parse_int=str, parse_float=str)
