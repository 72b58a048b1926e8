"""Seeded random workloads, shuffled and repeated, against dictionaries that saw them in order. All in one table, so
that one merge does for all of them."""

import random

import pytest

from cdc_upsert import merge
from envelope import create, delete, truncate, update
from target import Target

COLUMNS = {"SEED": "INT", "ORDER_ID": "INT", "LINE": "STRING", "NAME": "STRING", "DOC": "STRING"}
KEYS = [(order, f"l{line}") for order in range(8) for line in range(2)]
CHANGES = 60
BATCHES = 3
#: Change at which every workload is truncated: there is one table.
TRUNCATED = CHANGES // 4
WORD = "__debezium_unavailable_value"


def place(number: int) -> dict:
    """Where a change stands in the log: several files, and several rows of one event."""
    file, event = divmod(number, 21)
    return {"file": 8 + file, "pos": 4 + event // 3 * 10, "row": event % 3}


class Workload:
    """Changes in the order of the log, and the rows that they lead to."""

    def __init__(self, seed: int):
        self.seed = seed
        self.chance = random.Random(seed)
        #: Whether changes to a key keep their order over batches, as in one partition; then values may be left out.
        self.in_order = self.chance.random() < 0.5
        self.rows: dict = {}
        self.lines = [self._change(number) for number in range(CHANGES) if number != TRUNCATED or self.rows.clear()]

    def _change(self, number: int) -> str:
        key, at = self.chance.choice(KEYS), place(number)
        if key not in self.rows:
            self.rows[key] = (f"v{number}", self.chance.choice([None, f"d{number}"]))
            return create(self._row(key), **at)
        before = self._row(key)
        if self.chance.random() < 0.3:
            del self.rows[key]
            return delete(before, **at)
        _, doc = self.rows.pop(key)
        free = [each for each in KEYS if each not in self.rows]
        moved = self.chance.choice(free) if self.chance.random() < 0.2 else key
        untold = self.in_order and moved == key and self.chance.random() < 0.5
        self.rows[moved] = (f"v{number}", doc if untold else f"d{number}")
        return update(before, {**self._row(moved), **({"DOC": WORD} if untold else {})}, **at)

    def _row(self, key) -> dict:
        name, doc = self.rows[key]
        return {"SEED": self.seed, "ORDER_ID": key[0], "LINE": key[1], "NAME": name, "DOC": doc}

    def batches(self) -> list[list[str]]:
        """All changes, some of them twice, the second time in the same batch or a later one."""
        if self.in_order:
            cuts = sorted(self.chance.sample(range(len(self.lines)), BATCHES - 1))
            parts = [self.lines[begin:end] for begin, end in zip([0, *cuts], [*cuts, None], strict=True)]
        else:
            shuffled = self.chance.sample(self.lines, len(self.lines))
            parts = [shuffled[start::BATCHES] for start in range(BATCHES)]
        again = [self.chance.sample(part, len(part) // 4) for part in parts]
        return [
            self.chance.sample(whole, len(whole))
            for whole in ([*part, *again[n], *(again[n - 1] if n else [])] for n, part in enumerate(parts))
        ]


def test_shuffled_and_repeated_batches_lead_to_the_same_rows(spark, tmp_path, monkeypatch, seeds):
    workloads = [Workload(seed) for seed in seeds]
    target = Target(spark, tmp_path, keys=("SEED", "ORDER_ID", "LINE"), columns=COLUMNS, truncate="apply")
    batches = [
        [line for lines in each for line in lines] for each in zip(*[w.batches() for w in workloads], strict=True)
    ]
    batches[1].append(truncate(**place(TRUNCATED)))
    for number, batch in enumerate(batches):
        # As a small table in one merge, and as a large one in several.
        monkeypatch.setattr(merge, "SMALL_BYTES", 0 if number == 1 else 2**40)
        target.apply(*batch)
    found: dict = {seed: {} for seed in seeds}
    for (seed, *key), row in target.rows().items():
        found[seed][tuple(key)] = (row["NAME"], row["DOC"])
    wrong = [workload.seed for workload in workloads if found[workload.seed] != workload.rows]
    assert not wrong, f"run again with --seeds {','.join(map(str, wrong))}"


@pytest.fixture
def seeds(request):
    return [int(seed) for seed in request.config.getoption("seeds").split(",")]
