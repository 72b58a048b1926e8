"""A session on the PostgreSQL server that stands for a workgroup."""

import ssl
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from pg8000.core import CoreConnection
from pg8000.exceptions import DatabaseError

from redshift_data.result import Result
from redshift_data.workgroups import Workgroup

_SHIMS = Path(__file__).parent / "shims"
# Later files use what earlier ones make.
_FILES = ("types", "json", "casts", "functions", "streams")
# Any number: who makes the shims makes them alone.
_LOCK = 20_263


class Session:
    """Every statement by itself, where no transaction is begun. Must be closed."""

    def __init__(self, workgroup: Workgroup, database: str, user: str, password: str) -> None:
        """:raises DatabaseError: where the server does not let in, in its words"""
        self._connection = CoreConnection(
            user,
            host=workgroup.host,
            port=workgroup.port,
            database=database,
            password=password,
            ssl_context=None if workgroup.ca_file is None else ssl.create_default_context(cafile=workgroup.ca_file),
            startup_params={
                "search_path": '"$user", public, redshift',
                "datestyle": "ISO",
                "timezone": "UTC",
            },
        )
        self._connection.pg_types = defaultdict(lambda: str)
        self._own_types: dict[int, str] = {}
        self._prepare()
        rows = self.rows("SELECT oid, typname FROM pg_type WHERE oid IN ('super'::regtype, 'varbyte'::regtype)")
        self._own_types = {int(str(oid)): str(name) for oid, name in rows}

    @property
    def pid(self) -> int:
        return int.from_bytes(self._connection._backend_key_data[:4], "big")

    def run(self, sql: str, values: Sequence[str] = ()) -> Result:
        """
        One statement.

        :param values: of `$1`, `$2`, …
        :raises DatabaseError: in the server's words
        """
        context = self._connection.execute_unnamed(sql, values)
        return Result(context.columns or [], context.rows or [], context.row_count, self._own_types)

    def rows(self, sql: str, values: Sequence[str] = ()) -> Sequence[Sequence[str | None]]:
        return self.run(sql, values).rows

    def close(self) -> None:
        self._connection.close()

    def _prepare(self) -> None:
        """Makes the shims, once in a database."""
        if self._is_prepared():
            return
        self._connection.execute_simple("BEGIN")
        self.run(f"SELECT pg_advisory_xact_lock({_LOCK})")
        if not self._is_prepared():
            for name in _FILES:
                self._connection.execute_simple((_SHIMS / f"{name}.sql").read_text(encoding="utf-8"))
        self._connection.execute_simple("COMMIT")

    def _is_prepared(self) -> bool:
        # By the table: a session that waited for another's lock still remembers that there was no such name.
        return len(self.rows("SELECT FROM pg_namespace WHERE nspname = 'redshift'")) > 0


def words(error: Exception) -> str:
    """What a client is told of an error."""
    if not isinstance(error, DatabaseError) or not isinstance(error.args[0], dict):
        return f"ERROR: {error}"
    said = error.args[0]
    more = [f"\n  {name}: {said[key]}" for key, name in (("D", "Detail"), ("H", "Hint")) if key in said]
    return f"{said['S']}: {said['M']}{''.join(more)}"
