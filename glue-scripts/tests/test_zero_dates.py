"""Dates of the source that are none in any calendar."""

import pytest

from cdc_upsert.errors import CannotCastError
from envelope import create, update
from target import COLUMNS, Target


def row(key, **more):
    return {"ID": key, "NAME": "x", "AMOUNT": "1.50", "AT": "2024-01-31T12:00:00.250Z", **more}


def test_zero_dates_stop_the_table_or_are_null_and_counted(spark, tmp_path):
    columns = {**COLUMNS, "DAY": "DATE", "NOTE": "STRING"}
    target = Target(spark, tmp_path, columns=columns)
    zero = "0000-00-00"
    sound = {"DAY": "2024-01-31Z", "NOTE": zero}
    target.apply(create(row(1, **sound), 10))
    dated = [update(row(1, **sound), row(1, **{**sound, "DAY": zero, "AT": zero}), 20), create(row(2, **sound), 21)]
    with pytest.raises(CannotCastError, match=r"`columns\.(AT|DAY)` is declared \w+, got: '0000-00-00'"):
        target.apply(*dated)
    target.declare(columns=columns, zero_dates="null")
    assert target.apply(*dated).zero_dates == 2
    found = {key: (each["DAY"] is None, each["AT"] is None, each["NOTE"]) for key, each in target.rows().items()}
    assert found == {1: (True, True, zero), 2: (False, False, zero)}
    # Not again, and nothing else is let through.
    assert target.apply(*dated).zero_dates == 0
    with pytest.raises(CannotCastError, match="0000-00-01"):
        target.apply(create(row(3, **{**sound, "DAY": "0000-00-01"}), 30))
