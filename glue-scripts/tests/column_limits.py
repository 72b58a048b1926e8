"""Values at the limits of every type that a column can be declared as: as Debezium has those of MySQL in JSON, and as
`printed` has what they become."""

import base64
from decimal import Decimal
from typing import Any

from pyspark.sql import Column
from pyspark.sql import functions as F  # noqa: N812

#: A value in JSON, and its text in the table.
Value = tuple[Any, str | None]
NOTHING: Value = (None, None)


def same(*values: Any) -> list[Value]:
    """What is printed as it comes."""
    return [(value, str(value)) for value in values]


def whole(bits: int) -> list[Value]:
    end = 2 ** (bits - 1)
    return same(-end, end - 1, 0, -1)


def plain(number: Decimal) -> str:
    """Without the zeros at its end, of which one text of a number has more than another."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def decimals(precision: int, scale: int) -> list[Value]:
    """As text, since doubles hold 15 digits; small ones with an exponent, as Java writes them."""
    # From digits, since Python rounds what it calculates.
    ends = [Decimal((sign, (9,) * precision, -scale)) for sign in (0, 1)]
    least = Decimal((0, (1,), -scale))
    return [*[(f"{end:f}", plain(end)) for end in ends], (str(least), plain(least)), (f"{0:.{scale}f}", "0")]


def binary(told: bytes) -> Value:
    return base64.b64encode(told).decode(), told.hex().upper()


TEXTS = [
    "",
    " ",
    "null",
    "NULL",
    "\u00e9\U0001f600\U0010ffff",
    'it\'s "quoted" \\ \n\r\t\b',
    '}{"partition":0,"offset":1,"value":',
    "a\x00b",
    "\u2028 \ufeff `x`",
    "x" * 3000,
    # PostgreSQL's connector says so of values that it was not told; from MySQL it is text.
    "__debezium_unavailable_value",
]
#: By column its type and its values.
LIMITS: dict[str, tuple[str, list[Value]]] = {
    "FLAG": ("BOOLEAN", [(True, "true"), (False, "false"), (1, "true"), (0, "false")]),
    "TINY": ("TINYINT", whole(8)),
    "SMALL": ("SMALLINT", whole(16)),
    "WHOLE": ("INT", whole(32)),
    "LARGE": ("BIGINT", [*whole(64), *same(2**53 + 1)]),
    "SINGLE": ("FLOAT", [(float(text), text) for text in ("3.4028235E38", "-3.4028235E38", "1.4E-45", "0.1", "0.0")]),
    "TWICE": (
        "DOUBLE",
        [(float(text), text) for text in ("1.7976931348623157E308", "-1.7976931348623157E308", "4.9E-324", "0.1")],
    ),
    "PRICE": ("DECIMAL(12,2)", [*decimals(12, 2), ("1.50", "1.5")]),
    "SUM": ("DECIMAL(38,0)", decimals(38, 0)),
    "RATE": ("DECIMAL(38,18)", decimals(38, 18)),
    "PART": ("DECIMAL(38,38)", decimals(38, 38)),
    "UNSIGNED": ("DECIMAL(20,0)", [(str(n), str(n)) for n in (0, 127, 128, 2**63, 2**64 - 1)]),
    "NOTE": ("STRING", same(*TEXTS)),
    "BYTES": ("BINARY", [binary(told) for told in (b"", b"\x00", b"\xff\x00", bytes(range(256)))]),
    "DAY": ("DATE", [(f"{day}Z", day) for day in ("1000-01-01", "9999-12-31", "1582-10-10", "2024-02-29")]),
    "AT": (
        "TIMESTAMP",
        [
            (f"{time.replace(' ', 'T')}Z", time)
            for time in (
                "1000-01-01 00:00:00",
                "9999-12-31 23:59:59.999999",
                "1883-11-18 12:03:58",
                "1970-01-01 00:00:00.000001",
                "2024-02-29 23:59:59.25",
            )
        ],
    ),
}
#: Of a column that nobody declared: the text that it came as.
UNDECLARED: list[Value] = [
    *same("text", 7, 2**70, 1.5),
    (True, "true"),
    ({"a": [1, "\u00e9'", None]}, '{"a":[1,"\u00e9\'",null]}'),
    ("", ""),
]
#: Parts of keys, as far apart as they can be.
WIDE = [-(2**63), 2**63 - 1, -1, 0, 2**53 + 1, 1000 * 2**51 - 1, -(2**62) - 7, 5 * 10**18]
#: More than the 32 characters that a file's statistics hold, and what collations and SQL take for the same or for more.
CODES = ["", " ", "a", "A", "\u00e9'\"\\`", "z" * 40 + "1", "z" * 40 + "2", "\U0010ffff" * 40, "a\nb", "%_"]


def printed(name: str, kind: str) -> Column:
    """A column as text that no time zone and no rounding of Python's changes. Decimals stay, for `plain`."""
    column = F.col(name)
    if kind == "BINARY":
        return F.hex(column).alias(name)
    return (column if kind.startswith("DECIMAL") else column.cast("string")).alias(name)
