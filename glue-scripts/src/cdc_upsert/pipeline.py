"""The tables of a pipeline, as a job is told them, and where each of them lies."""

import json
from dataclasses import dataclass, fields

from cdc_upsert.table import Table


@dataclass(frozen=True)
class Declared:
    """A table as the job's `--tables` declares it; all properties are required."""

    topic: str
    name: str
    keys: list[str]
    columns: dict[str, str]
    truncate: str
    epoch: int

    def in_lake(self, lake: str) -> Table:
        return Table(below(lake, self.name), tuple(self.keys), self.columns, self.truncate, self.epoch)


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
    wanted = sorted(field.name for field in fields(Declared))
    if sorted(given) != wanted:
        raise ValueError(f"`--tables[{index}]` must have exactly {wanted}, got: {sorted(given)}")
    return Declared(**given)


def below(folder: str, name: str) -> str:
    return f"{folder.rstrip('/')}/{name}"
