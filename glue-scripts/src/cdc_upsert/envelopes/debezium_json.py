"""Debezium's change envelope as JSON without schemas."""

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F  # noqa: N812
from pyspark.sql.types import LongType, MapType, StringType, StructField, StructType

from cdc_upsert.changes import IMAGE, KEY, KEY_AFTER, KEY_BEFORE, ROW_OPS, TOLD, TRUNCATE_OP
from cdc_upsert.config import POSITION, Table
from cdc_upsert.envelopes.base import LOST, NO_JSON, ZERO_DATES
from cdc_upsert.envelopes.unavailable import forms
from cdc_upsert.exact import exact, lost_value
from cdc_upsert.names import literal, quoted
from cdc_upsert.schema import Layout

TEXTS = MapType(StringType(), StringType())
CORRUPT = "_corrupt_record"
#: What the connector tells for a date that is none in any calendar, in whatever form MySQL has it.
ZERO_DATE = "0000-00-00"
#: What a line holds that two records were run together in: no text of a JSON document has it.
RUN_TOGETHER = '}{"partition":'


class DebeziumJson:
    def __init__(self, table: Table):
        self._table = table
        common = [StructField("snapshot", StringType()), StructField("ts_ms", LongType())]
        source = StructType([*table.format.source.fields, *common])
        self._envelope = StructType(
            [
                StructField("op", StringType()),
                StructField("source", source),
                StructField("before", TEXTS),
                StructField("after", TEXTS),
                StructField("ts_ms", LongType()),
            ]
        )

    def decode(self, raw: DataFrame) -> DataFrame:
        read = self._read_record(raw) if "record" in raw.columns else self._read_value(raw)
        table, value = self._table, F.col("value")
        placed = read.withColumn("epoch", table.epochs.epoch(F.col("partition"), F.col("offset"))).select(
            value["op"].alias("op"),
            value["after"].alias(IMAGE),
            self._key_texts(value["before"]).alias("texts_before"),
            self._key_texts(value["after"]).alias("texts_after"),
            value["before"].isNotNull().alias("has_before"),
            table.format.text(value["source"], value["op"], F.col("epoch"), F.col("offset")).alias(POSITION),
            "partition",
            "offset",
            "epoch",
            table.format.server(value["source"], value["op"]).alias("server"),
            table.format.transaction(value["source"], value["op"]).alias("transaction"),
            value["source"]["snapshot"].alias("snapshot"),
            value["source"]["ts_ms"].alias("committed_ms"),
            value["ts_ms"].alias("at_ms"),
            F.map_keys("key").alias("key_names"),
            "is_json",
            "is_record",
            F.octet_length("line").alias("bytes"),
            "line",
        )
        decoded = placed.withColumn("reason", why_bad()).withColumns(
            {
                KEY_BEFORE: self._typed_key("texts_before"),
                KEY_AFTER: self._typed_key("texts_after"),
                # Of a row that is written the key before counts only where it is another.
                "lost_key": F.coalesce(*[self._lost_key(texts) for texts in ("texts_after", "texts_before")]),
                "line": F.when(F.col("reason").isNotNull(), F.col("line")),
                IMAGE: F.when(F.col("op").isin("c", "r", "u"), F.col(IMAGE)),
            }
        )
        return decoded.drop("texts_before", "texts_after", "has_before", "is_json", "is_record")

    def names(self) -> Column:
        return F.map_keys(IMAGE)

    def digest(self) -> Column:
        return F.xxhash64(F.map_values(IMAGE))

    def untold(self) -> Column:
        if self._table.format.tells_whole_rows:
            return F.expr("CAST(NULL AS ARRAY<STRING>)")
        words = ", ".join(literal(word) for word in forms(self._table.unavailable))
        return F.expr(f"map_keys(map_filter({IMAGE}, (k, v) -> coalesce(v IN ({words}), false)))")

    def told(self, names: dict[tuple[str, ...], str | None]) -> Column:
        spelled = sorted({name for name in names.values() if name is not None})
        texts = [f"{IMAGE}[{literal(name)}]" for name in spelled]
        has = " OR ".join(f"map_contains_key({IMAGE}, {literal(name)})" for name in spelled) or "false"
        text = f"coalesce({', '.join([*texts, 'CAST(NULL AS STRING)'])})"
        if not self._table.format.tells_whole_rows:
            words = ", ".join(literal(word) for word in forms(self._table.unavailable))
            has = f"({has}) AND NOT coalesce({text} IN ({words}), false)"
        return F.expr(f"CASE WHEN {has} THEN named_struct('text', {text}) END")

    def typed(self, rows: DataFrame, layout: Layout) -> DataFrame:
        shapes = list(layout.shapes)
        number = F.expr("CAST(NULL AS INT)")
        for at, shape in reversed(list(enumerate(shapes))):
            found = F.map_keys(IMAGE) == F.array(*[F.lit(name) for name in shape])
            number = F.when(found, F.lit(at)).otherwise(number)
        keys = [F.col(KEY)[key].alias(key) for key in self._table.keys]
        rest = [quoted(name) for name in rows.columns if name not in (KEY, IMAGE)]
        # A row's text is found by its place: to look up each by name would be quadratic in the number of columns.
        told = rows.select("*", F.map_values(IMAGE).alias("__values"), number.alias("__shape"))
        told_texts = {name: text_at(layout, shapes, name) for name in layout.columns}
        dated = [name for name, kind in layout.columns.items() if self._takes_zero_dates(kind)]
        texts = {**told_texts, **{name: f"nullif({told_texts[name]}, {literal(ZERO_DATE)})" for name in dated}}
        zeros = [f"coalesce(CAST({told_texts[name]} = {literal(ZERO_DATE)} AS INT), 0)" for name in dated]
        values = [F.expr(exact(texts[name], kind)).alias(name) for name, kind in layout.columns.items()]
        zero_dates = F.expr(" + ".join(["0", *zeros])).alias(ZERO_DATES)
        with_values = told.select(*keys, *rest, "__values", "__shape", *values, zero_dates)
        lost = [lost_value(quoted(n), texts[n], n) for n, kind in layout.columns.items() if kind.upper() != "STRING"]
        return with_values.withColumn(LOST, F.coalesce(*lost, F.lit(None))).drop("__values", "__shape")

    def _takes_zero_dates(self, kind: str) -> bool:
        return self._table.zero_dates == "null" and kind.upper() in ("DATE", "TIMESTAMP")

    def _read_record(self, raw: DataFrame) -> DataFrame:
        record = (
            StructType()
            .add("partition", "integer")
            .add("offset", "long")
            .add("key", TEXTS)
            .add("value", self._envelope)
            .add(CORRUPT, "string")
        )
        line = F.col("record")
        read = raw.where(F.trim(line) != "").select(line.alias("line"), inline(F.from_json(line, record)))
        is_record = F.col("partition").isNotNull() & F.col("offset").isNotNull()
        whole = F.col(CORRUPT).isNull() & ~F.col("line").contains(RUN_TOGETHER)
        is_json = whole | (~F.col("line").contains(RUN_TOGETHER) & F.get_json_object("line", "$").isNotNull())
        # A record without a value says that a key was deleted; the change before it said so.
        no_value = F.col("value").isNull() & F.get_json_object("line", "$.value").isNull()
        tombstone = is_json & is_record & no_value
        return read.withColumns({"is_json": is_json, "is_record": is_record}).where(~tombstone)

    def _read_value(self, raw: DataFrame) -> DataFrame:
        line = F.col("value")
        rows = raw.where(~F.trim(line).isin("", "null"))
        read = rows.select(
            line.alias("line"),
            "partition",
            "offset",
            inline(F.from_json(line, StructType([*self._envelope.fields, StructField(CORRUPT, StringType())]))),
            F.from_json("key", TEXTS).alias("key"),
        )
        is_json = F.col(CORRUPT).isNull() | F.get_json_object("line", "$").isNotNull()
        value = F.struct(*self._envelope.names).alias("value")
        is_record = F.lit(True).alias("is_record")
        return read.select("line", "partition", "offset", "key", value, is_json.alias("is_json"), is_record)

    def _key_texts(self, row: Column) -> Column:
        """The merge key in a row's texts as an array; null where a part of it is missing."""
        parts = []
        for key in self._table.keys:
            names = self._table.source_names(key)
            parts.append(F.coalesce(*[row[name] for name in names], F.map_values(called(row, names))[0]))
        complete = F.lit(True)
        for part in parts:
            complete = complete & part.isNotNull()
        return F.when(complete, F.array(*parts))

    def _typed_key(self, texts: str) -> Column:
        kinds = [(n, key, self._table.columns[key]) for n, key in enumerate(self._table.keys)]
        key = F.struct(*[F.expr(exact(f"{texts}[{n}]", kind)).alias(name) for n, name, kind in kinds])
        return F.when(F.col(texts).isNotNull(), key)

    def _lost_key(self, texts: str) -> Column:
        return F.coalesce(
            *[
                lost_value(exact(f"{texts}[{n}]", self._table.columns[key]), f"{texts}[{n}]", key)
                for n, key in enumerate(self._table.keys)
            ]
        )


