"""Runs docs/history.sql on a local cluster of two executors and compares it with what `tradeprint import` wrote.

    python3 cluster.py HISTORY_FOLDER DATA_FOLDER

HISTORY_FOLDER holds DATTSVT files or Parquet; DATA_FOLDER is the one that the same files were imported into. Needs pyspark and Java.
"""

import csv
import sys
import time
from decimal import Decimal
from pathlib import Path

from pyspark.sql import SparkSession


def main() -> int:
    history, data = Path(sys.argv[1]), Path(sys.argv[2])
    spark = (
        SparkSession.builder.master("local-cluster[2,1,1024]").appName("history")
        .config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false").config("spark.sql.shuffle.partitions", "8").getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    executors = spark.sparkContext._jsc.sc().statusTracker().getExecutorInfos()
    start = time.perf_counter()
    if list(history.glob("*.parquet")):
        rows = spark.read.parquet(str(history))
    else:
        rows = spark.read.csv(f"{history}/*.csv", sep="\t", header=True, quote="")
    rows.createOrReplaceTempView("history")
    spark.read.csv(str(data / "regions.csv"), header=True).createOrReplaceTempView("regions")
    codes = data / "product_codes.csv"
    if codes.exists():
        spark.read.csv(str(codes), header=True).na.fill("").createOrReplaceTempView("product_codes")
    else:
        products = spark.read.csv(str(data / "products.csv"), header=True)
        products.selectExpr("'' AS flow", "substr(product, 3) AS code", "product").createOrReplaceTempView("product_codes")
    query = (Path(__file__).parents[2] / "docs" / "history.sql").read_text(encoding="utf-8")
    made = {tuple(str(cell) for cell in row[:4]): row[4] for row in spark.sql(query).collect()}
    seconds = time.perf_counter() - start
    own = {}
    with (data / "regional_trade.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["note"] != "nothing recorded":
                own[(row["year"], row["flow"], row["region"], row["product"])] = Decimal(row["value_usd"])
    # The driver is one of the listed.
    print(f"{len(executors) - 1} executors, {len(made)} rows in {seconds:.0f} s, {len(own)} rows imported, "
          f"{sum(made.get(key) != value for key, value in own.items()) + len(made.keys() - own.keys())} differ")
    spark.stop()
    return 0 if made == own else 1


if __name__ == "__main__":
    sys.exit(main())
