"""The table of the benchmark and the changes that are brought into it."""

from pyspark.sql import SparkSession
from pyspark.sql import functions as F  # noqa: N812

from cdc_upsert.config import POSITION, Table
from cdc_upsert.formats.base import State
from cdc_upsert.formats.delta import DeltaStateTable

#: As wide as TPC-H's CUSTOMER, with a time that every change sets.
COLUMNS = {
    "ID": "BIGINT",
    "NAME": "STRING",
    "ADDRESS": "STRING",
    "NATION": "INT",
    "PHONE": "STRING",
    "BALANCE": "DECIMAL(12,2)",
    "SEGMENT": "STRING",
    "NOTE": "STRING",
    "AT": "TIMESTAMP",
}
#: Of the table's rows, where all columns were told already.
FIRST_PLACE = "0000-0000000001-00000000000000000000-0000000000-0-00000000000000000000"
#: For texts that compress as much as such texts do.
WORDS = (
    "accounts asymptotes blithely bold carefully courts daringly deposits dependencies dolphins even excuses express "
    "final fluffily foxes furiously gifts haggle ideas instructions ironic packages patterns pending pinto quickly "
    "regular requests sleep theodolites unusual"
)
#: Files of the table, each with a range of keys of its own, as a source's log fills them.
FILES = 16
#: Objects of the archive that hold the changes.
ARCHIVE_OBJECTS = 8


def image(key: str, version: str) -> str:
    """SQL for the columns of a row beside its key; not two alike, so that they do not compress away."""
    return f"""
        concat('Customer#', lpad({key}, 9, '0')) AS NAME,
        substr(base64(unhex(sha1(CAST({key} AS STRING)))), 1, 25) AS ADDRESS,
        CAST({key} % 25 AS INT) AS NATION,
        concat_ws('-', {key} % 25 + 10, {key} % 900 + 100, {key} % 809 + 100, {key} % 9001 + 1000) AS PHONE,
        CAST({key} % 1000000 / 100 AS DECIMAL(12,2)) AS BALANCE,
        element_at(array('AUTO', 'BUILDING', 'FURNITURE', 'MACHINERY'), CAST({key} % 4 + 1 AS INT)) AS SEGMENT,
        concat('{version} ', concat_ws(' ', transform(sequence(1, 9), n ->
            element_at(split('{WORDS}', ' '), CAST(pmod(xxhash64({key}, n), 32) AS INT) + 1)))) AS NOTE,
        timestamp_micros(1700000000000000 + {key} * 1000) AS AT"""


def make_table(spark: SparkSession, table: Table, rows: int) -> None:
    place = f"concat('0000-0000000001-', lpad(id, 20, '0'), '-0000000000-0-', lpad(id, 20, '0')) AS {POSITION}"
    built = spark.range(rows).selectExpr("id AS ID", place, f"struct({image('id', 'first')}) AS r")
    built = built.select("ID", POSITION, "r.*").repartitionByRange(FILES, "ID").sortWithinPartitions("ID")
    target = DeltaStateTable(spark, table)
    told = dict.fromkeys((name for name in COLUMNS if name not in table.keys), FIRST_PLACE)
    target.create(built, State(positions=table.positions, told=told), [])
    target.remember_deleted(built.limit(0), F.lit(True), 0, 0)


def make_changes(spark: SparkSession, folder: str, rows: int, changes: int, share: float, outlier: bool) -> None:
    """Writes lines of 70 % updates and 10 % deletes of keys from the last `share` of the table, and 20 % new rows."""
    old, span = changes * 8 // 10, int(rows * share)
    # Spread over the span by a step that meets no key twice.
    keys = f"CASE WHEN id < {old} THEN {rows - span} + id * {span} DIV {old} ELSE {rows} + id END"
    if outlier:
        keys = f"CASE WHEN id = 0 THEN 7 ELSE {keys} END"
    named = spark.range(changes).selectExpr("id AS n", f"{keys} AS k")
    row = f"struct(k AS ID, {image('k', 'second')})"
    source = "struct('mysql-bin.000002' AS file, n AS pos, 0 AS row)"
    op = f"CASE WHEN n >= {old} THEN 'c' WHEN n % 8 = 7 THEN 'd' ELSE 'u' END"
    event = (
        f"struct(CASE WHEN {op} <> 'c' THEN {row} END AS before, CASE WHEN {op} <> 'd' THEN {row} END AS after,"
        f" {source} AS source, {op} AS op)"
    )
    record = f"struct(0 AS partition, n AS offset, struct(k AS ID) AS key, {event} AS value)"
    lines = named.selectExpr(f"to_json({record}, map('timestampFormat', \"yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'\")) AS value")
    lines.orderBy(F.rand(7)).repartition(ARCHIVE_OBJECTS).write.text(folder, compression="gzip")
