"""What is declared about the tables of a job. Types are declared here once and never inferred from values."""

import base64
import json
import zlib
from dataclasses import MISSING, dataclass, field, fields
from typing import Any, Literal, get_args

from cdc_upsert.names import safe
from cdc_upsert.positions import FORMATS, Epochs, PositionFormat
from cdc_upsert.types import declared

TruncatePolicy = Literal["apply", "ignore", "fail"]
ServerPolicy = Literal["fail", "follow"]
ZeroDatePolicy = Literal["fail", "null"]
WriteMode = Literal["copy-on-write", "merge-on-read"]

#: Position of the change that wrote the row; see `positions`.
POSITION = "__position"
#: What a packed `--tables` begins with: what follows is compressed, in base64.
PACKED = "deflate:"
#: More folders than that hold hardly a row each.
MAX_BUCKETS = 1024
#: Whole numbers that Iceberg has no types for.
SHORT_TYPES = ("TINYINT", "SMALLINT")
#: Prefix of the columns that this package adds to a table or to a batch.
RESERVED = "__"
#: What Debezium writes for a value that it was not told, in sources that leave values out of their log.
UNAVAILABLE = "__debezium_unavailable_value"


@dataclass(frozen=True)
class IcebergForm:
    """A table that a catalog of Iceberg knows."""

    #: `<catalog>.<database>`, quoted for SQL.
    database: str
    #: Parts that its rows are spread over by the first column of the merge key that can be: a merge opens files of the
    #: parts that its keys fall into.
    buckets: int = 4
    #: What a change of a row writes: the file anew that has it, or only that the row is gone from there, which every
    #: reader has to take off then.
    writes: WriteMode = "copy-on-write"

    def __post_init__(self) -> None:
        if not 1 <= self.buckets <= MAX_BUCKETS:
            raise ValueError(f"`buckets` must be 1 to {MAX_BUCKETS}, got: {self.buckets}")
        if self.writes not in get_args(WriteMode):
            raise ValueError(f"`writes` must be one of {get_args(WriteMode)}, got: {self.writes}")


@dataclass(frozen=True)
class Table:
    """A lake table that is kept equal to a source table."""

    #: Where the table lies, without a trailing slash.
    path: str
    #: Columns of the merge key, in key order.
    keys: tuple[str, ...]
    #: Spark SQL type of every declared column, the key's included, e.g. `{"ID": "INT", "AMOUNT": "DECIMAL(12,2)"}`.
    columns: dict[str, str]
    #: What the source calls a column, or called it, where that is not its own name.
    sources: dict[str, tuple[str, ...]] = field(default_factory=dict)
    #: Columns that the source no longer has: their values stay, new rows hold null.
    dropped: frozenset[str] = frozenset()
    #: Name of the form of a place in the source's log.
    positions: str = "mysql-binlog"
    #: What TRUNCATE TABLE in the source does to the table: empty it, nothing, or stop the job.
    truncate: TruncatePolicy = "fail"
    #: What a server does that this table was not told by before: stop the table, or be accepted where its positions are
    #: above all known ones.
    unknown_server: ServerPolicy = "fail"
    #: Whether a zero date of the source stops the table, or is null in it.
    zero_dates: ZeroDatePolicy = "fail"
    #: Where the source's log began anew.
    epochs: Epochs = field(default_factory=Epochs)
    #: Lines that are no JSON at all which one run may set aside.
    bad_lines: int = 0
    #: What the connector writes for a value that it was not told: its `unavailable.value.placeholder`.
    unavailable: str = UNAVAILABLE
    #: The topic that it is fed by.
    topic: str = ""
    #: None for a table of Delta Lake.
    iceberg: IcebergForm | None = None

    def __post_init__(self) -> None:
        undeclared = [key for key in self.keys if key not in self.columns]
        if not self.keys or undeclared:
            raise ValueError(f"`keys` must name declared columns, got: {self.keys}, declared: {list(self.columns)}")
        odd = [name for name in self.columns if safe(name) != name]
        if odd:
            raise ValueError(
                f"`columns` must be named by letters, digits and _, got: {odd}. What the source has goes into `from`"
            )
        reserved = [name for name in self.columns if name.startswith(RESERVED)]
        if reserved:
            raise ValueError(f"`columns` must not begin with {RESERVED}, got: {reserved}")
        if len({name.lower() for name in self.columns}) != len(self.columns):
            raise ValueError(f"`columns` must differ in more than case, got: {list(self.columns)}")
        columns = {name: declared(kind, f"columns.{name}") for name, kind in self.columns.items()}
        if self.iceberg is not None:
            columns = {name: "INT" if kind in SHORT_TYPES else kind for name, kind in columns.items()}
        object.__setattr__(self, "columns", columns)
        fed = [name.lower() for column in self.columns for name in self.source_names(column)]
        twice = sorted({name for name in fed if fed.count(name) > 1})
        if twice:
            raise ValueError(f"`columns` must take each source column once, got twice: {twice}")
        gone = sorted(self.dropped & set(self.keys) | self.dropped - set(self.columns))
        if gone:
            raise ValueError(f"`dropped` must name declared columns beside the key, got: {gone}")
        if self.positions not in FORMATS:
            raise ValueError(f"`positions` must be one of {sorted(FORMATS)}, got: {self.positions}")
        if self.truncate not in get_args(TruncatePolicy):
            raise ValueError(f"`truncate` must be one of {get_args(TruncatePolicy)}, got: {self.truncate}")
        if self.unknown_server not in get_args(ServerPolicy):
            raise ValueError(f"`unknownServer` must be one of {get_args(ServerPolicy)}, got: {self.unknown_server}")
        if self.zero_dates not in get_args(ZeroDatePolicy):
            raise ValueError(f"`zeroDates` must be one of {get_args(ZeroDatePolicy)}, got: {self.zero_dates}")
        if self.bad_lines < 0:
            raise ValueError(f"`badLines` must be at least 0, got: {self.bad_lines}")
        if not self.unavailable:
            raise ValueError("`unavailable` must not be empty")

    @property
    def name(self) -> str:
        return self.path.rsplit("/", 1)[-1]

    @property
    def format(self) -> PositionFormat:
        return FORMATS[self.positions]

    def source_names(self, column: str) -> tuple[str, ...]:
        """What the source calls a declared column, or called it."""
        return self.sources.get(column, (column,))


