"""The grouping of `tradeprint import` by an engine that analysts use: year, direction, region and chapter of the rows with the partner.

    python3 peers.py duckdb|polars FILES_GLOB OUT.csv

FILES_GLOB names text as the customs publish it, or Parquet of `tradeprint-history pack`. Sums are exact (decimals). Writes the groups in
their order and prints how long it took, the engine's own start apart.
"""

import sys
import time


def with_duckdb(files: str, out: str) -> None:
    import duckdb

    duckdb.sql("set memory_limit = '1GB'; set threads = 2; set preserve_insertion_order = false")
    if files.endswith(".parquet"):
        query = f"""
            select year, case direction when 'export' then 'ЭК' else 'ИМ' end as napr, region, substr(code, 1, 2) as chapter,
                   cast(sum(value_usd) as decimal(38, 2)) as usd
            from read_parquet('{files}')
            where country = 'CN'
        """
    else:
        query = f"""
            select substr(period, 4, 4) as year, napr, substr("Region", 1, 5) as region, substr(tnved, 1, 2) as chapter,
                   sum(cast(replace("Stoim", ',', '.') as decimal(18, 2))) as usd
            from read_csv('{files}', delim = '\t', header = true, all_varchar = true, quote = '')
            where nastranapr = 'CN'
        """
    duckdb.sql(f"copy ({query} group by all order by all) to '{out}' (header false)")


def with_polars(files: str, out: str) -> None:
    import polars as pl

    if files.endswith(".parquet"):
        rows = pl.scan_parquet(files).filter(pl.col("country") == "CN")
        way = pl.when(pl.col("direction") == "export").then(pl.lit("ЭК")).otherwise(pl.lit("ИМ"))
        keys = [pl.col("year"), way.alias("napr"), pl.col("region"), pl.col("code").str.slice(0, 2).alias("chapter")]
        cents = (pl.col("value_usd") * 100).cast(pl.Int64)
    else:
        rows = pl.scan_csv(files, separator="\t", infer_schema=False, quote_char=None).filter(pl.col("nastranapr") == "CN")
        keys = [
            pl.col("period").str.slice(3, 4).alias("year"), pl.col("napr"), pl.col("Region").str.slice(0, 5).alias("region"),
            pl.col("tnved").str.slice(0, 2).alias("chapter"),
        ]
        cents = pl.col("Stoim").str.replace(",", "", literal=True).cast(pl.Int64)
    groups = rows.group_by(*keys).agg(cents.sum().alias("cents"))
    made = groups.collect(engine="streaming").sort("year", "napr", "region", "chapter")
    with open(out, "w", encoding="utf-8") as file:
        for year, way, region, chapter, total in made.iter_rows():
            file.write(f"{year},{way},{region},{chapter},{total // 100}.{total % 100:02d}\n")


def main() -> None:
    engine, files, out = sys.argv[1:4]
    made = {"duckdb": with_duckdb, "polars": with_polars}[engine]
    start = time.perf_counter()
    made(files, out)
    print(f"{time.perf_counter() - start:.1f}")


if __name__ == "__main__":
    main()
