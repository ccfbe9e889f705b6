"""Whether the groups of peers.py, or the table of `tradeprint-history sums`, are the rows that `tradeprint import` wrote.

    python3 compare.py DATA_FOLDER GROUPS.csv
"""

import csv
import sys
from decimal import Decimal
from pathlib import Path


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main() -> int:
    data, groups = Path(sys.argv[1]), Path(sys.argv[2])
    rows = [row for row in read(data / "regional_trade.csv") if row["note"] != "nothing recorded"]
    with groups.open(encoding="utf-8", newline="") as file:
        cells = list(csv.reader(file))
    if cells[0][0] == "year":
        own = {(row["year"], row["flow"], row["region"], row["product"]): Decimal(row["value_usd"]) for row in rows}
        cells = cells[1:]
    else:
        okato = {row["region"]: row["okato"] for row in read(data / "regions.csv")}
        own = {
            (row["year"], "ЭК" if row["flow"] == "RU-CN" else "ИМ", okato[row["region"]], row["product"].removeprefix("hs")): Decimal(row["value_usd"])
            for row in rows
        }
    theirs = {tuple(row[:4]): Decimal(row[4]) for row in cells}
    print(f"{groups.name}: {len(own)} groups, {'the same' if own == theirs else 'NOT the same'} in both")
    return 0 if own == theirs else 1


if __name__ == "__main__":
    sys.exit(main())
