"""Runs the entry script and holds it for ever where a table is merged and its checkpoint does not know yet.

Arguments: seconds between its signs of life, then those of the script.
"""

import runpy
import sys
import time
from pathlib import Path

from cdc_upsert import batch, lease

_, beat_seconds, *arguments = sys.argv
lease.BEAT_SECONDS = float(beat_seconds)
write = batch.write


def write_and_hold(*args):
    write(*args)
    Path("merged").touch()
    time.sleep(600)


batch.write = write_and_hold
script = Path(__file__).parents[1] / "jobs" / "upsert.py"
sys.argv = [str(script), *arguments]
runpy.run_path(str(script))
