"""Texts as the connector writes them, and the values that they become; null is what fails the batch."""

import base64
import random
import struct

from pyspark.sql import functions as F  # noqa: N812

from cdc_upsert.exact import exact

#: Blanks, other spellings and other scripts' digits, all of which Spark's casts take, and what is no number.
NO_WHOLE_NUMBER = {
    **dict.fromkeys(["", " ", " 1", "1 ", "1\n", "\t1", "+1", "-0", "007", "1.0", "1.", "1.5", "1e3", "0x1", "1L"]),
    **dict.fromkeys(["\uff11", "\u0661", "one"]),
}
NO_NUMBER = {
    **dict.fromkeys(["", " 1.5", "1.5 ", "1.5\n", "+1.5", ".5", "5.", "01.5", "1.5f", "1.5d", "1d", "1.5F", "0x1p3"]),
    **dict.fromkeys(["1e", "e1", "1e+", "1_0", "1,5", "\uff11.5", "\u0661", "inf", "nan"]),
    **dict.fromkeys(["+Infinity", "INFINITY", "-NaN", '"Infinity"', "--1", "much"]),
}  # fmt: skip
VALUES = {
    "TINYINT": {"-128": "-128", "127": "127", "128": None},
    "SMALLINT": {"32767": "32767", "-32769": None},
    "INT": {"1": "1", "-7": "-7", "0": "0", "2147483647": "2147483647", "2147483648": None, **NO_WHOLE_NUMBER},
    "BIGINT": {"-9223372036854775808": "-9223372036854775808", "9223372036854775808": None, **NO_WHOLE_NUMBER},
    "BOOLEAN": {"1": "true", "0": "false", "true": "true", "false": "false"}
    | dict.fromkeys(["2", "t", "f", "T", "y", "yes", "n", "no", "TRUE", " true ", "true\n", "01", ""]),
    "FLOAT": {
        **{text: text for text in ["0.0", "-0.0", "0.1", "3.14", "1.17549435E-38", "3.4028235E38", "-3.4028235E38"]},
        **{text: text for text in ["NaN", "Infinity", "-Infinity", "1.4E-45"]},
        **{"1": "1.0", "-0": None, "0.50": "0.5", "16777216": "1.6777216E7", "1e10": "1.0E10", "1E-2": "0.01"},
        # Its shortest text is another, but it is the number to the last digit.
        **{"1234567936": "1.23456794E9", "0.10000000149011612": "0.1"},
        **dict.fromkeys(["16777217", "1e39", "3.4028236E38", "3.141592653589793", "1e-46", "1e-400", "0.10000000001"]),
        **dict.fromkeys(["123456789", "1234567937", "2E-45", "0.1000000000000000000000000000000000001"]),
        **NO_NUMBER,
    },
    "DOUBLE": {
        **{text: text for text in ["1.1", "0.30000000000000004", "1.7976931348623157E308", "4.9E-324", "-0.0"]},
        **{text: text for text in ["NaN", "Infinity", "-Infinity", "2.2250738585072014E-308"]},
        **{"5e-324": "4.9E-324", "9007199254740994": "9.007199254740994E15", "0": "0.0", "0e5": "0.0", "1e+2": "100.0"},
        # Java 17 prints it as 1.9999999999999998E23, Java 21 so.
        **{"2.0E23": "1.9999999999999998E23", "2e23": "1.9999999999999998E23"},
        **dict.fromkeys(["1e400", "-1e400", "1e-400", "3.14159265358979323846", "9007199254740993", "3e-324"]),
        **dict.fromkeys(["8e-324"]),
        **dict.fromkeys(["9223372036854775807", "18446744073709551615", "0.1000000000000000055511151231257827"]),
        **dict.fromkeys(["1e999999999", "1e9999999999", "0.30000000000000001"]),
        **NO_NUMBER,
    },
    "BINARY": {
        **{base64.b64encode(b"x" * 99).decode(): "x" * 99, "AQ==": "\u0001", "": "", "YWJj": "abc"},
        **{"Pz8+": "??>", "w7/Dvw==": "\u00ff\u00ff", "YQ==": "a"},
        # Cut, wrapped, of the alphabet for addresses, with bits that belong to no byte.
        **dict.fromkeys(["?", "AQ", "AQ=", "A", "YWJ", "YW\nJj", "YWJj\n", " YWJj", "YW Jj", "-_-_", "AR=="]),
        **dict.fromkeys(["YWK=YWJj", "AQ==AQ=="]),
        **dict.fromkeys(["YWL=", "====", "=", "YWJj====", "YWJ\u00e9"]),
    },
    "STRING": {"": "", " a ": " a ", "\u00e9\U0001f600": "\u00e9\U0001f600"},
    "DECIMAL(12, 2)": {
        **{"1.50": "1.50", "-1.5": "-1.50", "1.500": "1.50", "0": "0.00", "-0.00": "0.00", "1e2": "100.00"},
        **{"9999999999.99": "9999999999.99", "-9999999999.99": "-9999999999.99"},
        **dict.fromkeys(["1.505", "12345678901.00", "9999999999.995", "Infinity", "NaN"]),
        # A value of the connector's binary form is refused, not guessed at.
        "AJY=": None,
        **NO_NUMBER,
    },
    # Java writes decimals below 0.000001 with an exponent.
    "NUMERIC(20,10)": {"1.000E-7": "1.000E-7", "1.5E-11": None, "0E-10": "0E-10", "1.50E-9": "1.5E-9"}
    | {"1e-999999999": None, "1E9": "1000000000.0000000000", "1E10": None, "0.0000001": "1.000E-7"},
    "DECIMAL(5)": {"1e9999999999": None, "1E+3": "1000", "15E-1": None, "10E-1": "1", "123456": None, "99999": "99999"}
    | {"1.0": "1", "1.5": None},
    "DECIMAL(38,0)": {"9" * 38: "9" * 38, "-" + "9" * 38: "-" + "9" * 38, "1" + "0" * 38: None},
    "DECIMAL(38,10)": {"9" * 28 + "." + "9" * 10: "9" * 28 + "." + "9" * 10, "1" + "0" * 28: None},
    # BIGINT UNSIGNED; bytes in Base64 are no number, for some are digits.
    "DECIMAL(20,0)": {
        **{text: text for text in ["12", "1234", "18446744073709551615"]},
        **dict.fromkeys(["Kg==", "AP//////////", "Infinity", "1.5", "AQ==\n", "NaN", "\uff11\uff12\uff13\uff14"]),
    },
    "DATE": {
        **{text: text for text in ["2024-02-29", "0001-01-01", "9999-12-31", "+10000-01-01"]},
        **{f"{text}Z": text for text in ["2024-02-29", "0001-01-01", "9999-12-31", "+10000-01-01"]},
        # Before Christ as Java and Spark count, with a year 0; both to the day.
        **{"-0043-03-15Z": "-0043-03-15", "0000-12-31Z": "0000-12-31"},
        # Days since 1970, a year, a time of day that would be cut off.
        **dict.fromkeys(["19753", "2024", "2024-02", "2024-02-29T10:00:00Z", "2024-02-29 ", "2024-02-29T"]),
        **dict.fromkeys(["2024-02-29 Z"]),
        **dict.fromkeys(["2023-02-29Z", "0000-00-00", "2024-2-9", "10000-01-01", "+2024-02-29", "-0000-01-01"]),
        **dict.fromkeys(["2024-02-29ZZ"]),
        **dict.fromkeys(["Z2024-02-29", "2024-02-29+02:00", " 2024-02-29", "\uff12024-02-29", "2024-02-29\n", "", "Z"]),
    },
    "TIMESTAMP": {
        "2024-01-31T12:00:00Z": "2024-01-31 12:00:00",
        "2024-01-31T12:00:00.250Z": "2024-01-31 12:00:00.25",
        "2024-01-31T12:00:00.123456000Z": "2024-01-31 12:00:00.123456",
        "2024-01-31T12:00:00.123456+02:00": "2024-01-31 10:00:00.123456",
        "2024-01-31T12:00:00-00:30": "2024-01-31 12:30:00",
        "2024-01-31T12:00:00+00:19:32": "2024-01-31 11:40:28",
        **{"2024-01-31 12:00:00": "2024-01-31 12:00:00", "2024-01-31T12:00:00": "2024-01-31 12:00:00"},
        **{"2024-01-31T12:00Z": "2024-01-31 12:00:00", "2024-01-31 12:00": "2024-01-31 12:00:00"},
        "2024-01-31T12:00+02:00": "2024-01-31 10:00:00",
        "0001-01-01T00:00:00Z": "0001-01-01 00:00:00",
        "9999-12-31T23:59:59.999999Z": "9999-12-31 23:59:59.999999",
        "+10000-01-01T00:00:00Z": "+10000-01-01 00:00:00",
        "-0043-03-15T00:00:00Z": "-0043-03-15 00:00:00",
        "+294247-01-10T04:00:54.775807Z": "+294247-01-10 04:00:54.775807",
        "-290308-12-21T19:59:05.224192Z": "-290308-12-21 19:59:05.224192",
        **dict.fromkeys(["+294247-01-10T04:00:54.775808Z", "-290308-12-21T19:59:05.224191Z"]),
        **dict.fromkeys(["+999999-01-01T00:00:00Z"]),
        **dict.fromkeys(["2024-01-31T12:00:00.1234567Z", "1706702400000", "2024", "soon", "", "2024-01"]),
        **dict.fromkeys(["2024-01-31", "12:00"]),
        **dict.fromkeys(["T12:00", "2024-01-31T12", "2024-01-31T12Z", "2024-01-31Z", "2024-01-31T"]),
        **dict.fromkeys(["2024-1-31T12:00:00Z"]),
        **dict.fromkeys(["2024-01-31T1:00:00Z", "2024-01-31T12:00:60Z", "2024-01-31T24:00:00Z"]),
        **dict.fromkeys(["2024-02-30T12:00:00Z"]),
        **dict.fromkeys(["2024-01-31T12:00:00 Z", "2024-01-31T12:00:00Z ", " 2024-01-31T12:00:00Z"]),
        **dict.fromkeys(["2024-01-31T12:00:00Z\n"]),
        **dict.fromkeys([f"2024-01-31T12:00:00{zone}" for zone in ("Europe/Berlin", "[UTC]", " UTC", "GMT")]),
        **dict.fromkeys([f"2024-01-31T12:00:00{zone}" for zone in ("EST", "z", "+2", "+02", "+2:00", "+18:01", "-")]),
        **dict.fromkeys(["2024-01-31T12:00:00+0200", "2024-01-31T12:00:00+18:01", "2024-01-31T12:00:00.Z"]),
        **dict.fromkeys(["0000-00-00 00:00:00"]),
        **dict.fromkeys(["10000-01-01T00:00:00Z", "+2024-01-31T12:00:00Z", "-0000-01-01T00:00:00Z"]),
        **dict.fromkeys(["\uff12024-01-31T12:00:00Z"]),
    },
}  # fmt: skip


