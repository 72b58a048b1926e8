"""A log that killed workers of the sink left behind, merged. Run by name, with `--killed-log FOLDER`: `KilledLogTest`
of the sink's plugin leaves it there, and `npm run test:faults` does both."""

import json
import shutil
from pathlib import Path

import pytest
from pyspark.sql import functions as F  # noqa: N812

from cdc_upsert import logged
from cdc_upsert.formats.iceberg import loaded

#: As its commits were, a merge sees them a few at a time.
PIECE = 2_000


@pytest.fixture
def left(request):
    folder = request.config.getoption("--killed-log")
    if folder is None:
        pytest.fail("`--killed-log` must be the folder of a log that killed workers left, got none")
    return json.loads((Path(folder) / "left.json").read_text(encoding="utf-8"))


def take_over(it, metadata):
    """Lets the catalog of the tests read a table that another catalog listed."""
    root = Path(it.spark.conf.get("spark.sql.catalog.lake.warehouse").removeprefix("file:"))
    place = root / it.database / "logged" / "metadata"
    place.mkdir(parents=True)
    shutil.copy(metadata, place / "v1.metadata.json")
    (place / "version-hint.text").write_text("1", encoding="utf-8")


def tell(request, left, what, it):
    """As the tests of sinks do: a row of the table of faults."""
    wanted, found = left["rows"], {str(key): name for key, name in it.names().items()}
    told = {
        "fault": f"iceberg state: of a log over {left['kills']} kills{what}",
        "seed": left["seed"],
        "lost": len(wanted.keys() - found.keys()),
        "stale": sum(found[key] != wanted[key] for key in wanted.keys() & found.keys()),
        "duplicated": len(found.keys() - wanted.keys()),
    }
    print(json.dumps(told))
    if (rows := request.config.getoption("--fault-rows")) is not None:
        with Path(rows).open("a", encoding="utf-8") as file:
            file.write(f"{json.dumps(told)}\n")
    assert found == wanted


def test_the_state_of_a_log_that_killed_workers_left_is_its_source(logged_table, left, request, monkeypatch):
    monkeypatch.setattr(logged, "RECORDS_PER_BATCH", PIECE)
    it = logged_table()
    it.columns = {"ID": "INT", "NAME": "STRING"}
    it.declare()
    take_over(it, left["metadata"])
    assert len(it.merge()) > 1
    tell(request, left, "", it)

    # What a coordinator does that was taken for dead: it commits again what its successor did, in files of its own.
    log = it.spark.table(it.log_name)
    again = f"lake.{it.database}.again"
    log.orderBy(F.rand(left["seed"])).writeTo(again).using("iceberg").create()
    log.orderBy(F.rand(left["seed"] + 1)).writeTo(again).append()
    it.log, it.name = logged.Log(it.spark, again), f"lake.{it.database}_again.customer"
    it.declare(database=f"{it.database}_again")
    it.merge()
    assert loaded(it.spark, again).currentSnapshot().summary()["total-records"] == str(2 * log.count())
    tell(request, left, ", all of it twice and out of order", it)
