"""Tables of the folder cn-ru: trade of China and Russia by industry as the World Input-Output Database has it, seen from China.

    python3 prepare.py SHARED_DIR RU_CN OUT

SHARED_DIR holds data/trade_by_industry_wiod13.csv; RU_CN is the folder ru-cn, whose accounts, exchange rates, national totals and
input-output tables hold for the same two countries and are taken over row by row. The same bytes every time.
"""

import sys
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from prepare_tables import describe, read, write  # noqa: E402

YEARS = range(2000, 2012)
GOODS = [f"c{number}" for number in range(1, 17)]  # c17 to c35 are energy by wire and pipe, construction and services
FLOWS = {("CHN", "RUS"): "CN-RU", ("RUS", "CHN"): "RU-CN"}
SOURCE = "wiod-2013"
SHORT = {
    "c1": "Agriculture", "c2": "Mining", "c3": "Food", "c4": "Textiles", "c5": "Leather", "c6": "Wood", "c7": "Paper, printing",
    "c8": "Refined oil", "c9": "Chemicals", "c10": "Rubber, plastics", "c11": "Minerals, glass", "c12": "Metals", "c13": "Machinery",
    "c14": "Electrical", "c15": "Transport eq.", "c16": "Other goods",
}
COPIED = ["intensity_groups.csv", "output.csv", "emissions.csv", "exchange_rates.csv", "macro.csv", "trade_totals.csv", "io_industries.csv",
          "io_use.csv", "io_accounts.csv", "io_exports.csv"]


def product(code: str) -> str:
    return f"wiod13-{code}"


def industry(code: str) -> str:
    """An industry of the goods; `io-cN` is the same industry of the input-output tables."""
    return f"goods-{code}"


def trade(shared: Path) -> list[dict[str, str]]:
    """Intermediate and final use together, million USD at basic prices; WIOD models flows between countries, so they are estimates."""
    found = {}
    for row in read(shared / "data" / "trade_by_industry_wiod13.csv"):
        flow, year = FLOWS[(row["exporter"], row["importer"])], int(row["year"])
        if year in YEARS and row["industry_code"] in GOODS:
            found[(year, flow, row["industry_code"])] = Decimal(row["total_usd_mn"]) * 1_000_000
    assert len(found) == len(YEARS) * len(FLOWS) * len(GOODS)
    # 2011, SOURCES.md: goods c1 to c16 from Russia to China 35.3 bn USD.
    assert round(sum(v for (y, f, _), v in found.items() if y == 2011 and f == "RU-CN") / 10**8) == 353
    return [
        {"year": str(year), "flow": flow, "product": product(code), "value_usd": f"{value:f}".removesuffix(".0"), "status": "estimated",
         "method": "modelled", "source": SOURCE, "note": ""}
        for (year, flow, code), value in sorted(found.items(), key=lambda item: (item[0][0], item[0][1], GOODS.index(item[0][2])))
    ]


def named(ru_cn: Path) -> dict[str, dict[str, str]]:
    return {row["io_industry"].removeprefix("io-"): row for row in read(ru_cn / "io_industries.csv")}


def industries(ru_cn: Path) -> list[dict[str, str]]:
    names = named(ru_cn)
    rows = []
    for order, code in enumerate(GOODS, 1):
        row = names[code]
        rows.append({
            "industry": industry(code), "kind": "industry", "intensity_group": row["intensity_groups"], "members": "", "order": str(order),
            "name_en": row["name_en"], "short_en": SHORT[code], "definition": f"industry {code} of WIOD, release 2013",
            "note": "textiles and leather have one intensity, because the accounts of emissions do not separate them" if code in ("c4", "c5") else "",
        })
    return rows


def main() -> None:
    shared, ru_cn, out = (Path(argument) for argument in sys.argv[1:4])
    rows = trade(shared)
    names = named(ru_cn)
    tables = {
        "trade.csv": rows,
        "products.csv": [{"product": product(c), "name_en": names[c]["name_en"], "definition": f"industry {c} of WIOD, release 2013"} for c in GOODS],
        "industries.csv": industries(ru_cn),
        "concordance.csv": [
            {"flow": flow, "product": product(c), "industry": industry(c), "share": "1", "status": "observed", "source": SOURCE, "note": "the same industry"}
            for flow in sorted(FLOWS.values()) for c in GOODS
        ],
    }
    for name in COPIED:
        tables[name] = read(ru_cn / name)
    for name in ("exchange_rates.csv", "trade_totals.csv"):
        tables[name] = [row for row in tables[name] if int(row["year"]) <= 2014 or name == "trade_totals.csv"]
    used = {code for rows in tables.values() for row in rows for code in row.get("source", "").split(";") if code}
    tables["sources.csv"] = [row for row in read(ru_cn / "sources.csv") if row["source"] in used | {"tradeprint"}]
    for name, table in tables.items():
        write(out / name, table)
    head = {
        "name": "tradeprint-cn-ru",
        "title": "Trade of China and Russia by industry, 2000 to 2011, seen from China",
        "description": "Goods by industry from the World Input-Output Database, release 2013; accounts as in the folder ru-cn.",
        "version": "2011",
    }
    describe(out, ru_cn, tables, set(), head)


if __name__ == "__main__":
    main()