def inline(struct: Column) -> Column:
    """The struct's fields as columns. By a generator, since Spark would read the text anew for every field that is
    used."""
    return F.inline(F.array(struct))


def called(row: Column, names: tuple[str, ...]) -> Column:
    """Those of a row's values that are called so but for case."""
    lower = [name.lower() for name in names]
    return F.map_filter(row, lambda name, _: F.lower(name).isin(lower))


def why_bad() -> Column:
    """The first reason why a line cannot be applied, null for a sound one."""
    op = F.col("op")
    written = op.isin("c", "r", "u")
    return (
        F.when(~F.col("is_json"), NO_JSON)
        .when(~F.col("is_record"), "no archived record: `partition` and `offset` are missing")
        .when(op.isNull(), "no change envelope")
        .when(~op.isin(*ROW_OPS, TRUNCATE_OP), F.concat(F.lit("unknown op "), op))
        .when(F.col("epoch").isNull(), "no partition and offset, so that its epoch is unknown")
        .when(F.col(POSITION).isNull(), "no position in the log")
        .when(written & F.col(IMAGE).isNull(), "no row after the change")
        .when((op == "d") & ~F.col("has_before"), "no row before the change")
        .when(written & F.col("texts_after").isNull(), "no merge key")
        .when((op == "d") & F.col("texts_before").isNull(), "no merge key")
    )


def text_at(layout: Layout, shapes: list[tuple[str, ...]], name: str) -> str:
    """SQL for the text of a column."""
    if name in layout.partial:
        return f"{quoted(f'{TOLD}{name}')}.text"
    places = [layout.place(shape, name) for shape in shapes]
    if not any(at is not None for at in places):
        return "CAST(NULL AS STRING)"
    if len(set(places)) == 1:
        return f"__values[{places[0]}]"
    cases = " ".join(f"WHEN {n} THEN {at}" for n, at in enumerate(places) if at is not None)
    return f"__values[CASE __shape {cases} END]"
