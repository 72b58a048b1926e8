"""The Data Catalog takes an update of a table at the version that its writer saw, where the writer says which."""

from collections.abc import Callable
from threading import Lock

from moto.core.responses import ActionResult
from moto.glue.exceptions import GlueClientError
from moto.glue.responses import GlueResponse

Update = Callable[[GlueResponse], ActionResult]


class TableIsNewerError(GlueClientError):
    def __init__(self, seen: str, current: str):
        super().__init__("ConcurrentModificationException", f"Update table failed: version {seen} is {current} by now")


def at_its_version(update: Update) -> Update:
    """
    A method in the place of moto's `update_table`, which takes any. Iceberg's writers of one table tell by the refusal
    that another one was first; without it the later one undoes what the other committed.
    """
    lock = Lock()

    def update_table(request: GlueResponse) -> ActionResult:
        seen = request.parameters.get("VersionId")
        with lock:
            if seen is not None:
                database, table = request.parameters["DatabaseName"], request.parameters["TableInput"]["Name"]
                current = request.glue_backend.get_table(database, table).as_dict()["VersionId"]
                if seen != current:
                    raise TableIsNewerError(seen, current)
            return update(request)

    return update_table
