"""A column's text becomes the value of the declared type that it is, or null where anything would be lost, rounded,
cut or guessed.

Spark's casts take more than that: blanks, digits of other scripts, `1.5f`, `yes`, a month for a time. The cheap test
comes first wherever there is one: what a value prints as is its text. Times without a zone are the session's, UTC.

Everything here takes and gives SQL, since Spark 3.5 knows `try_cast` in SQL alone. The same call stands in a condition
and in both of its branches so that Spark makes it once.
"""

from pyspark.sql import Column
from pyspark.sql import functions as F  # noqa: N812
from pyspark.sql.types import (
    BinaryType,
    BooleanType,
    DateType,
    DecimalType,
    DoubleType,
    FloatType,
    StringType,
    TimestampType,
)

from cdc_upsert.names import literal
from cdc_upsert.types import data_type, declared

#: As JSON has them; Spark can fail with larger exponents.
NUMBER = r"\A-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]{1,3})?\z"
#: No larger than a BIGINT.
WHOLE = r"\A-?[0-9]{1,18}\z"
#: As Java has them: years beyond 9999 carry a sign, and 1 BC is the year 0.
DAY = r"\A((?!-0000)-?[0-9]{4}|[+-][1-9][0-9]{4,5})-[0-9]{2}-[0-9]{2}"
TO_MINUTE = DAY + r"[T ][0-9]{2}:[0-9]{2}"
ZONE = r"(Z|[+-][0-9]{2}:[0-9]{2}(:[0-9]{2})?)?\z"
#: Spark cuts what is beyond microseconds.
TO_SECOND = TO_MINUTE + r":[0-9]{2}([.][0-9]{1,6}0*)?"
#: Letters before the padding that hold no bits of their own.
PADDED = r"([AQgw]=|[AEIMQUYcgkosw048])=\z"


def exact(text: str, kind: str) -> str:
    """SQL for the text as the declared type; null where it is no such value."""
    kind = declared(kind)
    match data_type(kind):
        case StringType():
            return text
        case BooleanType():
            return f"CASE WHEN {text} IN ('true', '1') THEN true WHEN {text} IN ('false', '0') THEN false END"
        case BinaryType():
            return exact_binary(text)
        case DateType():
            value = f"try_cast(replace({text}, 'Z', '') AS DATE)"
            printed = f"CAST({value} AS STRING)"
            # Debezium's ISO dates carry a zone.
            return f"IF(concat({printed}, 'Z') = {text}, {value}, IF({printed} = {text}, {value}, NULL))"
        case TimestampType():
            return exact_timestamp(text)
        case FloatType() | DoubleType():
            return exact_floating(text, kind)
        case DecimalType():
            return exact_decimal(text, kind)
    value = f"try_cast({text} AS {kind})"
    return f"IF(CAST({value} AS STRING) = {text}, {value}, NULL)"


def matches(text: str, pattern: str) -> str:
    return f"{text} RLIKE r'{pattern}'"


def exact_binary(text: str) -> str:
    """Spark passes over what is no letter of base64, and completes what is cut: the bytes tell by their number."""
    value = f"try_to_binary({text}, 'base64')"
    padding = f"(CAST(endswith({text}, '=') AS INT) + CAST(endswith({text}, '==') AS INT))"
    whole = f"octet_length({value}) = octet_length({text}) div 4 * 3 - {padding} AND octet_length({text}) % 4 = 0"
    return f"IF({whole} AND ({padding} = 0 OR {matches(f'right({text}, 3)', PADDED)}), {value}, NULL)"


def exact_timestamp(text: str) -> str:
    # Spark reads no zone behind a minute.
    with_seconds = "try_cast(regexp_replace(it, r'([T ].....)', '$1:00') AS TIMESTAMP)"
    rest = seldom(text, f"IF({matches('it', TO_MINUTE + ZONE)}, {with_seconds}, NULL)")
    return f"IF({matches(text, TO_SECOND + ZONE)}, try_cast({text} AS TIMESTAMP), {rest})"


def exact_floating(text: str, kind: str) -> str:
    """What Java prints for the value, or the value when it is rounded to as many digits as the text has: 0.1 is a FLOAT
    as all write it, though it is none in binary; one with more digits than it has is not. A whole number that is
    written in full, 16777217, must be the value to the last digit.

    Java 17 prints some numbers with more digits than Java 21 or Python do, and both are the number.
    """
    value, own = f"try_cast({text} AS {kind})", f"try_cast(it AS {kind})"
    whole = f"CAST(CAST({own} AS BIGINT) AS STRING) = it"
    rounded = f"format_string(concat('%.', greatest(length({digits('it')}), 1) - 1, 'e'), {own})"
    same = f"IF({matches('it', WHOLE)}, {whole}, {matches('it', NUMBER)} AND {digits('it')} = {digits(rounded)})"
    if kind == "FLOAT":
        # Jackson, which takes the JSON apart, prints it as the DOUBLE that its text is.
        same = f"CAST(CAST(CAST({own} AS STRING) AS DOUBLE) AS STRING) = it OR {same}"
    return f"IF(CAST({value} AS STRING) = {text}, {value}, {seldom(text, f'IF({same}, {own}, NULL)', value)})"


def exact_decimal(text: str, kind: str) -> str:
    # With an exponent it may be one that Spark fails with.
    value = f"try_cast(IF(contains({text}, 'E') OR contains({text}, 'e'), NULL, {text}) AS {kind})"
    own = f"try_cast(it AS {kind})"
    # Rounded, it has other digits.
    same = f"{matches('it', NUMBER)} AND {digits('it')} = {digits(f'CAST({own} AS STRING)')}"
    return f"IF(CAST({value} AS STRING) = {text}, {value}, {seldom(text, f'IF({same}, {own}, NULL)', value)})"


def digits(number: str) -> str:
    """SQL for the digits that a number's text has between the zeros at its ends: numbers that are about the same and
    have the same digits are the same."""
    return f"trim('0' FROM regexp_replace({number}, '[eE].*|[-.]', ''))"


def seldom(text: str, closer: str, value: str = "NULL") -> str:
    """SQL for a closer look at the few texts that need it, where the text is `it`, in a form for which Spark generates
    no code: that took a tenth of a second per column. `value` is what the condition before calls; it is named here so
    that Spark makes the call once."""
    return f"IF({value} IS NULL AND {text} IS NULL, NULL, element_at(transform(array({text}), it -> {closer}), 1))"


def lost_value(value: str, text: str, name: str) -> Column:
    """Struct of `name` and `text` where the SQL `text` has no `value`, else null."""
    found = f"struct({literal(name)} AS name, {text} AS text)"
    return F.expr(f"CASE WHEN {value} IS NULL AND {text} IS NOT NULL THEN {found} END")
