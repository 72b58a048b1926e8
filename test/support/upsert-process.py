"""Runs the upsert job's entry script and reads its tables, again and again in one Spark session: a session takes longer
to start than a small run.

Usage: upsert-process.py <entry script>
Takes a request a line, a JSON array: `run` and the script's arguments, `rows` and the path of a Delta table, or `texts`
and such a path, which gives every value as text, bytes as hexadecimal digits. What it answers stands on the lines before
one that is a JSON object with `end`.
"""

import json
import runpy
import sys
import traceback

from pyspark.sql import DataFrame, SparkSession



def in_text(rows: DataFrame) -> DataFrame:
    kinds = {name: "hex(`{0}`)" if kind == "binary" else "CAST(`{0}` AS STRING)" for name, kind in rows.dtypes}
    return rows.selectExpr(*[f"{kind.format(name)} AS `{name}`" for name, kind in kinds.items()])


script = sys.argv[1]
spark = SparkSession.builder.getOrCreate()
for line in sys.stdin:
    request, *arguments = json.loads(line)
    end = "done"
    try:
        if request == "run":
            sys.argv = [script, *arguments]
            runpy.run_path(script, run_name="__main__")
        else:
            rows = spark.read.format("delta").load(*arguments)
            for row in (in_text(rows) if request == "texts" else rows).toJSON().collect():
                print(row)
    except (Exception, SystemExit):
        traceback.print_exc(file=sys.stdout)
        end = "failed"
    print(json.dumps({"end": end}), flush=True)
