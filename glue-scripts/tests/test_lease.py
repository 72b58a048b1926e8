"""One writer per table, and none for ever."""

import threading

import pytest

from cdc_upsert import lease as lease_module
from cdc_upsert.config import Table
from cdc_upsert.errors import TableBusyError
from cdc_upsert.lease import lease
from cdc_upsert.sources import Folder


@pytest.fixture
def table(tmp_path, monkeypatch):
    monkeypatch.setattr(lease_module, "BEAT_SECONDS", 0.1)
    monkeypatch.setattr(lease_module, "PATIENCE_SECONDS", 1.0)
    return Table(f"{tmp_path}/customer", ("ID",), {"ID": "INT"})


def test_a_second_writer_is_refused_while_the_first_lives_and_let_in_afterwards(spark, table):
    with lease(spark, table) as first:
        with pytest.raises(TableBusyError, match="one run at a time"), lease(spark, table):
            pass
        first.verify()
    with lease(spark, table) as second:
        second.verify()


def test_a_writer_that_died_is_outlived_and_notices_when_it_comes_back(spark, table, monkeypatch):
    monkeypatch.setattr(lease_module.Lease, "_beat", lambda self: None)
    with lease(spark, table) as stuck:
        with lease(spark, table) as next_one:
            next_one.verify()
            with pytest.raises(TableBusyError, match="another run took over"):
                stuck.verify()
        assert Folder(spark, f"{table.path}__writers").times() == {}


def test_of_many_that_start_at_once_at_most_one_writes(spark, table):
    inside, refused, together = [], [], threading.Barrier(4)

    def attempt():
        together.wait()
        try:
            with lease(spark, table) as held:
                inside.append(held)
                threading.Event().wait(2.0)
                held.verify()
        except TableBusyError as busy:
            refused.append(busy)

    threads = [threading.Thread(target=attempt) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(inside) <= 1
    assert len(inside) + len(refused) == 4


def test_an_entry_does_not_outlive_its_run(spark, table, monkeypatch):
    write, writing = Folder.write, threading.Event()

    def slow(self, name, text):
        writing.set()
        threading.Event().wait(0.5)
        write(self, name, text)

    with lease(spark, table):
        monkeypatch.setattr(Folder, "write", slow)
        assert writing.wait(5)
    threading.Event().wait(1.0)
    assert Folder(spark, f"{table.path}__writers").times() == {}
