"""A seed's rows: random transactions on them, and what they are after each."""

import random
from dataclasses import dataclass
from typing import Any

from column_limits import CODES, LIMITS, NOTHING, UNDECLARED, WIDE, Value, decimals

Key = tuple[int, str]
Row = dict[str, Value]

KEYS = ("BIG", "SEED", "CODE")
#: Declared and told from some change on.
ADDED = "ADDED"
DECLARED = {
    "BIG": "BIGINT",
    "SEED": "INT",
    "CODE": "STRING",
    "VERSION": "STRING",
    **{name: kind for name, (kind, _) in LIMITS.items()},
    ADDED: "DECIMAL(38,9)",
}
#: Columns that nobody declared, by the name that the source gives them; the second comes with `ADDED`.
EXTRA, LATE_EXTRA = "EXTRA", "unit price"
IN_TABLE = {**{name: name for name in DECLARED if name not in KEYS}, EXTRA: EXTRA, LATE_EXTRA: "unit_price"}
KEYS_OF_A_SEED = 12


@dataclass(frozen=True)
class Change:
    """What one row of a statement did, as the connector tells it."""

    op: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    #: The record's key; none for what concerns the whole table.
    key: dict[str, Any] | None
    #: Statement of the transaction, and the row's number in it.
    statement: int = 0
    row: int = 0


class Workload:
    def __init__(self, seed: int):
        self.seed = seed
        self.rows: dict[Key, Row] = {}
        self._chance = random.Random(seed)
        self._with_added = False
        self._written = 0
        far = [*self._chance.sample(WIDE, 3), *(self._chance.randrange(-(2**63), 2**63) for _ in range(2))]
        codes = self._chance.sample(CODES, 4)
        self._keys = self._chance.sample([(big, code) for big in far for code in codes], KEYS_OF_A_SEED)

    def transaction(self) -> list[Change]:
        """Changes of several rows, and their changes in the rows."""
        statements = self._chance.choice([1, 1, 1, 2, 3])
        return [change for number in range(statements) for change in self._statement(number)]

    def unseen(self) -> None:
        """Changes that the connector is never told of, as after it lost its place in the log. Leaves a row at least."""
        self.transaction()
        for key in self._some(self.rows):
            del self.rows[key]
        if not self.rows:
            self._put(self._chance.choice(self._keys))

    def snapshot(self) -> list[Change]:
        rows = self._chance.sample(list(self.rows), len(self.rows))
        return [Change("r", None, self._image(key), self._record_key(key)) for key in rows]

    def read_again(self) -> list[Change]:
        """Rows as an incremental snapshot has them."""
        return [Change("r", None, self._image(key), self._record_key(key)) for key in self._some(self.rows)]

    def truncate(self) -> None:
        self.rows.clear()

    def add_columns(self) -> None:
        self._with_added = True

    def wanted(self) -> dict[Key, dict[str, str | None]]:
        """The texts that the table has to hold."""
        return {key: {IN_TABLE[name]: row.get(name, NOTHING)[1] for name in IN_TABLE} for key, row in self.rows.items()}

    def _statement(self, number: int) -> list[Change]:
        free = [key for key in self._keys if key not in self.rows]
        kinds = [*["insert"] * bool(free), *["update", "update", "delete"] * bool(self.rows)]
        kind = self._chance.choice(kinds)
        changes = []
        for row, key in enumerate(self._some(free if kind == "insert" else self.rows)):
            changes += [
                Change(op, before, after, self._record_key(of), number, row)
                for op, before, after, of in getattr(self, f"_{kind}")(key)
            ]
        return changes

    def _insert(self, key: Key) -> list[tuple]:
        self._put(key)
        return [("c", None, self._image(key), key)]

    def _delete(self, key: Key) -> list[tuple]:
        before = self._image(key)
        del self.rows[key]
        return [("d", before, None, key)]

    def _update(self, key: Key) -> list[tuple]:
        before, old = self._image(key), self.rows.pop(key)
        free = [each for each in self._keys if each not in self.rows]
        moved = self._chance.choice(free) if self._chance.random() < 0.3 else key
        self._put(moved, old)
        after = self._image(moved)
        if moved == key or self._chance.random() < 0.3:
            return [("u", before, after, moved)]
        # As the connector tells it where a key changes: two events at one place.
        return [("d", before, None, key), ("c", None, after, moved)]

    def _put(self, key: Key, old: Row | None = None) -> None:
        """Writes the row anew, or some columns of it."""
        self._written += 1
        row: Row = {"VERSION": (f"v{self._written}",) * 2}
        pools = {name: values for name, (_, values) in LIMITS.items()} | {EXTRA: UNDECLARED}
        if self._with_added:
            pools |= {ADDED: decimals(38, 9), LATE_EXTRA: UNDECLARED}
        for name, values in pools.items():
            keep = old is not None and self._chance.random() < 0.5
            row[name] = old.get(name, NOTHING) if keep else self._chance.choice([*values, NOTHING])
        self.rows[key] = row

    def _some(self, keys) -> list[Key]:
        keys = list(keys)
        return self._chance.sample(keys, min(len(keys), self._chance.choice([1, 1, 2, 3])))

    def _image(self, key: Key) -> dict[str, Any]:
        """The row as the source's table has it: what was added stands among the rest."""
        row = self.rows[key]
        names = ["VERSION", *LIMITS, EXTRA]
        if self._with_added:
            names[3:3] = [ADDED, LATE_EXTRA]
        return {**self._record_key(key), **{name: row.get(name, NOTHING)[0] for name in names}}

    def _record_key(self, key: Key) -> dict[str, Any]:
        return {"BIG": key[0], "SEED": self.seed, "CODE": key[1]}
