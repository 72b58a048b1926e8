"""One run at a time writes a table.

That two writers never commit one version is seen to by the log store of the job; one of them would do its work in vain
and begin anew. Glue starts no second run of a job; this refuses what gets past that: a run by hand with other
arguments, a streaming job of the same tables, a computer."""

import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from pyspark.sql import SparkSession

from cdc_upsert.config import Table
from cdc_upsert.errors import TableBusyError
from cdc_upsert.sources import Folder

BEAT_SECONDS = 10.0
#: A run whose entry stays as it is for so long has died, and its entry is removed.
PATIENCE_SECONDS = 30.0


class Lease:
    """An entry in the folder `<table>__writers`. Who sees another's living entry after writing its own gives way, so
    that at most one stays; the entry of a run that died stops changing."""

    def __init__(self, folder: Folder, table: Table):
        self._folder = folder
        self._table = table
        self._name = uuid.uuid4().hex
        self._ended = threading.Event()
        self._beating = threading.Thread(target=self._beat, daemon=True)

    def take(self) -> None:
        self._folder.write(self._name, self._table.path)
        # Of two that start at once each must see that the other lives.
        self._beating.start()
        try:
            self._outlive_others()
        except BaseException:
            self.give_back()
            raise

    def give_back(self) -> None:
        self._ended.set()
        # A beat under way would write the entry anew, and the next run would wait for a run that is gone.
        self._beating.join()
        self._folder.delete(self._name)

    def verify(self) -> None:
        """Raises when another run took this one for dead."""
        if self._name not in self._folder.times():
            raise TableBusyError(
                f"{self._table.path}: another run took over, since this one gave no sign for {PATIENCE_SECONDS:.0f} s. "
                "Nothing more was written; the other run does the rest"
            )

    def _outlive_others(self) -> None:
        seen = self._folder.times()
        now = seen.pop(self._name)
        recent = {name: at for name, at in seen.items() if now - at < PATIENCE_SECONDS * 1000}
        waited_until = time.monotonic() + (PATIENCE_SECONDS if recent else 0)
        while time.monotonic() < waited_until:
            time.sleep(min(1.0, PATIENCE_SECONDS / 10))
            later = self._folder.times()
            # Also an entry that is gone was alive a moment ago, and its run may have moved the checkpoint.
            if any(later.get(name) != at for name, at in recent.items()):
                raise TableBusyError(
                    f"{self._table.path}: one run at a time may write a table, and another one does. Nothing was "
                    "written. Wait for it to end, or stop it"
                )
        for name in seen:
            self._folder.delete(name)

    def _beat(self) -> None:
        while not self._ended.wait(BEAT_SECONDS):
            # A beat that fails is made up for by the next one, or else another run takes over.
            with suppress(Exception):
                if self._name in self._folder.times():
                    self._folder.write(self._name, self._table.path)


@contextmanager
def lease(spark: SparkSession, table: Table) -> Iterator[Lease]:
    taken = Lease(Folder(spark, f"{table.path}__writers"), table)
    taken.take()
    try:
        yield taken
    finally:
        taken.give_back()
