"""Statements of the Data API, for as long as the server runs."""

from collections.abc import Callable
from threading import Lock

from redshift_data.statements import Statement


class StatementStore:
    """Shared by the threads that answer requests."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._statements: dict[str, Statement] = {}
        self._tokens: dict[tuple[str, str], str] = {}

    def add(self, owner: str, token: str | None, make: Callable[[], Statement]) -> tuple[Statement, bool]:
        """A new statement, and whether it is: not where the owner has sent that token before."""
        with self._lock:
            known = self._tokens.get((owner, token)) if token is not None else None
            if known is not None:
                return self._statements[known], False
            statement = make()
            self._statements[statement.id] = statement
            if token is not None:
                self._tokens[owner, token] = statement.id
            return statement, True

    def find(self, statement_id: str) -> Statement | None:
        with self._lock:
            return self._statements.get(statement_id)

    def of(self, owner: str) -> list[Statement]:
        """The newest first."""
        with self._lock:
            return [each for each in reversed(self._statements.values()) if each.owner == owner]
