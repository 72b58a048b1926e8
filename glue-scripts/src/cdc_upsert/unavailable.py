"""A connector that was not told a value, since it did not change, writes a word in its place: keep what there is.

PostgreSQL's log leaves out unchanged TOAST values, Oracle's unchanged LOBs.
"""

import base64
import hashlib
import json
import uuid

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F  # noqa: N812

from cdc_upsert.key_range import TARGET
from cdc_upsert.rows import quoted
from cdc_upsert.table import POSITION, Table
from cdc_upsert.touches import DELETED, IMAGE, KEY

#: Columns whose value is to stay as the table has it, in a row of changes.
KEPT = "__kept"
#: Columns whose value neither the batch nor the table can know.
UNKNOWN = "__unknown"


def forms(word: str) -> list[str]:
    """The word as Debezium writes it into columns of each kind, as text of the column."""
    told = word.encode()
    signed = [byte - 256 if byte > 127 else byte for byte in told]
    as_uuid = str(uuid.UUID(bytes=hashlib.md5(told, usedforsecurity=False).digest(), version=3))
    binary = [base64.b64encode(told).decode(), base64.urlsafe_b64encode(told).decode(), told.hex()]
    arrays = [[word], [binary[0]], [as_uuid], signed, [float(byte) for byte in signed], [byte != 0 for byte in signed]]
    lists = [json.dumps(each, separators=(",", ":"), ensure_ascii=False) for each in arrays]
    return sorted({word, *binary, *lists, json.dumps({word: word}, separators=(",", ":"), ensure_ascii=False)})


def may_be_unavailable(image: Column, word: str) -> Column:
    """Cheap: whether the row's text holds any form at all."""
    found = F.lit(False)
    for form in forms(word):
        # Within a row's JSON a text stands in quotes, and quotes within it are escaped.
        found = found | image.contains(form) | image.contains(json.dumps(form, ensure_ascii=False)[1:-1])
    return found


def not_before_row(touched: DataFrame, live: DataFrame, within: Column, table: Table) -> DataFrame:
    """Without repeated changes from before the table's row: a value of theirs is older than the row's own."""
    key = F.struct(*[F.col(f"{TARGET}.{quoted(column)}").alias(column) for column in table.keys])
    known = live.alias(TARGET).where(within).select(key.alias(KEY), F.col(POSITION).alias("__live"))
    older = F.coalesce(F.col(POSITION) < F.col("__live"), F.lit(False))
    return touched.join(known, KEY, "left").where(~older).drop("__live")


def latest_with_kept(touched: DataFrame, table: Table) -> DataFrame:
    """As `latest`, and the newest row of a key has, for each value that it was not told, the one of the newest older
    change to the key that was. `__kept` names the columns that no change of the batch told, `__unknown` those of them
    of which the table's value is not it either, since the key was deleted in between."""
    change = F.struct(F.col(POSITION).alias("position"), (~F.col(DELETED)).alias("live"), F.col(IMAGE).alias("image"))
    in_order = touched.groupBy(KEY).agg(F.array_sort(F.collect_list(change)).alias("changes"))
    words = ", ".join("'" + form.replace("\\", "\\\\").replace("'", "\\'") + "'" for form in forms(table.unavailable))
    read = "transform(changes, c -> struct(c.position, c.live, from_json(c.image, 'MAP<STRING, STRING>') AS row))"
    fold = f"aggregate({read}, {NOTHING}, (s, c) -> CASE WHEN c.live THEN {written(words)} ELSE {GONE} END)"
    return in_order.select(KEY, F.expr(fold).alias("s")).select(
        KEY,
        F.col("s.position").alias(POSITION),
        (~F.col("s.live")).alias(DELETED),
        F.when(F.col("s.live"), F.to_json("s.known")).alias(IMAGE),
        F.expr(f"CASE WHEN s.based THEN s.missing ELSE {NO_NAMES} END").alias(KEPT),
        F.expr(f"CASE WHEN s.based THEN {NO_NAMES} ELSE s.missing END").alias(UNKNOWN),
    )


NO_NAMES = "CAST(array() AS ARRAY<STRING>)"
NO_VALUES = "CAST(map() AS MAP<STRING, STRING>)"


def state(position: str, live: str, known: str, missing: str, based: str) -> str:
    """What is known of a key after some of its changes. `based`: the table's row still counts."""
    return f"struct({position} AS position, {live} AS live, {known} AS known, {missing} AS missing, {based} AS based)"


NOTHING = state("CAST(NULL AS STRING)", "false", NO_VALUES, NO_NAMES, "true")
GONE = state("c.position", "false", NO_VALUES, NO_NAMES, "false")


def written(words: str) -> str:
    """State after change `c` that wrote a row, coming from state `s`."""
    untold = f"map_keys(map_filter(c.row, (k, v) -> coalesce(v IN ({words}), false)))"
    told = f"map_filter(c.row, (k, v) -> NOT coalesce(v IN ({words}), false))"
    older = f"map_filter(s.known, (k, v) -> array_contains({untold}, k))"
    missing = f"array_except({untold}, map_keys(s.known))"
    return state("c.position", "true", f"map_concat({told}, {older})", missing, "s.based")
