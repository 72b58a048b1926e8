"""Text of a row's columns becomes values of the declared types, or null where that would lose anything.

Everything here takes and gives SQL, since Spark 3.5 knows `try_cast` in SQL alone.
"""

import re


def typed(text: str, kind: str) -> str:
    """SQL for the text as the declared type; null where it is no such value, or where a cast would round or cut."""
    kind = kind.strip().upper()
    if kind == "STRING":
        return text
    if kind == "BINARY":
        return f"try_to_binary({text}, 'base64')"
    if kind == "DATE":
        # Debezium's ISO dates carry a zone. A number would be taken for a year, and a time of day be cut off.
        return guarded(text, r"^[+-]?[0-9]{4,}-[0-9]{2}-[0-9]{2}Z?$", f"try_cast(rtrim('Z', {text}) AS DATE)")
    if kind == "TIMESTAMP":
        return guarded(text, r"^[+-]?[0-9]{4,}-[^.]*([.][0-9]{0,6}0*([^0-9].*)?)?$", f"try_cast({text} AS TIMESTAMP)")
    decimal = re.fullmatch(r"(?:DECIMAL|NUMERIC)\((\d+)(?:,(\d+))?\)", re.sub(r"\s", "", kind))
    if decimal is not None:
        return typed_decimal(text, kind, int(decimal[2] or 0))
    return f"try_cast({text} AS {kind})"


def typed_decimal(text: str, kind: str, scale: int) -> str:
    exponent = f"{text} RLIKE '[eE][+-]?[0-9]+$'"
    exact = f"CASE WHEN {exponent} THEN {exponent_fits(text, scale)} ELSE {guarded_not(text, scale)} END"
    value = f"CASE WHEN {exact} THEN try_cast({text} AS {kind}) END"
    if scale != 0:
        return value
    return f"CASE WHEN {is_unscaled(text)} THEN try_cast({unscaled(text)} AS {kind}) ELSE {value} END"


def guarded_not(text: str, scale: int) -> str:
    return f"NOT {text} RLIKE '[.][0-9]{{{scale}}}[0-9]*[1-9]'"


def exponent_fits(text: str, scale: int) -> str:
    """Java writes small decimals as 1.50E-7: whether the digits end within the scale."""
    whole, fraction, power = (
        f"regexp_extract({text}, '^[+-]?([0-9]*)[.]?([0-9]*)[eE]([+-]?[0-9]+)$', {group})" for group in (1, 2, 3)
    )
    digits = f"rtrim('0', concat({whole}, {fraction}))"
    return f"({digits} = '' OR length({digits}) - length({whole}) - CAST({power} AS INT) <= {scale})"


def is_unscaled(text: str) -> str:
    """Whether the text is Connect's binary decimal of an unsigned integer, as `bigint.unsigned.handling.mode=precise`
    gives it: base64 of its big-endian bytes.

    No digits are taken for it: the sign bit is 0, so that the first letter is one of the first 32.
    """
    return (
        f"({text} RLIKE '^[A-Za-f][A-Za-z0-9+/]*={{0,2}}$' AND length({text}) % 4 = 0 AND lower({text}) <> 'infinity'"
        f" AND length({unscaled_hex(text)}) <= 16)"
    )


def unscaled_hex(text: str) -> str:
    return f"ltrim('0', hex(unbase64({text})))"


def unscaled(text: str) -> str:
    return f"coalesce(conv({unscaled_hex(text)}, 16, 10), '0')"


def guarded(text: str, pattern: str, value: str) -> str:
    return f"CASE WHEN {text} RLIKE '{pattern}' THEN {value} END"
