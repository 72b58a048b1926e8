"""A PostgreSQL server of a test's own."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pg8000.exceptions import InterfaceError

from redshift_data.session import Session
from redshift_data.workgroups import Workgroup

# As setup puts it there.
_POSTGRES = Path(__file__).parents[3] / ".runtime/postgres"
_PASSWORD = "s3cret"
# PostgreSQL refuses to run as root: any other user will do.
_NOBODY = {"user": 65534, "group": 65534} if os.geteuid() == 0 else {}
_READY_SECONDS = 30


@dataclass(frozen=True)
class Server:
    workgroup: Workgroup
    user: str
    password: str

    def session(self, database: str) -> Session:
        return Session(self.workgroup, database, self.user, self.password)


@contextmanager
def running_postgres() -> Iterator[Server]:
    folder = Path(tempfile.mkdtemp(prefix="redshift-data-"))
    try:
        if _NOBODY:
            os.chown(folder, _NOBODY["user"], _NOBODY["group"])
        password_file = folder / "password"
        password_file.write_text(_PASSWORD)
        password_file.chmod(0o644)
        data = folder / "data"
        _run("initdb", "-D", data, "-U", "admin", "-A", "scram-sha-256", f"--pwfile={password_file}", "-E", "UTF8")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off"]
        arguments = [part for setting in settings for part in ("-c", setting)]
        process = subprocess.Popen(
            [_POSTGRES / "bin/postgres", "-D", data, "-p", str(port), *arguments], **_environment(), **_NOBODY
        )
        try:
            yield _ready(Server(Workgroup("wg", "arn:wg", "127.0.0.1", port), "admin", _PASSWORD))
        finally:
            process.terminate()
            process.wait(30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(program: str, *arguments: object) -> None:
    subprocess.run(
        [_POSTGRES / "bin" / program, *map(str, arguments)],
        check=True,
        capture_output=True,
        **_environment(),
        **_NOBODY,
    )


def _environment() -> dict:
    return {"env": {"PATH": "/usr/bin:/bin", "LD_LIBRARY_PATH": str(_POSTGRES / "lib"), "LC_ALL": "C"}, "cwd": "/"}


def _ready(server: Server) -> Server:
    end = time.monotonic() + _READY_SECONDS
    while True:
        try:
            server.session("postgres").close()
            return server
        except InterfaceError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
