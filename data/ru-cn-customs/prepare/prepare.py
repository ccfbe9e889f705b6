"""Tables of the folder ru-cn-customs: all that is needed to import the customs' records of regions, by chapters of the Harmonized System.

    python3 prepare.py SHARED_DIR RU_CN OUT

SHARED_DIR holds data/; RU_CN is the folder ru-cn, whose accounts, regions, weights and totals are taken over. Agriculture is finer
than there: crops, animals and fish are chapters of their own. Their intensity is still one, because WIOD counts Russian fishing within
agriculture (A03 is zero there). Trade is not here: `tradeprint import --national` puts it in. The same bytes every time.
"""

import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from prepare_tables import describe, read, write  # noqa: E402

FLOWS = ["CN-RU", "RU-CN"]
# Industry, its chapters, the group of its accounts.
CHAPTERS = [
    ("mineral-products", ["25", "26", "27"], "wiod-b"),
    ("chemical-products", [str(n) for n in range(28, 39)], "wiod-c20-c21"),
    ("plastics-rubber", ["39", "40"], "wiod-c22"),
    ("agriculture", ["06", "07", "08", "09", "10", "11", "12", "13", "14"], "wiod-a"),
    ("animal-husbandry", ["01", "02", "04", "05"], "wiod-a"),
    ("fishery", ["03"], "wiod-a"),
    ("food-products", [str(n) for n in range(15, 25)], "wiod-c10-c12"),
    ("wood-products", ["44", "45", "46"], "wiod-c16"),
    ("furniture", ["94"], "wiod-c31-c33"),
    ("pulp-paper", ["47", "48", "49"], "wiod-c17-c18"),
    ("textiles-leather-footwear", ["41", "42", "43"] + [str(n) for n in range(50, 68)], "wiod-c13-c15"),
    ("stone-glass", ["68", "69", "70"], "wiod-c23"),
    ("metals", ["71", "72", "73", "74", "75", "76", "78", "79", "80", "81", "82", "83"], "wiod-c24-c25"),
    ("machinery", ["84"], "wiod-c28"),
    ("electrical-equipment", ["85", "90", "91"], "wiod-c26-c27"),
    ("transport-equipment", ["86", "87", "88", "89"], "wiod-c29-c30"),
    ("other-manufactures", ["92", "93", "95", "96", "97"], "wiod-c31-c33"),
]
GROUPS = [("animal-fishery", ["animal-husbandry", "fishery"]), ("wood-furniture", None), ("metal-machinery", None)]
# Industries that ru-cn does not have: names, short names, bases.
NEW = {
    "agriculture": ("Agriculture", "Растениеводство", "种植业", "Agriculture", "Растениеводство", "种植业"),
    "animal-husbandry": ("Animal husbandry", "Животноводство", "畜牧业", "Animals", "Животноводство", "畜牧业"),
    "fishery": ("Fishery", "Рыболовство", "渔业", "Fishery", "Рыболовство", "渔业"),
    "animal-fishery": ("Animal husbandry and fishery", "Животноводство и рыболовство", "畜牧业和渔业", "Animals, fish", "Животные, рыба", "畜牧渔业"),
}
COPIED = ["intensity_groups.csv", "output.csv", "emissions.csv", "exchange_rates.csv", "macro.csv", "trade_totals.csv", "regions.csv", "regional_weights.csv", "regional_indicators.csv"]
PREPARED = {"trade.csv", "regional_trade.csv"}


def industries(ru_cn: Path) -> list[dict[str, str]]:
    known = {row["industry"]: row for row in read(ru_cn / "industries.csv")}
    columns = list(next(iter(known.values())))
    rows = []
    for code, chapters, group in CHAPTERS:
        row = dict(known.get(code) or dict.fromkeys(columns, ""))
        if code in NEW:
            row |= dict(zip(["name_en", "name_ru", "name_zh", "short_en", "short_ru", "short_zh"], NEW[code]))
            row |= {"kind": "industry", "made_basis": "population", "used_basis": "population"}
        row |= {"industry": code, "intensity_group": group, "order": str(len(rows) + 1),
                "note": "crops, animals and fish have one intensity, because the accounts of Russia do not separate them" if group == "wiod-a" else "",
                "definition": f"HS chapter{'s' if len(chapters) > 1 else ''} {', '.join(chapters)}"}
        rows.append(row)
    for code, members in GROUPS:
        row = dict(known.get(code) or dict.fromkeys(columns, ""))
        if code in NEW:
            row |= dict(zip(["name_en", "name_ru", "name_zh", "short_en", "short_ru", "short_zh"], NEW[code]))
            row |= {"industry": code, "kind": "group", "members": ";".join(members), "definition": "animal husbandry and fishery together"}
        row["order"] = str(len(rows) + 1)
        rows.append(row)
    return rows


def main() -> None:
    shared, ru_cn, out = (Path(argument) for argument in sys.argv[1:4])
    chapter = {row["hs2"]: row["chapter"] for row in read(shared / "data" / "concordance_hs2_groups_wiod.csv")}
    assert sorted(code for _, chapters, _ in CHAPTERS for code in chapters) == sorted(chapter), "every chapter once"
    placed = [(flow, f"hs{code}", industry) for flow in FLOWS for industry, chapters, _ in CHAPTERS for code in chapters]
    tables = {
        "products.csv": [{"product": f"hs{code}", "name_en": name, "definition": f"HS chapter {code}"} for code, name in sorted(chapter.items())],
        "industries.csv": industries(ru_cn),
        "concordance.csv": [
            {"flow": flow, "product": product, "industry": industry, "share": "1", "status": "observed", "source": "tradeprint",
             "note": "the industry is made of its chapters"} for flow, product, industry in sorted(placed)
        ],
    }
    for name in COPIED:
        tables[name] = read(ru_cn / name)
    used = {code for rows in tables.values() for row in rows for code in row.get("source", "").split(";") if code}
    tables["sources.csv"] = [row for row in read(ru_cn / "sources.csv") if row["source"] in used | {"natural-earth", "trade-goal-2021", "china-target-2020"}]
    for name, table in tables.items():
        write(out / name, table)
    shutil.copyfile(ru_cn / "regions.geojson", out / "regions.geojson")
    head = {
        "name": "tradeprint-ru-cn-customs",
        "title": "Russia and China by chapters of the Harmonized System, ready for the customs' records",
        "description": "Accounts, regions, weights and totals of ru-cn; trade is imported.",
        "version": "1",
    }
    describe(out, ru_cn, tables, PREPARED | {"regions.geojson"}, head)


if __name__ == "__main__":
    main()
