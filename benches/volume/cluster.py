"""Runs docs/history.sql on a local cluster of two executors and compares it with what `tradeprint import` wrote.

    python3 cluster.py PACKED_FOLDER DATA_FOLDER

PACKED_FOLDER is what `tradeprint-history pack` wrote; DATA_FOLDER a copy of data/ru-cn-customs that the same records were imported into.
Needs pyspark and Java.
"""

import csv
import sys
import time
from decimal import Decimal
from pathlib import Path

from pyspark.sql import SparkSession


def main() -> int:
    packed, data = Path(sys.argv[1]), Path(sys.argv[2])
    spark = (
        SparkSession.builder.master("local-cluster[2,1,1024]").appName("history")
        .config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false").config("spark.sql.shuffle.partitions", "8").getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    start = time.perf_counter()
    spark.read.parquet(str(packed)).createOrReplaceTempView("history")
    query = (Path(__file__).parents[2] / "docs" / "history.sql").read_text(encoding="utf-8")
    made, left = {}, 0
    for row in spark.sql(query).collect():
        if row["note"]:
            left += row["records"]
        else:
            made[tuple(str(row[key]) for key in ("year", "flow", "region", "product"))] = row["value_usd"]
    seconds = time.perf_counter() - start
    # Asked after the work: executors report for duty while the query is planned.
    executors = spark.sparkContext._jsc.sc().statusTracker().getExecutorInfos()
    own = {}
    with (data / "regional_trade.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["note"] != "nothing recorded":
                own[(row["year"], row["flow"], row["region"], row["product"])] = Decimal(row["value_usd"])
    # The driver is one of the listed.
    print(f"{len(executors) - 1} executors, {len(made)} rows in {seconds:.0f} s, {left} records with a note, {len(own)} rows imported, "
          f"{sum(made.get(key) != value for key, value in own.items()) + len(made.keys() - own.keys())} differ")
    spark.stop()
    return 0 if made == own else 1


if __name__ == "__main__":
    sys.exit(main())
