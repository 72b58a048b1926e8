"""Which columns a table has, what the source calls them in a batch, and how a table comes to what is declared now."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyspark.sql import Column
from pyspark.sql import functions as F  # noqa: N812
from pyspark.sql.types import StringType, StructField, StructType

from cdc_upsert.config import RESERVED, Table
from cdc_upsert.errors import ColumnClashError, ColumnGoneError, ColumnTypeChangedError, ReservedColumnError
from cdc_upsert.exact import exact
from cdc_upsert.formats.base import ARRIVED_UNDECLARED, State
from cdc_upsert.names import quoted, safe
from cdc_upsert.types import data_type, widens

#: The columns that a row tells, in its order.
Shape = tuple[str, ...]


@dataclass(frozen=True)
class Layout:
    """Columns of a batch's rows."""

    #: SQL type of each column beside the merge key, by its name in the table; undeclared ones come last.
    columns: dict[str, str]
    #: By shape, and by column in it, the column's place.
    shapes: dict[Shape, dict[str, int]]
    #: What the source calls the undeclared columns, by their names in the table.
    undeclared: dict[str, str]
    #: Columns that some rows tell and others do not, and those that no row tells.
    partial: frozenset[str]
    absent: frozenset[str]

    def place(self, shape: Shape, column: str) -> int | None:
        return self.shapes[shape].get(column)

    def source_name(self, shape: Shape, column: str) -> str | None:
        at = self.place(shape, column)
        return None if at is None else shape[at]


def lay_out(shapes: Iterable[Shape], untold: Iterable[str], table: Table, state: State) -> Layout:
    """`untold`: source columns that some row names without telling their value.

    Case does not tell columns apart: the catalog ignores it, and so does MySQL. Raises for two columns that would be
    one."""
    declared = {name: kind for name, kind in table.columns.items() if name not in table.keys}
    fed = {name.lower(): column for column in table.columns for name in table.source_names(column)}
    taken = {name.lower(): name for name in table.columns}
    known = {name.lower(): raw for name, raw in state.undeclared.items()}
    for name in table.columns:
        raw = known.get(name.lower())
        if raw is not None and raw.lower() not in {each.lower() for each in table.source_names(name)}:
            # The table has it as the text of another column.
            raise clash(table, raw, name, name)
    undeclared: dict[str, str] = {}
    places: dict[Shape, dict[str, int]] = {}
    for shape in sorted(shapes):
        at: dict[str, int] = {}
        for n, raw in enumerate(shape):
            column = fed.get(raw.lower())
            if column is None:
                column = arrived(raw, undeclared, known, taken, table)
            if column in at:
                raise clash(table, shape[at[column]], raw, column)
            at[column] = n
        places[shape] = {column: n for column, n in at.items() if column not in table.keys}
    columns = {**declared, **dict.fromkeys(sorted(undeclared), "STRING")}
    counts = {column: sum(column in at for at in places.values()) for column in columns}
    left_out = {column for raw in untold if (column := fed.get(raw.lower()) or safe(raw)) in columns}
    return Layout(
        columns=columns,
        shapes=places,
        undeclared=undeclared,
        partial=frozenset(left_out | {column for column, count in counts.items() if 0 < count < len(places)}),
        absent=frozenset(column for column, count in counts.items() if count == 0),
    )


def arrived(raw: str, undeclared: dict[str, str], known: dict[str, str], taken: dict[str, str], table: Table) -> str:
    """The column of the table that an undeclared one of the source is."""
    if raw.startswith(RESERVED):
        raise ReservedColumnError(
            f"{table.path}: nothing was written. A column of the table must not begin with {RESERVED}, got: {raw}. "
            f'Declare it under another name, with `from: ["{raw}"]`'
        )
    column = safe(raw)
    lower = column.lower()
    if lower in taken:
        # The table's column of that name is fed by others.
        raise clash(table, ", ".join(table.source_names(taken[lower])), raw, taken[lower])
    for name, other in undeclared.items():
        if name.lower() == lower:
            if other.lower() != raw.lower():
                raise clash(table, other, raw, name)
            return name
    if lower in known and known[lower].lower() != raw.lower():
        raise clash(table, known[lower], raw, column)
    undeclared[column] = raw
    return column


def clash(table: Table, one: str, other: str, column: str) -> ColumnClashError:
    return ColumnClashError(
        f"{table.path}: nothing was written. The source's columns `{one}` and `{other}` would both be `{column}`. "
        "Declare one of them under a name of its own, with `from` and the name that the source has"
    )


