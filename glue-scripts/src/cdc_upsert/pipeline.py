"""The tables of a pipeline, as a job is told them, and where each of them lies."""

import json
from dataclasses import MISSING, dataclass, fields

from cdc_upsert.table import DEFAULT_UNAVAILABLE, Table


@dataclass(frozen=True)
class Declared:
    """A table as the job's `--tables` declares it; see `Table`."""

    topic: str
    name: str
    keys: list[str]
    columns: dict[str, str]
    truncate: str
    epoch: int
    unavailable: str = DEFAULT_UNAVAILABLE

    def in_lake(self, lake: str) -> Table:
        path = below(lake, self.name)
        return Table(path, tuple(self.keys), self.columns, self.truncate, self.epoch, self.unavailable)


def declared_tables(text: str) -> list[Declared]:
    """Reads a JSON array of objects. A wrong one raises before any table is touched."""
    tables = [declared_table(index, each) for index, each in enumerate(json.loads(text))]
    names = [table.name for table in tables]
    if not names or len(set(names)) != len(names):
        raise ValueError(f"`--tables` must name at least one table, and each once, got: {names}")
    for table in tables:
        table.in_lake("")
    return tables


def declared_table(index: int, given: dict) -> Declared:
    known = {field.name for field in fields(Declared)}
    required = {field.name for field in fields(Declared) if field.default is MISSING}
    if not required <= set(given) <= known:
        wanted = f"{sorted(required)}, may have {sorted(known - required)}"
        raise ValueError(f"`--tables[{index}]` must have {wanted}, got: {sorted(given)}")
    return Declared(**given)


def below(folder: str, name: str) -> str:
    return f"{folder.rstrip('/')}/{name}"
