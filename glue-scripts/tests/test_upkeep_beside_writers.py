"""Upkeep of a log and of the table that is merged from it, while a sink commits to the one and merges to the other."""

import threading
import time
from datetime import timedelta

from cdc_upsert.formats.iceberg import is_conflict, loaded
from cdc_upsert.upkeep.base import Retention, keep
from cdc_upsert.upkeep.iceberg import KeptIcebergTable
from change_log import log_rows
from envelope import create, update
from logged_table import row

KEYS = 50
#: Of a sink; a merge takes seconds.
PAUSE_SECONDS = 0.08


class Seconds(Retention):
    """Shorter than the whole takes, and longer than a merge."""

    def __init__(self, seconds):
        super().__init__(0, 72)
        object.__setattr__(self, "seconds", seconds)

    @property
    def period(self):
        return timedelta(seconds=self.seconds)


def change(n):
    """Each key again and again, newer every time."""
    key, past = n % KEYS, n // KEYS
    line = create(row(key, "v0"), n) if past == 0 else update(row(key, f"v{past - 1}"), row(key, f"v{past}"), n)
    return line, 0, n


class Beside:
    """Work that is done again and again beside that of the block."""

    def __init__(self, work):
        self._work = work
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self.rounds, self.failures = 0, []

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._ended.set()
        self._thread.join()

    def _run(self):
        while not self._ended.is_set():
            try:
                self._work()
            except Exception as failure:
                self.failures.append(failure)
            self.rounds += 1


def test_upkeep_beside_a_sink_and_a_merge_loses_and_doubles_nothing(logged_table, spark, pytestconfig):
    commits = pytestconfig.getoption("commits")
    it = logged_table(buckets=2, writes="merge-on-read")
    rows = log_rows(spark, it.columns, *[change(n) for n in range(commits)])
    written = f"lake.{it.database}_written.files"
    rows.repartition(commits).writeTo(written).using("iceberg").create()
    rows.limit(0).writeTo(it.log_name).using("iceberg").create()
    tasks = loaded(spark, written).newScan().planFiles().iterator()
    files = []
    while tasks.hasNext():
        files.append(tasks.next().file())
    log = loaded(spark, it.log_name)

    def commit(number, file):
        """As the sink's coordinator does what its workers wrote."""
        log.newAppend().appendFile(file).set("kafka.connect.offsets.control.group", f'{{"0":{number}}}').commit()

    def maintain(seconds=20):
        for each in KeptIcebergTable.of_database(spark, "lake", it.database):
            keep(each, Seconds(seconds))

    began = time.monotonic()
    with Beside(it.merge) as merges, Beside(maintain) as upkeep:
        for number, file in enumerate(files):
            commit(number, file)
            time.sleep(PAUSE_SECONDS)
    seconds = time.monotonic() - began
    print(f"{len(files)} commits, {merges.rounds} merges, {upkeep.rounds} times of upkeep, {seconds:.0f} s")
    # Who gives way three times fails, and the next run does it.
    assert [str(each) for each in [*merges.failures, *upkeep.failures] if not is_conflict(each)] == []
    it.merge()
    offsets = [each["offset"] for each in spark.sql(f"SELECT _cdc.offset AS offset FROM {it.log_name}").collect()]
    assert sorted(offsets) == list(range(commits))
    newest = dict.fromkeys(range(KEYS), f"v{(commits - 1) // KEYS}")
    assert it.names() == newest
    maintain(seconds=0)
    assert it.names() == newest
    assert len(loaded(spark, it.log_name).snapshots()) < commits
