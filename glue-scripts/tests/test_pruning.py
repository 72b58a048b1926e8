"""What a merge may leave unread: never a file that holds a touched key."""

import random
from datetime import date, datetime
from decimal import Decimal

import pytest

from cdc_upsert.changes import KEY
from cdc_upsert.config import Table
from cdc_upsert.formats.base import TARGET
from cdc_upsert.planning import key_ranges
from cdc_upsert.survey import ends_of, plain_ends, ranged_keys
from envelope import create, update
from target import Target

CHANCE = random.Random(9)


def whole(bits: int) -> list[int]:
    low, high = -(2 ** (bits - 1)), 2 ** (bits - 1) - 1
    return [low, high, 0, -1, low + 1, high - 1, *(CHANCE.randint(low, high) for _ in range(60))]


#: Keys of every type that a merge key can have, with the ends of its range.
KEYS = {
    "TINYINT": whole(8),
    "SMALLINT": whole(16),
    "INT": whole(32),
    "BIGINT": whole(64),
    "DECIMAL(20,0)": [Decimal(n) for n in (0, 2**64 - 1, 2**63, *(CHANCE.randint(0, 2**64 - 1) for _ in range(60)))],
    "DECIMAL(38,0)": [Decimal(n) for n in (10**38 - 1, -(10**38) + 1, 0, 1, 10**37)],
    "DECIMAL(12,3)": [Decimal(n) / 1000 for n in (0, 1, -1, 10**12 - 1, -(10**12) + 1, 123_456)],
    "STRING": ["", " ", "a", "A", "é", "\U0001f600", "z" * 300, "a'b", "a\\b", "a\nb"],
    "DATE": [date(1, 1, 1), date(9999, 12, 31), date(1970, 1, 1), date(1582, 10, 4)],
    "TIMESTAMP": [
        datetime(1, 1, 1),
        datetime(9999, 12, 31, 23, 59, 59, 999_999),
        datetime(1969, 12, 31, 23, 59, 59, 1),
    ],
    "BOOLEAN": [True, False],
    "DOUBLE": [0.1, -1e300, 1e300, float("nan"), float("inf")],
    "BINARY": [b"\x00", b"\xff\x00"],
}


@pytest.mark.parametrize("kind", KEYS)
def test_every_touched_key_fulfils_the_condition(spark, kind):
    table = Table("unused", ("K",), {"K": kind})
    for keys in (KEYS[kind], KEYS[kind][:2], KEYS[kind][:1]):
        touched = spark.createDataFrame([((key,),) for key in keys], f"{KEY} STRUCT<K: {kind}>")
        ends = {}
        if ranged_keys(table):
            [row] = touched.agg(ends_of("K", table).alias("e")).collect()
            ends = {"K": plain_ends(row["e"])}
        # As if so few rows left wide gaps.
        within = key_ranges(touched, ends, 1, table)
        outside = touched.select(f"{KEY}.K").alias(TARGET).where(~within | within.isNull())
        assert outside.count() == 0


def test_files_without_touched_keys_are_left_out(spark):
    table = Table("unused", ("K",), {"K": "BIGINT"})
    keys = [-(2**63), 0, 2**63 - 1]
    touched = spark.createDataFrame([((key,),) for key in keys], f"{KEY} STRUCT<K: BIGINT>")
    within = key_ranges(touched, {"K": (keys[0], keys[-1])}, len(keys), table)
    far = spark.createDataFrame([(2**62,), (-(2**62),), (1,)], "K BIGINT").alias(TARGET)
    assert [row["K"] for row in far.where(within).collect()] == [1]


def test_keys_far_apart_are_found_again(spark, tmp_path):
    """Ranges as wide as the type: their width overflows it, and a double has too few digits for their ends."""
    columns = {"SMALL": "INT", "BIG": "BIGINT", "NAME": "STRING"}
    target = Target(spark, tmp_path, keys=("SMALL", "BIG"), columns=columns)
    big = 1000 * 2**51 - 1

    def row(small, number, name):
        return {"SMALL": small, "BIG": number, "NAME": name}

    ends = [-2_000_000_000, 2_000_000_000]
    target.apply(*[create(row(small, 0, "old"), n) for n, small in enumerate(ends)], create(row(0, big, "old"), 5))
    target.apply(*[update(row(small, 0, "old"), row(small, 0, "new"), 10 + n) for n, small in enumerate(ends)])
    assert {key: each["NAME"] for key, each in target.rows().items()} == {
        (ends[0], 0): "new",
        (ends[1], 0): "new",
        (0, big): "old",
    }
    assert target.apply(update(row(ends[1], 0, "new"), row(ends[1], 0, "newer"), 20)).upserted == 1

    other = Target(spark, tmp_path / "big", keys=("BIG",), columns={"BIG": "BIGINT", "NAME": "STRING"})
    other.apply(create({"BIG": big, "NAME": "old"}, 1))
    other.apply(
        update({"BIG": big, "NAME": "old"}, {"BIG": big, "NAME": "new"}, 2),
        create({"BIG": 0, "NAME": "a"}, 3),
        create({"BIG": 2**61 - 1, "NAME": "b"}, 4),
    )
    assert other.names() == {big: "new", 0: "a", 2**61 - 1: "b"}
