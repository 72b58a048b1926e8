"""What a column can be declared as, and what that says about its values: Spark's type, the type that it can be widened
to, and the whole number that a value of a merge key stands for.

Types are declared once and never inferred from values. How a text becomes a value: `exact`.
"""

import re
from decimal import Decimal

from pyspark.sql import Column
from pyspark.sql import functions as F  # noqa: N812
from pyspark.sql.types import (
    BinaryType,
    BooleanType,
    ByteType,
    DataType,
    DateType,
    DecimalType,
    DoubleType,
    FloatType,
    IntegerType,
    LongType,
    ShortType,
    StringType,
    TimestampType,
)

#: What a column can be declared as. Others have no text that a change event carries them in, or not every reader.
TYPES = re.compile(
    r"BOOLEAN|TINYINT|SMALLINT|INT|INTEGER|BIGINT|FLOAT|DOUBLE|STRING|BINARY|DATE|TIMESTAMP"
    r"|(DECIMAL|NUMERIC)\(\s*\d{1,2}\s*(,\s*\d{1,2}\s*)?\)"
)
MAX_PRECISION = 38
#: Digits that every number of 64 bits can have.
LONG_DIGITS = 18
BITS = {ByteType(): 8, ShortType(): 16, IntegerType(): 32, LongType(): 64}
#: Of whole numbers up to two to this power a floating number holds each.
MANTISSA_BITS = {FloatType(): 24, DoubleType(): 53}
PLAIN = {
    "BOOLEAN": BooleanType(),
    "TINYINT": ByteType(),
    "SMALLINT": ShortType(),
    "INT": IntegerType(),
    "BIGINT": LongType(),
    "FLOAT": FloatType(),
    "DOUBLE": DoubleType(),
    "STRING": StringType(),
    "BINARY": BinaryType(),
    "DATE": DateType(),
    "TIMESTAMP": TimestampType(),
}


def declared(kind: str, name: str = "type") -> str:
    """The one spelling of a declared type, e.g. `DECIMAL(5,0)` of `numeric( 5 )`; `name` is the property's, for the
    error."""
    found = re.sub(r"\s", "", kind.upper()) if TYPES.fullmatch(kind.strip().upper()) else ""
    decimal = re.fullmatch(r"(?:DECIMAL|NUMERIC)\((\d+)(?:,(\d+))?\)", found)
    if decimal is not None:
        precision, scale = int(decimal[1]), int(decimal[2] or 0)
        if not 1 <= precision <= MAX_PRECISION or scale > precision:
            raise ValueError(f"`{name}` must have 1 to {MAX_PRECISION} digits, no more after the point, got: {kind}")
        return f"DECIMAL({precision},{scale})"
    if not found:
        raise ValueError(f"`{name}` must match {TYPES.pattern}, got: {kind}")
    return "INT" if found == "INTEGER" else found


def data_type(kind: str) -> DataType:
    """Spark's type for a declared one."""
    kind = declared(kind)
    return PLAIN[kind] if kind in PLAIN else DecimalType(*map(int, re.findall(r"\d+", kind)))


def widens(have: DataType, want: DataType) -> bool:
    """Whether every value of `have` is exactly a value of `want`, so that a column may be given that type in place.

    FLOAT to DOUBLE is: the same binary number. What was printed 0.1 is 0.10000000149011612 then, which it has always
    been, and which a source gives as well that changes its column. Nothing becomes text, and no day a time: there are
    several that it could be.
    """
    if have == want:
        return True
    if isinstance(have, FloatType):
        return isinstance(want, DoubleType)
    numbers = numbers_of(have)
    if numbers is None:
        return False
    low, high, scale = numbers
    if want in MANTISSA_BITS:
        return scale == 0 and max(-low, high) <= 2 ** MANTISSA_BITS[want]
    wider = numbers_of(want)
    return wider is not None and wider[0] <= low and high <= wider[1] and scale <= wider[2]


def numbers_of(kind: DataType) -> tuple[int, int, int] | None:
    """Lowest and highest whole number of an exact type, and its digits after the point; null for other types."""
    if kind in BITS:
        end = 2 ** (BITS[kind] - 1)
        return -end, end - 1, 0
    if isinstance(kind, DecimalType):
        end = 10 ** (kind.precision - kind.scale) - 1
        return -end, end, kind.scale
    return None


def ranged(kind: str) -> bool:
    """Whether keys of the type have ranges that a merge can be pruned by: texts as themselves, others by `as_number`.

    Floating numbers are not all in order, and bytes have no statistics.
    """
    return isinstance(data_type(kind), StringType) or has_number(kind)


def has_number(kind: str) -> bool:
    found = data_type(kind)
    return found in BITS or isinstance(found, DecimalType | DateType | TimestampType)


def as_number(value: str, kind: str) -> str:
    """SQL for the whole number that a value stands for, in the order of the values: days, microseconds, or a decimal's
    digits without its point. It is a BIGINT, or a DECIMAL(38,0) for decimals that have more digits.

    So ends of ranges reach Python and come back without a time zone or a rounding on the way; `from_number` is back.
    """
    found = data_type(kind)
    if isinstance(found, DateType):
        return f"CAST(unix_date({value}) AS BIGINT)"
    if isinstance(found, TimestampType):
        return f"unix_micros({value})"
    if found in BITS:
        return f"CAST({value} AS BIGINT)"
    if not isinstance(found, DecimalType):
        raise ValueError(f"`kind` must be of whole numbers, days, times or decimals, got: {kind}")
    # Multiplied by a power of ten it would overflow. In the text of 1.000E-7 the digits are those of the number too.
    digits = f"replace(substring_index(CAST({value} AS STRING), 'E', 1), '.', '')" if found.scale else value
    return f"CAST({digits} AS {'BIGINT' if found.precision <= LONG_DIGITS else f'DECIMAL({MAX_PRECISION},0)'})"


def from_number(number: int, kind: str) -> Column:
    """The value of the type that the whole number stands for, or the type's end that is nearest, as an expression that
    Spark folds to a literal of the column's own type: only with such a one are files pruned."""
    found = data_type(kind)
    if isinstance(found, DecimalType):
        end = 10**found.precision - 1
        number = min(max(number, -end), end)
        # From its digits: Python rounds what it calculates with decimals.
        digits = tuple(map(int, str(abs(number))))
        exact = f"{Decimal((int(number < 0), digits, -found.scale)):f}"
        return F.lit(exact).cast(found)
    if not has_number(kind):
        raise ValueError(f"`kind` must be of whole numbers, days, times or decimals, got: {kind}")
    stored = {DateType(): IntegerType(), TimestampType(): LongType()}.get(found, found)
    low, high, _ = numbers_of(stored)
    literal = F.lit(min(max(number, low), high)).cast(stored)
    if isinstance(found, DateType):
        return F.date_from_unix_date(literal)
    return F.timestamp_micros(literal) if isinstance(found, TimestampType) else literal
