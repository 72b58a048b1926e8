"""What the upkeep of a table is, whatever form it is kept in."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Protocol

from cdc_upsert.follow import attempted


@dataclass(frozen=True)
class Retention:
    """How long what a table no longer holds stays for readers that began earlier, and for time travel."""

    hours: int
    #: How long a file stays that no snapshot of an Iceberg table knows: it may be of a commit that is under way, and a
    #: sink that stood still goes on with what it wrote before.
    unknown_hours: int

    @property
    def period(self) -> timedelta:
        return timedelta(hours=self.hours)

    @property
    def unknown_period(self) -> timedelta:
        return timedelta(hours=self.unknown_hours)


@dataclass(frozen=True)
class Size:
    """Of a table as it is, and of all that lies in its folder."""

    files: int
    bytes: int
    stored_files: int
    stored_bytes: int


class KeptTable(Protocol):
    """A table that is to be kept in order."""

    name: str

    def size(self) -> Size: ...

    def steps(self, retention: Retention) -> list[Callable[[], object]]:
        """In order. Each may be repeated, and gives way to whoever commits to the table meanwhile."""
        ...


@dataclass(frozen=True)
class Kept:
    """What the upkeep of a table did."""

    table: str
    before: Size
    after: Size

    def to_json(self) -> str:
        return json.dumps({"event": "lake.maintained", **asdict(self)}, sort_keys=True)


def keep(table: KeptTable, retention: Retention) -> Kept:
    before = table.size()
    for step in table.steps(retention):
        attempted(step)
    return Kept(table.name, before, table.size())