@dataclass(frozen=True)
class Declared:
    """A table as the job's `--tables` declares it; see `Table`. A column is its type, or an object with `type`, and
    with `from` (what the source calls it) or `dropped` where they apply."""

    topic: str
    name: str
    keys: list[str]
    columns: dict[str, Any]
    positions: str
    truncate: str
    unknownServer: str  # noqa: N815
    zeroDates: str  # noqa: N815
    epochs: list[dict[str, int]]
    badLines: int  # noqa: N815
    unavailable: str = UNAVAILABLE
    buckets: int = IcebergForm.buckets
    writes: str = IcebergForm.writes

    def in_catalog(self, lake: str, database: str) -> Table:
        return self.in_lake(lake, IcebergForm(database, self.buckets, self.writes))

    def in_lake(self, lake: str, iceberg: IcebergForm | None = None) -> Table:
        columns = {name: column_of(name, given) for name, given in self.columns.items()}
        return Table(
            path=below(lake, self.name),
            keys=tuple(self.keys),
            columns={name: column["type"] for name, column in columns.items()},
            sources={name: tuple(column["from"]) for name, column in columns.items() if "from" in column},
            dropped=frozenset(name for name, column in columns.items() if column.get("dropped")),
            positions=self.positions,
            truncate=self.truncate,
            unknown_server=self.unknownServer,
            zero_dates=self.zeroDates,
            epochs=Epochs.declared(self.epochs),
            bad_lines=self.badLines,
            unavailable=self.unavailable,
            topic=self.topic,
            iceberg=iceberg,
        )


def column_of(name: str, given: Any) -> dict[str, Any]:
    if isinstance(given, str):
        return {"type": given}
    if not isinstance(given, dict) or not {"type"} <= set(given) <= {"type", "from", "dropped"}:
        raise ValueError(
            f"`columns.{name}` must be a type, or have `type` and may have `from`, `dropped`, got: {given}"
        )
    return given


def declared_tables(text: str) -> list[Declared]:
    """Reads a JSON array of objects, packed where it is long. A wrong one raises before any table is touched."""
    tables = [declared_table(index, each) for index, each in enumerate(json.loads(unpacked(text)))]
    names = [table.name for table in tables]
    if not names or len(set(names)) != len(names):
        raise ValueError(f"`--tables` must name at least one table, and each once, got: {names}")
    for table in tables:
        table.in_catalog("", "")
    return tables


def unpacked(text: str) -> str:
    """A text that was compressed because it is long: Linux takes no argument above 128 KiB."""
    return zlib.decompress(base64.b64decode(text[len(PACKED) :])).decode() if text.startswith(PACKED) else text


def declared_table(index: int, given: dict[str, Any]) -> Declared:
    known = {each.name for each in fields(Declared)}
    required = {each.name for each in fields(Declared) if each.default is MISSING}
    if not required <= set(given) <= known:
        wanted = f"{sorted(required)}, may have {sorted(known - required)}"
        raise ValueError(f"`--tables[{index}]` must have {wanted}, got: {sorted(given)}")
    return Declared(**given)


def below(folder: str, name: str) -> str:
    return f"{folder.rstrip('/')}/{name}"