def test_texts_become_values_or_null(spark):
    rows = [(kind, text) for kind, texts in VALUES.items() for text in texts]
    batch = spark.createDataFrame(rows, "kind STRING, text STRING")
    value = F.coalesce(*[F.when(F.col("kind") == kind, F.expr(exact("text", kind)).cast("string")) for kind in VALUES])
    found = {(row["kind"], row["text"]): row["value"] for row in batch.withColumn("value", value).collect()}
    assert found == {(kind, text): value for kind, texts in VALUES.items() for text, value in texts.items()}


def test_no_text_is_no_value(spark):
    [found] = (
        spark.sql("SELECT CAST(NULL AS STRING) AS text").selectExpr(*[exact("text", kind) for kind in VALUES]).collect()
    )
    assert set(found) == {None}


def shortest(number: float, form: str) -> str:
    """The fewest digits that name the number, as Java 21 and others print them."""
    for digits in range(1, 18):
        text = f"{number:.{digits}g}"
        try:
            if struct.pack(form, float(text)) == struct.pack(form, number):
                return text
        except OverflowError:
            continue
    raise AssertionError(number)


def numbers_of_random_bits(kind: str, count: int) -> list[float]:
    whole, form = (">I", ">f") if kind == "FLOAT" else (">Q", ">d")
    chance = random.Random(9)
    bits = struct.calcsize(whole) * 8
    mantissa = 23 if kind == "FLOAT" else 52
    # All of them, those next to zero, and powers of two with their neighbours, where shortest texts are least regular.
    patterns = [chance.getrandbits(bits) for _ in range(count)] + [
        chance.getrandbits(mantissa) for _ in range(count // 4)
    ]
    patterns += [
        (power << mantissa) + near for power in range(1, 2 ** (bits - 1 - mantissa) - 1, 5) for near in (-1, 0, 1)
    ]
    numbers = [struct.unpack(form, struct.pack(whole, each))[0] for each in patterns]
    return [each for each in numbers if each == each and abs(each) != float("inf")]


def wrong_at_the_end(number: float, digits: int) -> str:
    """More digits than a text of the number can have, of which the last is another by two at least: a half goes up or
    down."""
    mantissa, power = f"{number:.{digits}e}".split("e")
    return f"{mantissa[:-1]}{9 if mantissa[-1] in '34567' else 5}e{power}"


def check_floating(spark, kind: str, form: str, digits: int) -> None:
    numbers = [(n, shortest(n, form), wrong_at_the_end(n, digits)) for n in numbers_of_random_bits(kind, 4000)]
    rows = spark.createDataFrame(numbers, f"number {kind}, shortest STRING, wrong STRING")
    java = rows.withColumn("java", F.col("number").cast("string"))
    # As the decoder hands on a number of the JSON text.
    read = F.from_json(F.concat(F.lit('{"v":'), F.col("java"), F.lit("}")), "v STRING")["v"]
    texts = java.withColumn("json", read)
    names = ("java", "json", "shortest")
    refused = [F.sum(F.expr(f"NOT {exact(name, kind)} <=> number").cast("int")) for name in names]
    assert tuple(texts.select(*refused, F.count(F.expr(exact("wrong", kind)))).first()) == (0, 0, 0, 0)


def test_every_float_that_is_printed_is_a_float(spark):
    check_floating(spark, "FLOAT", ">f", 10)


def test_every_double_that_is_printed_is_a_double(spark):
    check_floating(spark, "DOUBLE", ">d", 18)


def test_a_number_is_a_float_where_it_loses_nothing(spark):
    chance = random.Random(9)
    whole = [chance.getrandbits(bits) for bits in range(20, 40) for _ in range(100)]
    rows = spark.createDataFrame(
        [(str(n), float(n), chance.uniform(-1e6, 1e6)) for n in whole], "whole STRING, n DOUBLE, d DOUBLE"
    )
    kept, fitting, wrong, cut = rows.selectExpr(
        f"count({exact('whole', 'FLOAT')})",
        "sum(CAST(CAST(CAST(n AS FLOAT) AS DOUBLE) = n AS INT))",
        f"sum(CAST({exact('whole', 'FLOAT')} <> n AS INT))",
        f"count({exact('CAST(d AS STRING)', 'FLOAT')})",
    ).first()
    assert 0 < kept == fitting < len(whole)
    assert (wrong, cut) == (0, 0)
