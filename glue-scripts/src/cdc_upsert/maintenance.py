"""New rows come in a file per batch, so small files are made one now and then.

Delta's own auto compaction counts files in memory, and a job that runs every few minutes never lives to see enough.
"""

#: Size of a file that is left as it is, and that small ones are packed up to: a merge rewrites whole files, and a query
#: opens each.
FULL_BYTES = 128 * 1024 * 1024
SMALL_BYTES = FULL_BYTES // 4
#: Files beyond those that the table's bytes would fill.
SURPLUS_FILES = 50


def is_scattered(files: int, size: int) -> bool:
    return files - size // FULL_BYTES >= SURPLUS_FILES