def fail_on_gone_columns(
    layout: Layout, ends: dict[Shape, tuple[str, str]], table: Table, state: State
) -> dict[str, str]:
    """Raises when changes no longer tell a declared column that earlier ones told: to write null instead would lose
    what the table has. Returns by column the first position that told it, as far as that is new.

    `ends`: of each shape, the first position and the last.
    """
    first_told: dict[str, str] = {}
    # By whatever name it was declared then.
    told = {name.lower(): position for name, position in state.told.items()}
    for column in layout.columns:
        if column in layout.undeclared:
            continue
        telling = [ends[shape][0] for shape in layout.shapes if column in layout.shapes[shape]]
        before = {told[name.lower()] for name in (column, *table.source_names(column)) if name.lower() in told}
        first = min([*telling, *before], default=None)
        if first is None:
            continue
        if first != state.told.get(column):
            first_told[column] = first
        silent = max((ends[shape][1] for shape in layout.shapes if column not in layout.shapes[shape]), default="")
        if table.format.tells_whole_rows and column not in table.dropped and silent > first:
            extra = ", ".join(sorted(layout.undeclared.values())) or "none"
            raise ColumnGoneError(
                f"{table.path}: nothing was written. The source no longer tells `columns.{column}` (changes up to "
                f"position {silent} lack it). If it was renamed, declare what it is called now beside what it was: "
                f'`from: ["NEW_NAME", "{column}"]` (undeclared columns in its rows: {extra}). '
                "If it was dropped, declare `dropped: true`: its values stay"
            )
    return first_told


@dataclass(frozen=True)
class Evolution:
    """What brings a table's columns to what is declared."""

    #: The whole table anew: its columns, in order; none where nothing of that kind is to be done.
    rewritten: list[Column]
    #: SQL for each value that the rewriting must not lose, by the column's declared name, with the text it comes
    #: from.
    casts: dict[str, tuple[str, str]]
    #: SQL types of the columns that come.
    added: dict[str, str]
    retyped: list[str]


def evolution(schema: StructType, layout: Layout, table: Table) -> Evolution:
    """Raises when a column is declared with a type that cannot take the values of the one that the table has."""
    there = {each.name.lower(): each for each in schema}
    declared_as = {name.lower(): name for name in table.columns}
    renamed: dict[str, str] = {}
    for name in table.columns:
        former = [
            each for each in table.source_names(name) if each.lower() in there and each.lower() not in declared_as
        ]
        if name.lower() not in there and former and name in table.keys:
            old = there[former[0].lower()].name
            raise ColumnTypeChangedError(
                f"{table.path}: nothing was written. A column of the merge key keeps its name in the table: declare "
                f'`{old}` with `from: ["{old}", "{name}"]`, or rebuild the table from the archive, into another place'
            )
        if name.lower() not in there and former:
            renamed[there[former[0].lower()].name] = name
    columns: list[Column] = []
    casts: dict[str, tuple[str, str]] = {}
    retyped: list[str] = []
    for each in schema:
        name = renamed.get(each.name) or declared_as.get(each.name.lower())
        if name is None:
            columns.append(F.col(quoted(each.name)))
            continue
        column, cast = brought_to(each, name, table)
        if cast is not None:
            casts[name] = cast
            retyped.append(name)
        columns.append(column.alias(renamed.get(each.name, each.name), metadata={}))
    for name in layout.undeclared:
        have = there.get(name.lower())
        if have is not None and have.dataType != StringType():
            raise ColumnTypeChangedError(
                f"{table.path}: nothing was written. `columns.{name}` is not declared, and the table has it as "
                f"{have.dataType.simpleString()}. Declare it as it was"
            )
    names = {*there, *(name.lower() for name in renamed.values())}
    wanted = {**table.columns, **dict.fromkeys(layout.undeclared, "STRING")}
    return Evolution(
        rewritten=columns if renamed or retyped else [],
        casts=casts,
        added={name: kind for name, kind in wanted.items() if name.lower() not in names},
        retyped=sorted({*retyped, *renamed.values()}),
    )


def brought_to(have: StructField, name: str, table: Table) -> tuple[Column, tuple[str, str] | None]:
    """The column as it is declared now, and where it changes the value that must not be lost and its text."""
    kind = table.columns[name]
    want, there = data_type(kind), quoted(have.name)
    if have.dataType == want:
        return F.col(there), None
    if have.metadata.get("comment") == ARRIVED_UNDECLARED:
        value = exact(there, kind)
        return F.expr(value), (value, there)
    if widens(have.dataType, want):
        value = f"CAST({there} AS {kind})"
        return F.expr(value), (value, f"CAST({there} AS STRING)")
    raise ColumnTypeChangedError(
        f"{table.path}: nothing was written. `columns.{name}` is declared {kind}, got in the table: "
        f"{have.dataType.simpleString()}, not all of whose values it can hold. Rebuild the table from the archive "
        "with an empty checkpoint, or declare the type that it has"
    )
