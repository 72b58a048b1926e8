"""Changes as rows of a log that has the columns of the table, in their types, and a struct that tells of the change:
what the Iceberg sink appends."""

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F  # noqa: N812
from pyspark.sql.types import BinaryType, DataType, DecimalType, StringType, StructType

from cdc_upsert.changes import IMAGE, KEY, KEY_AFTER, KEY_BEFORE, ROW_OPS, TOLD, TRUNCATE_OP
from cdc_upsert.config import POSITION, Table
from cdc_upsert.envelopes.base import LOST, ZERO_DATES
from cdc_upsert.exact import exact, lost_value
from cdc_upsert.names import literal, quoted
from cdc_upsert.schema import Layout
from cdc_upsert.types import data_type

METADATA = "_cdc"
#: Bytes of a value that has no length of its own.
FIXED_BYTES = 8
WRITTEN_OPS = ("c", "r", "u")


class LoggedRows:
    def __init__(self, table: Table, schema: StructType):
        self._table = table
        self._types = {each.name: each.dataType for each in schema if each.name != METADATA}
        self._spelled = {name.lower(): name for name in self._types}

    def decode(self, raw: DataFrame) -> DataFrame:
        """A writer that was taken for dead may have appended rows a second time: each counts once. By its place in the
        source's log, too: topics that a table's changes came by one after the other have the same offsets."""
        table, told = self._table, F.col(METADATA)
        op, at = told["envelope_op"], told["place"]
        # Beside the table's own columns, none of which is called so.
        epoch, partition, offset = F.col("__epoch"), F.col("__partition"), F.col("__offset")
        rows = raw.select(
            "*", told["partition"].alias("__partition"), told["offset"].alias("__offset"), at.alias("__place")
        )
        image = F.struct(
            F.from_json(told["columns"], "ARRAY<STRING>").alias("names"),
            told["untold"].alias("untold"),
            F.struct(*[F.col(quoted(name)) for name in self._types]).alias("row"),
        )
        key, lost = self._key()
        decoded = (
            rows.dropDuplicates(["__partition", "__offset", "__place"])
            .withColumn("__epoch", table.epochs.epoch(partition, offset))
            .select(
                op.alias("op"),
                F.when(op.isin(*WRITTEN_OPS), image).alias(IMAGE),
                # A change of the key comes as two: one deletes the row, the other writes it.
                F.when(op == "d", key).alias(KEY_BEFORE),
                F.when(op.isin(*WRITTEN_OPS), key).alias(KEY_AFTER),
                F.when(op.isin(*ROW_OPS), lost).alias("lost_key"),
                table.format.text(at, op, epoch, offset).alias(POSITION),
                partition.alias("partition"),
                offset.alias("offset"),
                epoch.alias("epoch"),
                table.format.server(at, op).alias("server"),
                table.format.transaction(at, op).alias("transaction"),
                at["snapshot"].alias("snapshot"),
                at["ts_ms"].alias("committed_ms"),
                F.unix_millis(told["ts"]).alias("at_ms"),
                F.lit(None).cast("array<string>").alias("key_names"),
                self._size().alias("bytes"),
                F.to_json(METADATA).alias("line"),
            )
        )
        return decoded.withColumn("reason", self._why_bad()).withColumn(
            "line", F.when(F.col("reason").isNotNull(), F.col("line"))
        )

    def names(self) -> Column:
        return F.col(f"{IMAGE}.names")

    def digest(self) -> Column:
        return F.xxhash64(IMAGE)

    def untold(self) -> Column:
        return F.col(f"{IMAGE}.untold")

    def told(self, names: dict[tuple[str, ...], str | None]) -> Column:
        spelled = sorted({name for name in names.values() if name is not None})
        parts = [
            f"WHEN array_contains({IMAGE}.names, {literal(name)})"
            f" AND NOT coalesce(array_contains({IMAGE}.untold, {literal(name)}), false)"
            f" THEN named_struct('text', {self._text(name)})"
            for name in spelled
        ]
        return F.expr(f"CASE {' '.join(parts)} END" if parts else "CAST(NULL AS STRUCT<text: STRING>)")

    def typed(self, rows: DataFrame, layout: Layout) -> DataFrame:
        keys = [F.col(KEY)[key].alias(key) for key in self._table.keys]
        rest = [quoted(name) for name in rows.columns if name not in (KEY, IMAGE)]
        values, lost = [], []
        for name, kind in layout.columns.items():
            sources = sorted({raw for shape in layout.shapes if (raw := layout.source_name(shape, name)) is not None})
            if name in layout.partial:
                text = f"{quoted(f'{TOLD}{name}')}.text"
                found = [(exact(text, kind), text)]
            else:
                found = [(self._value(source, kind), self._text(source)) for source in sources]
            nothing = f"CAST(NULL AS {kind})"
            values.append(F.expr(f"coalesce({', '.join([*[value for value, _ in found], nothing])})").alias(name))
            lost += [lost_value(value, text, name) for value, text in found if value != text]
        told = rows.select(*keys, *rest, *values, F.coalesce(*lost, F.lit(None)).alias(LOST))
        # The sink has made them null already, or has refused them.
        return told.withColumn(ZERO_DATES, F.lit(0))

    def _value(self, name: str, kind: str) -> str:
        """SQL for a column of the log as the type that is declared now; null where it is no value of it."""
        value, have, want = self._path(name), self._type(name), data_type(kind)
        if have == want:
            return value
        if isinstance(have, DecimalType) and isinstance(want, DecimalType):
            return f"CASE WHEN try_cast({value} AS {kind}) = {value} THEN try_cast({value} AS {kind}) END"
        return exact(self._text(name), kind)

    def _text(self, name: str) -> str:
        return as_text(self._path(name), self._type(name))

    def _path(self, name: str) -> str:
        return f"{IMAGE}.row.{quoted(self._spelled[name.lower()])}"

    def _type(self, name: str) -> DataType:
        return self._types[self._spelled[name.lower()]]

    def _key(self) -> tuple[Column, Column]:
        """The merge key, null where a part of it is missing, and the first part that is none of its type."""
        parts, lost, complete = [], [], F.lit(True)
        for key in self._table.keys:
            kind = self._table.columns[key]
            called = [name.lower() for name in self._table.source_names(key)]
            names = [self._spelled[name] for name in called if name in self._spelled]
            texts = [as_text(quoted(name), self._types[name]) for name in names]
            text = f"coalesce({', '.join([*texts, 'CAST(NULL AS STRING)'])})"
            same = all(self._types[name] == data_type(kind) for name in names)
            plain = f"coalesce({', '.join([*map(quoted, names), f'CAST(NULL AS {kind})'])})"
            value = plain if same else exact(text, kind)
            parts.append(F.expr(value).alias(key))
            lost.append(lost_value(value, text, key))
            complete = complete & F.expr(text).isNotNull()
        return F.when(complete, F.struct(*parts)), F.coalesce(*lost)

    def _size(self) -> Column:
        size = F.lit(FIXED_BYTES * len(self._types))
        for name, kind in self._types.items():
            if isinstance(kind, StringType | BinaryType):
                size = size + F.coalesce(F.octet_length(quoted(name)), F.lit(0))
        return size

    def _why_bad(self) -> Column:
        """The first reason why a row cannot be applied, null for a sound one."""
        op = F.col("op")
        return (
            F.when(op.isNull(), "no change: `_cdc.envelope_op` is missing")
            .when(~op.isin(*ROW_OPS, TRUNCATE_OP), F.concat(F.lit("unknown op "), op))
            .when(F.col("partition").isNull() | F.col("offset").isNull(), "no partition and offset")
            .when(F.col(POSITION).isNull(), "no position in the log")
            .when(op.isin(*WRITTEN_OPS) & F.col(f"{IMAGE}.names").isNull(), "no list of its columns: `_cdc.columns`")
            .when(op.isin(*WRITTEN_OPS) & F.col(KEY_AFTER).isNull(), "no merge key")
            .when((op == "d") & F.col(KEY_BEFORE).isNull(), "no merge key")
        )


def as_text(value: str, kind: DataType) -> str:
    """SQL for a value as the text that `exact` reads."""
    if isinstance(kind, StringType):
        return value
    return f"base64({value})" if isinstance(kind, BinaryType) else f"CAST({value} AS STRING)"
