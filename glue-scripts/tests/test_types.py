"""What types are declared as, widen to, and how keys of them reach Python and come back."""

import pytest
from pyspark.sql import functions as F  # noqa: N812

from cdc_upsert.types import as_number, data_type, declared, from_number, ranged, widens

KINDS = [
    *("BOOLEAN", "TINYINT", "SMALLINT", "INT", "BIGINT", "FLOAT", "DOUBLE", "STRING", "BINARY", "DATE", "TIMESTAMP"),
    *("DECIMAL(5,0)", "DECIMAL(12,2)", "DECIMAL(19,0)", "DECIMAL(20,10)", "DECIMAL(38,0)", "DECIMAL(38,38)"),
]


def test_a_type_has_one_spelling(spark):
    spelled = {" numeric( 20 , 10 ) ": "DECIMAL(20,10)", "DECIMAL(5)": "DECIMAL(5,0)", "integer": "INT", "Date": "DATE"}
    assert {kind: declared(kind) for kind in spelled} == spelled
    schema = spark.createDataFrame([], ", ".join(f"c{n} {kind}" for n, kind in enumerate(KINDS))).schema
    assert [data_type(kind) for kind in KINDS] == [field.dataType for field in schema]


@pytest.mark.parametrize("kind", ["VARCHAR(10)", "BIG INT", "TIME", "DECIMAL", "ARRAY<INT>", "INT\n, X INT", ""])
def test_fails_what_no_type_is_called(kind):
    with pytest.raises(ValueError, match=r"`columns\.AT` must match .*, got: "):
        declared(kind, "columns.AT")


@pytest.mark.parametrize("kind", ["DECIMAL(39,2)", "DECIMAL(0)", "DECIMAL(5,6)"])
def test_fails_a_decimal_that_cannot_be(kind):
    with pytest.raises(ValueError, match=r"`type` must have 1 to 38 digits, no more after the point, got: DECIMAL"):
        declared(kind)


WIDENED = {
    "BOOLEAN": "",
    "TINYINT": "SMALLINT INT BIGINT FLOAT DOUBLE DECIMAL(5,0) DECIMAL(12,2) DECIMAL(19,0) DECIMAL(20,10) DECIMAL(38,0)",
    "SMALLINT": "INT BIGINT FLOAT DOUBLE DECIMAL(5,0) DECIMAL(12,2) DECIMAL(19,0) DECIMAL(20,10) DECIMAL(38,0)",
    "INT": "BIGINT DOUBLE DECIMAL(12,2) DECIMAL(19,0) DECIMAL(20,10) DECIMAL(38,0)",
    "BIGINT": "DECIMAL(19,0) DECIMAL(38,0)",
    "FLOAT": "DOUBLE",
    "DOUBLE": "",
    "STRING": "",
    "BINARY": "",
    "DATE": "",
    "TIMESTAMP": "",
    "DECIMAL(5,0)": "INT BIGINT FLOAT DOUBLE DECIMAL(12,2) DECIMAL(19,0) DECIMAL(20,10) DECIMAL(38,0)",
    "DECIMAL(12,2)": "DECIMAL(20,10)",
    "DECIMAL(19,0)": "DECIMAL(38,0)",
    "DECIMAL(20,10)": "",
    "DECIMAL(38,0)": "",
    "DECIMAL(38,38)": "",
}
#: Values at the ends of the numbers' types, and those next to where floating ones leave out whole numbers.
SAMPLES = ["1", "-1", "0.01", "-0.0000000001", "1E-38", *[str(sign * 2**n + more) for n in (7, 15, 24, 31, 53, 63)
           for sign in (1, -1) for more in (-1, 0, 1)], *[str(10**n - 1) for n in (3, 5, 10, 19, 20, 38)]]  # fmt: skip


def test_a_type_widens_to_those_that_hold_its_values_exactly(spark):
    found = {kind: [to for to in KINDS if to != kind and widens(data_type(kind), data_type(to))] for kind in KINDS}
    assert found == {kind: to.split() for kind, to in WIDENED.items()}
    assert all(widens(data_type(kind), data_type(kind)) for kind in KINDS)


def test_what_spark_makes_of_numbers_agrees(spark):
    """Each pair in which a sample does not come back from Spark's cast, and no other, is no widening."""
    kinds = ["INT", "BIGINT", "DECIMAL(5,0)", "DECIMAL(12,2)", "DECIMAL(19,0)", "DECIMAL(38,38)"]
    samples = spark.createDataFrame([(text,) for text in SAMPLES], "text STRING")
    pairs = [(have, want) for have in kinds for want in [*kinds, "FLOAT", "DOUBLE"]]
    checks = []
    for have, want in pairs:
        value = f"try_cast(text AS {have})"
        held = f"try_cast(try_cast({value} AS {want}) AS {have}) <=> {value}"
        if want in ("FLOAT", "DOUBLE"):
            # A fraction would come back as its shortest text, and what is beyond a BIGINT as its end.
            held = f"{value} % 1 = 0 AND try_cast({value} AS {want}) < 9.2E18 AND {held}"
        checks.append(f"bool_and({value} IS NULL OR {held})")
    [found] = samples.selectExpr(*checks).collect()
    wrong = [pair for pair, held in zip(pairs, found, strict=True) if held != widens(*map(data_type, pair))]
    assert wrong == []


