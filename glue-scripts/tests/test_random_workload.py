"""Seeded random workloads against dictionaries that saw them in order: in batches of any offsets in any order, again,
and all at once into another table. All in one table, so that one merge does for all of them."""

import random
from decimal import Decimal

import pytest

from archive_objects import record
from cdc_upsert import planning, writing
from cdc_upsert.config import POSITION
from cdc_upsert.follow import upsert_and_settle
from cdc_upsert.positions import Epochs
from cdc_upsert.quarantine import BadLines
from cdc_upsert.settling import settle
from column_limits import plain, printed
from source_log import TOPIC, Record, SourceLog
from target import RAW, Target
from workload import DECLARED, IN_TABLE, KEYS, Workload

BATCHES = 4


def batches(log: SourceLog, chance: random.Random, in_order: bool) -> list[list[Record]]:
    """Ranges of offsets: those of a partition one after the other, however far others are, or in any order. Some come
    again. Within a batch the order is that of chance."""
    result: list[list[Record]] = [[] for _ in range(BATCHES)]
    for records in log.records:
        cuts = sorted(chance.sample(range(len(records)), BATCHES - 1))
        pieces = [records[begin:end] for begin, end in zip([0, *cuts], [*cuts, None], strict=True)]
        if not in_order:
            chance.shuffle(pieces)
        for number, piece in enumerate(pieces):
            result[number] += piece
            if number:
                again = chance.choice(pieces[:number])
                begin = chance.randrange(len(again) + 1)
                result[number] += again[begin : begin + len(piece) // 3]
    return [chance.sample(batch, len(batch)) for batch in result]


class Follower:
    def __init__(self, spark, folder, log: SourceLog, servers: str):
        self.spark = spark
        self.log = log
        declared = {"keys": KEYS, "columns": DECLARED, "truncate": "apply", "topic": TOPIC, "bad_lines": 0}
        self.target = Target(spark, folder, **declared, epochs=Epochs.declared(log.epochs), unknown_server=servers)

    def apply(self, rows: list[tuple], form: str = RAW, told: int | None = None):
        """`told`: how many snapshots are known to be complete by now."""
        raw, table = self.spark.createDataFrame(rows, form), self.target.table
        bad_lines = BadLines(str(self.target.folder / "quarantine"), table.bad_lines)
        return upsert_and_settle(raw, table, bad_lines, lambda: None, lambda: self.log.snapshots[:told])

    def rows(self) -> dict[int, dict]:
        """Texts of the rows by seed and key."""
        kinds = {name: DECLARED.get(name, "STRING") for name in (*KEYS, *IN_TABLE.values())}
        frame = self.target.live().toDF()
        assert set(frame.columns) == {*kinds, POSITION}
        found: dict[int, dict] = {}
        for row in frame.select(*[printed(name, kind) for name, kind in kinds.items()]).collect():
            big, seed, code, *texts = [plain(value) if isinstance(value, Decimal) else value for value in row]
            of_seed, key = found.setdefault(int(seed), {}), (int(big), code)
            assert key not in of_seed, f"{row} is in the table twice"
            of_seed[key] = dict(zip(IN_TABLE.values(), texts, strict=True))
        return found


def differences(found: dict[int, dict], workloads: list[Workload], order: int) -> list[str]:
    """What the table has otherwise than the dictionaries, by seed and key."""
    wrong = []
    for workload in workloads:
        have, want = found.get(workload.seed, {}), workload.wanted()
        for key in sorted(key for key in {*have, *want} if have.get(key) != want.get(key)):
            row, right = have.get(key, {}), want.get(key, {})
            told = {
                name: (row.get(name), right.get(name)) for name in IN_TABLE.values() if row.get(name) != right.get(name)
            }
            what = "is not there" if not row else "must not be there" if not right else f"has other values: {told}"
            wrong.append(f"--seeds {workload.seed} --order {order}: {key} {what}")
    return wrong


@pytest.mark.parametrize("in_order", [True, False], ids=["in_order", "any_order"])
def test_shuffled_and_repeated_batches_lead_to_the_same_rows(spark, tmp_path, monkeypatch, seeds, order, in_order):
    workloads = [Workload(seed) for seed in seeds]
    # The servers of an epoch are told apart by those of the one before it, if that was read before.
    log, servers = SourceLog(order, workloads, in_order), "fail" if in_order else "follow"
    chance = random.Random(order)
    follower = Follower(spark, tmp_path / "lake", log, servers)
    told = chance.randrange(1, BATCHES + 1)
    for number, batch in enumerate(batches(log, chance, in_order)):
        # As a small table in one merge, and as a large one in several.
        for module in (writing, planning):
            monkeypatch.setattr(module, "SMALL_BYTES", 0 if number % 2 else 2**40)
        follower.apply(batch, told=None if number >= told else 1)
    settle(spark, follower.target.table, log.snapshots, lambda: None)
    assert differences(follower.rows(), workloads, order) == []

    commits, everything = follower.target.commits(), [record for records in log.records for record in records]
    report = follower.apply(everything)
    assert (report.upserted, report.deleted, report.swept) == (0, 0, 0)
    assert follower.target.commits() == commits

    rebuilt = Follower(spark, tmp_path / "rebuilt", log, "fail")
    lines = [record(value or "null", *place, key or "null") for value, key, *place in everything]
    rebuilt.apply([(line,) for line in lines], "record STRING")
    assert differences(rebuilt.rows(), workloads, order) == []


@pytest.fixture
def seeds(request):
    found: list[int] = []
    for part in request.config.getoption("seeds").split(","):
        first, _, last = part.partition("-")
        found += range(int(first), int(last or first) + 1)
    return found


@pytest.fixture
def order(request, seeds):
    given = request.config.getoption("order")
    return seeds[0] if given is None else given
