"""What the entry script has: arguments in, tables in order out."""

import argparse
import json
import traceback
from concurrent.futures import ThreadPoolExecutor

from cdc_upsert.config import below, unpacked
from cdc_upsert.errors import TablesFailedError
from cdc_upsert.runner import TABLES_AT_ONCE, print_line
from cdc_upsert.session import open_session
from cdc_upsert.upkeep.base import KeptTable, Retention, keep
from cdc_upsert.upkeep.delta import KeptDeltaTable
from cdc_upsert.upkeep.iceberg import KeptIcebergTable

CATALOG = "lake"
#: A batch of a merge, or a query, may take as long as that.
LEAST_HOURS = 24


def run(description: str | None) -> None:
    parser = argparse.ArgumentParser(description=description, allow_abbrev=False)
    parser.add_argument("--lake", required=True, help="folder of the Delta tables")
    parser.add_argument("--delta-tables", required=True, help="JSON array of names of Delta tables, packed where long")
    parser.add_argument("--iceberg-databases", required=True, help="JSON array of databases of Iceberg tables")
    parser.add_argument("--retention-hours", required=True, type=hours, help="how long what is gone stays readable")
    parser.add_argument("--unknown-hours", required=True, type=hours, help="how long files stay that no snapshot knows")
    # Glue adds arguments of its own.
    args, _ = parser.parse_known_args()
    names, databases = json.loads(unpacked(args.delta_tables)), json.loads(args.iceberg_databases)
    spark = open_session()
    tables: list[KeptTable] = [
        *[table for name in names for table in KeptDeltaTable.with_side_table(spark, below(args.lake, name))],
        *[table for database in databases for table in KeptIcebergTable.of_database(spark, CATALOG, database)],
    ]
    keep_all(tables, Retention(args.retention_hours, args.unknown_hours))


def hours(text: str) -> int:
    if int(text) < LEAST_HOURS:
        raise argparse.ArgumentTypeError(f"must be at least {LEAST_HOURS}, got: {text}")
    return int(text)


def keep_all(tables: list[KeptTable], retention: Retention) -> None:
    """Each table once. One that fails does not stop the others, but fails the run at its end."""

    def attempt(table: KeptTable) -> str | None:
        try:
            print_line(keep(table, retention).to_json())
        except Exception as failure:
            traceback.print_exception(failure)
            print_line(json.dumps({"event": "lake.failed", "table": table.name, "error": str(failure)}))
            return f"{table.name}: {failure}"
        return None

    with ThreadPoolExecutor(TABLES_AT_ONCE) as threads:
        failures = [failure for failure in threads.map(attempt, tables) if failure is not None]
    if failures:
        raise TablesFailedError(f"{len(failures)} of {len(tables)} tables failed: {'; '.join(failures)}")