DAY = 86_400 * 10**6
#: Whole numbers of keys: ends of the types, of years 1, 9999 and before and after, and next to zero.
NUMBERS = {
    "TINYINT": [-128, -1, 0, 127],
    "SMALLINT": [-32768, 32767],
    "INT": [-(2**31), -2_000_000_000, 0, 2_000_000_000, 2**31 - 1],
    "BIGINT": [-(2**63), -1, 0, 2**53 + 1, 1000 * 2**51 - 1, 2**63 - 1],
    "DATE": [-(2**31), -735_160, -719_162, -1, 0, 2_932_896, 2_932_897, 2**31 - 1],
    "TIMESTAMP": [-(2**63), -735_160 * DAY, -719_162 * DAY, -1, 0, 999, 1001, 2_932_897 * DAY - 1, 2**63 - 1],
    "DECIMAL(12,2)": [-(10**12) + 1, -1, 0, 1, 150, 10**12 - 1],
    "DECIMAL(18,18)": [-(10**18) + 1, -1, 0, 10**18 - 1],
    "DECIMAL(20,0)": [-(10**20) + 1, 2**64 - 1, 10**20 - 1],
    "DECIMAL(38,0)": [-(10**38) + 1, -1, 0, 12345678901234567890123456789012345678, 10**38 - 1],
    "DECIMAL(38,10)": [-(10**38) + 1, -1, 0, 1, 12345678901234567890123456789012345678, 10**38 - 1],
    "DECIMAL(38,38)": [-(10**38) + 1, -1, 0, 1, 10**38 - 1],
}
TEXTS = {
    "DATE": {-735_160: "-0043-03-15", -719_162: "0001-01-01", 2_932_896: "9999-12-31", 2_932_897: "+10000-01-01"},
    "TIMESTAMP": {-719_162 * DAY: "0001-01-01 00:00:00", 2_932_897 * DAY - 1: "9999-12-31 23:59:59.999999"},
    "DECIMAL(12,2)": {-1: "-0.01", 150: "1.50", 10**12 - 1: "9999999999.99"},
    "DECIMAL(38,10)": {1: "1E-10", 12345678901234567890123456789012345678: "1234567890123456789012345678.9012345678"},
}


def test_keys_have_ranges_where_they_are_in_order():
    assert [kind for kind in KINDS if not ranged(kind)] == ["BOOLEAN", "FLOAT", "DOUBLE", "BINARY"]
    for kind in ("STRING", "DOUBLE", "BOOLEAN"):
        with pytest.raises(ValueError, match="`kind` must be of whole numbers, days, times or decimals, got: "):
            from_number(1, kind)
        with pytest.raises(ValueError, match="`kind` must be of whole numbers, days, times or decimals, got: "):
            as_number("key", kind)


@pytest.mark.parametrize("kind", NUMBERS)
def test_a_key_comes_back_from_its_number(spark, kind):
    numbers = NUMBERS[kind]
    literals = spark.range(1).select(*[from_number(number, kind).alias(str(number)) for number in numbers])
    assert {field.dataType for field in literals.schema} == {data_type(kind)}
    folded = literals._jdf.queryExecution().optimizedPlan().expressions().mkString("|").split("|")
    assert [each for each in folded if "(" in each] == []

    rows = F.explode(F.array(*[F.struct(F.lit(str(n)).alias("n"), from_number(n, kind).alias("key")) for n in numbers]))
    keys = spark.range(1).select(rows.alias("row")).select("row.*")
    found = keys.select("n", F.expr(as_number("key", kind)).alias("number"), F.col("key").cast("string")).collect()
    assert [int(row["number"]) for row in found] == numbers
    texts = TEXTS.get(kind, {})
    assert {int(row["n"]): row["key"] for row in found if int(row["n"]) in texts} == texts

    own = [F.sum(F.col("key").between(from_number(n, kind), from_number(n, kind)).cast("int")) for n in numbers]
    low, high = (
        F.bool_and(F.col("key").between(from_number(-end, kind), from_number(end, kind))) for end in (10**60,) * 2
    )
    [[*counts, within]] = keys.agg(*own, low & high).collect()
    assert (counts, within) == ([1] * len(numbers), True)


#: Each in a file of its own; the second is looked up.
APART = {
    "BIGINT": (0, 2**53 + 1, 2**63 - 1),
    "DATE": (0, 2_932_897, 2**31 - 1),
    "TIMESTAMP": (-719_162 * DAY, 2_932_897 * DAY - 1, 2_932_897 * DAY + 999),
    "DECIMAL(38,10)": (-1, 12345678901234567890123456789012345678, 10**38 - 1),
}


def test_files_without_the_key_are_not_read(spark, tmp_path):
    path, place = str(tmp_path / "keys"), F.col("id").cast("int") + 1
    keys = [F.element_at(F.array(*[from_number(n, kind) for n in numbers]), place) for kind, numbers in APART.items()]
    columns = [key.alias(f"key{n}") for n, key in enumerate(keys)]
    spark.range(0, 3, 1, 3).select("id", *columns).write.format("delta").save(path)
    table = spark.read.format("delta").load(path)
    for n, (kind, numbers) in enumerate(APART.items()):
        key = from_number(numbers[1], kind)
        found = table.where(F.col(f"key{n}").between(key, key)).select("id")
        assert [row["id"] for row in found.collect()] == [1], kind
        read = found._jdf.queryExecution().executedPlan().collectLeaves().head().metrics().apply("numFiles")
        assert read.value() == 1, kind
