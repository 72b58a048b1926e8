"""What the connector makes of a source's log: records of a topic's partitions."""

import json
import random
import zlib
from dataclasses import dataclass, replace

from cdc_upsert.snapshots import Snapshot
from workload import Change, Workload

TOPIC = "salesdb.salesdb.EVERYTHING"
PARTITIONS = 3
TICKS = 36
#: value, key, partition, offset
Record = tuple[str | None, str | None, int, int]


class Server:
    """A server's own binlog. It goes on over files, of which the millionth has a longer number."""

    def __init__(self, number: int, file: int, chance: random.Random):
        self.name = f"{number:08x}-0000-1111-2222-333333333333"
        self.server_id = 100 + number
        self.transactions = 0
        self.file, self.pos = file, 4
        self._chance = chance

    def gtid(self) -> str:
        self.transactions += 1
        return f"{self.name}:{self.transactions}"

    def place(self) -> tuple[int, int]:
        """That of the next event."""
        if self._chance.random() < 0.03:
            self.file, self.pos = self.file + 1, 4
        at = self.file, self.pos
        self.pos += self._chance.randrange(1, 3000)
        return at


@dataclass(frozen=True)
class Logged:
    """A transaction at its place in a log."""

    changes: list[Change]
    gtid: str | None
    server_id: int
    #: File and position of each statement.
    places: dict[int, tuple[int, int]]
    #: When it was committed, on whatever server.
    committed_ms: int


class SourceLog:
    """Everything that all workloads' transactions, and what befalls the whole table, become in the topic.

    `order` decides when it is truncated, read anew, altered and told by another server, and when the connector starts
    again and repeats itself. Unless partitions are read `in_order` it is not read anew, since a snapshot's rows are
    counted as a partition goes on, and nothing of the old server is repeated by the new one's log, since what was not
    read yet would pass for another log.
    """

    def __init__(self, order: int, workloads: list[Workload], in_order: bool = True):
        self.records: list[list[Record]] = [[] for _ in range(PARTITIONS)]
        self.epochs: list[dict[str, int]] = []
        self.snapshots: list[Snapshot] = []
        self.happened: list[str] = []
        self._chance = random.Random(order)
        self._workloads = workloads
        self._with_gtids = self._chance.random() < 0.75
        self._offsets = [self._chance.randrange(1000) for _ in range(PARTITIONS)]
        self._now = 1_700_000_000_000
        self._servers = [Server(1, 999_998, self._chance)]
        self._origin = self._server = self._servers[0]
        #: What a connector may repeat.
        self._recent: list[Logged] = []
        self._altered_at = 0
        self._read_all()
        kinds = ["truncate", *["read_all"] * in_order, "promote", "alter", "restart", "restart"]
        kinds += [kind for kind in ("truncate", "promote", "restart") if self._chance.random() < 0.4]
        ticks = sorted(self._chance.sample(range(4, TICKS - 3), len(kinds)))
        self._chance.shuffle(kinds)
        happens = dict(zip(ticks, kinds, strict=True))
        for tick in range(TICKS):
            if tick in happens:
                self.happened.append(happens[tick])
                getattr(self, f"_{happens[tick]}")()
            for workload in self._chance.sample(workloads, len(workloads)):
                self._emit(self._log(workload.transaction()))
                if self._chance.random() < 0.1:
                    self._read_some(workload)
            # The last transactions of the old server come through the new one.
            if self._origin != self._server and not in_order:
                self._forget()
            self._origin = self._server

    def _log(self, changes: list[Change], made: Logged | None = None) -> Logged:
        """`made`: the same transaction in the log of the server that made it."""
        places = {number: self._server.place() for number in sorted({change.statement for change in changes})}
        if made is not None:
            return replace(made, places=places)
        gtid = self._origin.gtid() if self._with_gtids else None
        return Logged(changes, gtid, self._origin.server_id, places, self._now)

    def _emit(self, logged: Logged, again: bool = False) -> None:
        for change in logged.changes:
            file, pos = logged.places[change.statement]
            made = {"server_id": logged.server_id, "gtid": logged.gtid, "ts_ms": logged.committed_ms}
            told = {**made, "snapshot": "false"}
            self._send(change, {**told, "file": file, "pos": pos, "row": change.row})
        if not again:
            self._recent.append(logged)

    def _send(self, change: Change, source: dict) -> None:
        self._now += 1
        source = {"connector": "mysql", "ts_ms": self._now, **source, "file": f"mysql-bin.{source['file']:06d}"}
        envelope = {
            "before": change.before,
            "after": change.after,
            "source": source,
            "op": change.op,
            "ts_ms": self._now,
        }
        self._append(json.dumps(envelope, ensure_ascii=False), change.key)
        if change.op == "d":
            self._append(None, change.key)

    def _append(self, value: str | None, key: dict | None) -> None:
        text = None if key is None else json.dumps(key, ensure_ascii=False)
        partition = self._chance.randrange(PARTITIONS) if text is None else zlib.crc32(text.encode()) % PARTITIONS
        # Twice where the producer tries again; with gaps, as transactions leave them.
        for _ in range(2 if self._chance.random() < 0.02 else 1):
            self._offsets[partition] += self._chance.choice([1, 1, 1, 3])
            self.records[partition].append((value, text, partition, self._offsets[partition]))

    def _truncate(self) -> None:
        for workload in self._workloads:
            workload.truncate()
        self._emit(self._log([Change("t", None, None, None)]))

    def _alter(self) -> None:
        for workload in self._workloads:
            workload.add_columns()
        self._altered_at = len(self._recent)

    def _read_all(self) -> None:
        """A snapshot, of rows that changed unseen. The next change may stand at its place."""
        began, rows = self._now, 0
        source = {"server_id": 0, "gtid": None, "file": self._server.file, "pos": self._server.pos, "row": 0}
        for workload in self._workloads:
            workload.unseen()
            for change in workload.snapshot():
                self._send(change, {**source, "snapshot": "true"})
                rows += 1
        self.snapshots.append(Snapshot(began, self._now, {TOPIC: rows}))
        self._forget()

    def _read_some(self, workload: Workload) -> None:
        """An incremental snapshot, whose rows stand where the log is."""
        file, pos = self._server.place()
        for change in workload.read_again():
            self._send(
                change, {"server_id": 0, "gtid": None, "snapshot": "incremental", "file": file, "pos": pos, "row": 0}
            )

    def _restart(self) -> None:
        for logged in self._last():
            self._emit(logged, again=True)

    def _promote(self) -> None:
        """Another server, whose log has the old one's last transactions at places of its own."""
        self.epochs.append({str(partition): offset + 1 for partition, offset in enumerate(self._offsets)})
        self._server = Server(len(self._servers) + 1, self._chance.randrange(1, 50), self._chance)
        self._servers.append(self._server)
        # Not those from before a column was added: its absence at a later place would pass for its end.
        repeated = [self._log(each.changes, each) for each in self._last(self._altered_at)]
        self._forget()
        for logged in repeated:
            self._emit(logged)

    def _last(self, since: int = 0) -> list[Logged]:
        """What the connector had sent since it last said how far it came."""
        begin = max(since, len(self._recent) - 6 * len(self._workloads))
        return self._recent[self._chance.randrange(begin, len(self._recent) + 1) :]

    def _forget(self) -> None:
        self._recent.clear()
        self._altered_at = 0
