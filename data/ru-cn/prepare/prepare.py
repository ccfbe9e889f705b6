#!/usr/bin/env python3
"""Write the tables of the data folder from the shared source data.

    python3 prepare.py SHARED_DIR OUT_DIR

SHARED_DIR holds data/ and geo/; OUT_DIR is the data folder (data/ru-cn). Python 3.11, standard
library, no network. Same input, same bytes. Every table of the folder is written here except the
two that are written by hand: tradeprint.toml (its one measured number is checked) and claims.toml. Names, definitions and sources stand
in handwritten.py, the field descriptions of datapackage.json in schema.py.

All arithmetic is exact (fractions); a value is rounded once, where it is written.
"""

from __future__ import annotations

import csv
import io
import json
import sys
import tomllib
from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

sys.dont_write_bytecode = True  # leave no __pycache__ in the data folder

import handwritten as hand  # noqa: E402
import schema  # noqa: E402

YEARS = range(2010, 2022)
FLOWS = {("RUS", "CHN"): "RU-CN", ("CHN", "RUS"): "CN-RU"}
COUNTRY = {"RUS": "RU", "CHN": "CN"}
MILLION = 10**6

# Years of the published structures that anchor the estimate of trade by product.
RU_CN_ANCHORS = (2008, 2015, 2020)   # FCS, UNCTAD, the paper
CN_RU_ANCHORS = (2005, 2015)         # UNCTAD
LAST_REPORTED = 2017                 # last year of chapters 27 and 44 in the Comtrade files
CRUDE_YEARS = range(2014, 2018)      # years with both crude oil (HS6 270900) and chapter 27
FCS_YEAR = 2008                      # the only Russian structure of the goods from China
SMALLEST_MIXED = 100                 # million USD in WIOD from which the split of a product says something
WIOD_YEAR = "2011"                   # last year of bilateral trade by industry (release 2013)
TIMBER_2019 = Fraction(42, 100) * 8 * 10**9  # China's share times timber exports, published_regional_facts.csv

HS27, HS44 = "hs27", "hs44"
RU_CN_REST = ["hs01-24", "hs25-26", "hs28-40", "hs45-49", "hs72-83", "hs84-90", "other"]
SECTIONS = ["sitc-0-1", "sitc-2-4", "sitc-5", "sitc-6", "sitc-7", "sitc-8", "sitc-9"]
SITC3 = "sitc-3"
SECTION_OF = {"0": "sitc-0-1", "1": "sitc-0-1", "2": "sitc-2-4", "4": "sitc-2-4", "5": "sitc-5",
              "6": "sitc-6", "7": "sitc-7", "8": "sitc-8", "9": "sitc-9"}

# Goods from China: which WIOD industries a section holds, and which of their uses. Three industries
# make goods of two sections: their goods for intermediate use (cloth, leather, tyres, sheet) stand in
# section 6 "by material", those for final use (clothing, shoes, household goods) in section 8.
SECTION_INDUSTRIES = {
    "sitc-0-1": [("c1", "total"), ("c3", "total")],
    "sitc-2-4": [("c1", "total"), ("c2", "total")],
    "sitc-5": [("c9", "total")],
    "sitc-6": [("c4", "intermediate"), ("c5", "intermediate"), ("c6", "total"), ("c7", "total"),
               ("c10", "intermediate"), ("c11", "total"), ("c12", "total")],
    "sitc-7": [("c13", "total"), ("c14", "total"), ("c15", "total")],
    "sitc-8": [("c4", "final"), ("c5", "final"), ("c10", "final"), ("c16", "total")],
}
FCS_GROUP = {  # WIOD industry -> group of the Federal Customs Service's structure of 2008
    "c13": "Machinery and technical products", "c14": "Machinery and technical products",
    "c15": "Machinery and technical products", "c4": "Textiles and footwear",
    "c5": "Textiles and footwear", "c12": "Metals and metalware", "c9": "Chemicals", "c10": "Chemicals",
}
# Goods from Russia: WIOD industries of a product that covers several.
PRODUCT_INDUSTRIES = {
    "hs01-24": ["c1", "c3"],
    "hs28-40": ["c9", "c10"],
    "hs84-90": ["c13", "c14", "c15"],
    "other": ["c4", "c5", "c11", "c16"],
}
ONE_INDUSTRY = {  # goods from Russia that belong to one industry
    "hs25-26": "mineral-products", "hs27": "mineral-products", "hs44": "wood-products",
    "hs45-49": "pulp-paper", "hs72-83": "metals",
}
INDUSTRY_OF = {  # WIOD 2013 industry -> industries of this folder with the part of each
    "c1": {"agriculture-animal-fishery": Fraction(1)}, "c2": {"mineral-products": Fraction(1)},
    "c3": {"food-products": Fraction(1)}, "c4": {"textiles-leather-footwear": Fraction(1)},
    "c5": {"textiles-leather-footwear": Fraction(1)}, "c6": {"wood-products": Fraction(1)},
    "c7": {"pulp-paper": Fraction(1)}, "c9": {"chemical-products": Fraction(1)},
    "c10": {"plastics-rubber": Fraction(1)}, "c11": {"stone-glass": Fraction(1)},
    "c12": {"metals": Fraction(1)}, "c13": {"machinery": Fraction(1)},
    "c14": {"electrical-equipment": Fraction(1)}, "c15": {"transport-equipment": Fraction(1)},
    # no source splits c16; both halves carry the same intensity (wiod-c31-c33)
    "c16": {"furniture": Fraction(1, 2), "other-manufactures": Fraction(1, 2)},
}
TOTAL_SOURCE = {"comtrade_api_cipf": "comtrade-api", "wits_summary_2021": "wits-summary-2021",
                "wits_2017": "wits-2017", "imf_imts": "imf-imts", "gacc_mgimo": "gacc"}


# ---------------------------------------------------------------- reading and writing


class Shared:
    """The shared folder: `rows("data/x.csv")` gives the rows of a table as dictionaries."""

    def __init__(self, root: Path):
        self.root = root
        self.cache: dict[str, list[dict[str, str]]] = {}

    def rows(self, name: str) -> list[dict[str, str]]:
        if name not in self.cache:
            with open(self.root / name, encoding="utf-8-sig", newline="") as file:
                self.cache[name] = list(csv.DictReader(file))
        return self.cache[name]

    def text(self, name: str) -> str:
        return (self.root / name).read_text(encoding="utf-8")


def number(text: str) -> Fraction:
    return Fraction(Decimal(text))


def plain(value: Fraction | Decimal | str) -> str:
    """A decimal that is finite: full precision, no exponent, no trailing zeros."""
    if isinstance(value, str):
        value = Decimal(value)
    if isinstance(value, Fraction):
        quotient = Decimal(value.numerator) / Decimal(value.denominator)
        assert Fraction(quotient) == value, f"not a finite decimal: {value}"
        value = quotient
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def cents(value: Fraction) -> Fraction:
    """Rounded to a cent (half to even)."""
    return Fraction(round(value * 100), 100)


def ratio(value: Fraction) -> str:
    """A share: the shortest decimal that gives back the nearest double."""
    return plain(repr(float(value)))


def write(out: Path, name: str, rows: list[list[str]]) -> None:
    """One CSV, columns as declared in schema.py, sorted by its key."""
    table = schema.TABLES[name]
    columns = [field["name"] for field in table["fields"]]
    keys = [columns.index(key) for key in table["primaryKey"]]
    kinds = {field["name"]: field["type"] for field in table["fields"]}

    def key(row: list[str]) -> list:
        return [int(row[k]) if kinds[columns[k]] == "integer" else row[k] for k in keys]

    if not table.get("ordered"):
        rows = sorted(rows, key=key)
    assert all(len(row) == len(columns) for row in rows), name
    found = [tuple(row[k] for k in keys) for row in rows]
    assert len(set(found)) == len(found), f"{name}: the key repeats"
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    (out / name).write_text(buffer.getvalue(), encoding="utf-8", newline="\n")


def between(left: tuple[int, Fraction], right: tuple[int, Fraction], year: int) -> Fraction:
    """The straight line through two points."""
    (y0, v0), (y1, v1) = left, right
    return v0 + (v1 - v0) * Fraction(year - y0, y1 - y0)


# ---------------------------------------------------------------- trade


def trade_totals(shared: Shared) -> list[list[str]]:
    """All goods by flow, year and reporter, as published; `preferred` is the mark of the source file.

    Russia's reports of 2022-2024 are the IMF's estimates (SOURCES.md), every other row is observed.
    """
    rows = []
    for row in shared.rows("data/trade_rus_chn_totals.csv"):
        year = int(row["year"])
        if not 1992 <= year <= 2025:
            continue
        reporter = COUNTRY[row["reporter"]]
        status = "estimated" if reporter == "RU" and year >= 2022 else "observed"
        rows.append([str(year), FLOWS[row["exporter"], row["importer"]], reporter, plain(row["value_usd"]),
                     row["preferred"], status, TOTAL_SOURCE[row["source_id"]]])
    preferred = defaultdict(int)
    for row in rows:
        preferred[row[0], row[1], row[2]] += int(row[4])
    assert set(preferred.values()) == {1}, "one preferred row a year, flow and reporter"
    return rows


def reported_totals(shared: Shared) -> dict[tuple[str, int], Fraction]:
    """Preferred totals as Russia reports them: (flow, year) -> USD."""
    found = {(row[1], int(row[0])): number(row[3]) for row in trade_totals(shared)
             if row[2] == "RU" and row[4] == "1"}
    assert round(float(found["RU-CN", 2019]) / 1e9, 2) == 57.32
    assert round(float(found["CN-RU", 2019]) / 1e9, 2) == 54.14
    return found


def reported_product(shared: Shared, flow: str, code: str) -> dict[int, Fraction]:
    """A chapter or a HS6 line as Russia reports it: year -> USD."""
    return {int(row["year"]): number(row["value_usd"])
            for row in shared.rows("data/trade_rus_chn_comtrade_products.csv")
            if row["reporter"] == "RUS" and row["product_code"] == code
            and FLOWS[row["exporter"], row["importer"]] == flow}


def unctad_sections(shared: Shared, flow: str) -> dict[int, dict[str, Fraction]]:
    """UNCTAD: year -> SITC section -> USD (exporter-reported)."""
    found: dict[int, dict[str, Fraction]] = defaultdict(dict)
    for row in shared.rows("data/trade_rus_chn_sitc_sections_unctad.csv"):
        if FLOWS[row["exporter"], row["importer"]] == flow and row["sitc_section"] != "total":
            found[int(row["year"])][row["sitc_section"]] = number(row["value_usd"])
    return found


def published_structure(shared: Shared, flow: str, year: int) -> dict[str, Fraction]:
    """Published percentages as fractions of the total: group -> share."""
    return {row["group"]: number(row["share_pct"]) / 100
            for row in shared.rows("data/trade_structure_anchors.csv")
            if FLOWS[row["exporter"], row["importer"]] == flow and int(row["year"]) == year}


def crude_part(shared: Shared) -> Fraction:
    """Mean share of crude oil in chapter 27 of the goods from Russia, 2014-2017 (0.8091)."""
    crude = reported_product(shared, "RU-CN", "270900")
    fuels = reported_product(shared, "RU-CN", "27")
    shares = [crude[year] / fuels[year] for year in CRUDE_YEARS]
    return sum(shares) / len(shares)


def fuels_and_wood(shared: Shared) -> dict[int, dict[str, tuple[Fraction, str, str, str, str]]]:
    """Goods from Russia, chapters 27 and 44: year -> product -> value, status, method, source, note.

    Chapter 27: reported to 2017; then crude oil (reported) over the mean crude share of 2014-2017.
    Chapter 44: reported to 2017; 2019 is 42 % of timber exports of about USD 8 billion (published);
    2018 is half way; 2020 keeps the value of 2019; 2021 keeps the share of 2020 in the trade
    without fuels.
    """
    total = reported_totals(shared)
    fuels = reported_product(shared, "RU-CN", "27")
    wood = reported_product(shared, "RU-CN", "44")
    crude = reported_product(shared, "RU-CN", "270900")
    part = crude_part(shared)
    assert abs(float(part) - 0.8091) < 5e-5
    found: dict[int, dict[str, tuple]] = {}
    for year in [FCS_YEAR, *YEARS]:
        if year <= LAST_REPORTED:
            found[year] = {HS27: (fuels[year], "observed", "reported", "comtrade-legacy", ""),
                           HS44: (wood[year], "observed", "reported", "comtrade-legacy", "")}
            continue
        fuel = cents(crude[year] / part)
        without_fuels = total["RU-CN", year] - fuel
        if year == 2018:
            lumber = between((2017, wood[2017]), (2019, TIMBER_2019), 2018)
            how = ("value-interpolated", "comtrade-legacy;timber-2019", "half way between 2017 and 2019")
        elif year == 2019:
            lumber = TIMBER_2019
            how = ("published-share", "timber-2019", "42 % of timber exports of about USD 8 billion")
        elif year == 2020:
            lumber = TIMBER_2019
            how = ("value-held", "timber-2019", "value of 2019")
        else:
            before = found[2020]
            share = before[HS44][0] / (total["RU-CN", 2020] - before[HS27][0])
            lumber = share * without_fuels
            how = ("share-held", "timber-2019", "share of 2020 in the trade without fuels")
        found[year] = {HS27: (fuel, "estimated", "crude-share", "comtrade-api;comtrade-legacy",
                              "crude oil / mean crude share of 2014-2017"),
                       HS44: (cents(lumber), "estimated", *how)}
    return found


def food_part_of_other(shared: Shared, year: int) -> Fraction:
    """Food's part of food (SITC 0, 1, 4) and miscellaneous goods (SITC 8) from Russia, on the line 2005-2015."""
    sections = unctad_sections(shared, "RU-CN")
    parts = {}
    for anchor in CN_RU_ANCHORS:
        food = sum(sections[anchor][code] for code in "014")
        parts[anchor] = food / (food + sections[anchor]["8"])
    return between((2005, parts[2005]), (2015, parts[2015]), year)


def anchors_from_russia(shared: Shared) -> dict[int, dict[str, Fraction]]:
    """Goods from Russia without chapters 27 and 44: anchor year -> product -> share (sums to 1).

    2008, Federal Customs Service: minerals less chapter 27, timber-pulp-paper less chapter 44; its
    "other" is food and other, by `food_part_of_other`.
    2015, UNCTAD: food = sections 0, 1, 4 and soya beans (HS 120190); chemicals = 5; metals = 6;
    machinery = 7; other = 8; what section 2 holds besides chapter 44 and soya beans is ores and pulp,
    split on the straight line between their ratios of 2008 and 2020.
    2020, the paper: minerals less chapter 27, wood and paper less chapter 44, the rest as printed;
    other = what is missing to 100 %.
    """
    total = reported_totals(shared)
    known = fuels_and_wood(shared)
    money: dict[int, dict[str, Fraction]] = {}

    fcs = {group: share * total["RU-CN", 2008] for group, share in published_structure(shared, "RU-CN", 2008).items()}
    food = food_part_of_other(shared, 2008)
    money[2008] = {
        "hs01-24": fcs["Other"] * food, "other": fcs["Other"] * (1 - food),
        "hs25-26": fcs["Mineral products"] - known[2008][HS27][0],
        "hs45-49": fcs["Timber, pulp and paper"] - known[2008][HS44][0],
        "hs28-40": fcs["Chemicals"], "hs72-83": fcs["Metals and metalware"],
        "hs84-90": fcs["Machinery, equipment and transport"],
    }
    paper_shares = published_structure(shared, "RU-CN", 2020)
    paper = {group: share * total["RU-CN", 2020] for group, share in paper_shares.items()}
    money[2020] = {
        "hs01-24": paper["Food products and agricultural raw materials"],
        "hs25-26": paper["Mineral products"] - known[2020][HS27][0],
        "hs45-49": paper["Wood and paper products"] - known[2020][HS44][0],
        "hs28-40": paper["Chemical industry products"], "hs72-83": paper["Metals and products made from them"],
        "hs84-90": paper["Machinery, equipment and vehicles"],
        "other": (1 - sum(paper_shares.values())) * total["RU-CN", 2020],
    }
    sections = unctad_sections(shared, "RU-CN")[2015]
    soya = reported_product(shared, "RU-CN", "120190")[2015]
    ores_and_pulp = sections["2"] - known[2015][HS44][0] - soya
    ores = {year: money[year]["hs25-26"] / (money[year]["hs25-26"] + money[year]["hs45-49"]) for year in (2008, 2020)}
    ore_part = between((2008, ores[2008]), (2020, ores[2020]), 2015)
    money[2015] = {
        "hs01-24": sections["0"] + sections["1"] + sections["4"] + soya,
        "hs25-26": ores_and_pulp * ore_part, "hs45-49": ores_and_pulp * (1 - ore_part),
        "hs28-40": sections["5"], "hs72-83": sections["6"], "hs84-90": sections["7"], "other": sections["8"],
    }
    shares = {}
    for year in RU_CN_ANCHORS:
        assert min(money[year].values()) > 0, f"{year}: an anchor is not positive"
        whole = sum(money[year].values())
        shares[year] = {product: money[year][product] / whole for product in RU_CN_REST}
    return shares


def trade_from_russia(shared: Shared) -> list[list[str]]:
    """Goods from Russia by product: chapters 27 and 44 first, the rest by the anchored structure."""
    total = reported_totals(shared)
    known = fuels_and_wood(shared)
    anchors = anchors_from_russia(shared)
    sources = {2008: "fcs-2008", 2015: "unctad", 2020: "paper-2022"}
    rows = []
    for year in YEARS:
        for product in (HS27, HS44):
            value, *rest = known[year][product]
            rows.append([str(year), "RU-CN", product, plain(value), *rest])
        if year >= 2020:
            low = high = 2020
        elif year >= 2015:
            low, high = 2015, 2020
        else:
            low, high = 2008, 2015
        if year in anchors:
            method, source, note = "structure-anchor", sources[year], ""
        elif low == high:
            method, source, note = "structure-held", sources[low], f"structure of {low}"
        else:
            method, source = "structure-interpolated", f"{sources[low]};{sources[high]}"
            note = f"structure between {low} and {high}"
        rest = total["RU-CN", year] - known[year][HS27][0] - known[year][HS44][0]
        left = rest
        for product in RU_CN_REST:
            share = anchors[low][product] if low == high else between(
                (low, anchors[low][product]), (high, anchors[high][product]), year)
            value = left if product == RU_CN_REST[-1] else cents(rest * share)
            left -= value
            rows.append([str(year), "RU-CN", product, plain(value), "estimated", method, source, note])
    return rows


def wiod_uses(shared: Shared, flow: str, year: str = WIOD_YEAR) -> dict[tuple[str, str], Fraction]:
    """WIOD of a year: (industry, use) -> million USD, goods industries c1-c16."""
    found = {}
    for row in shared.rows("data/trade_by_industry_wiod13.csv"):
        if row["year"] == year and FLOWS[row["exporter"], row["importer"]] == flow:
            for use in ("intermediate", "final", "total"):
                found[row["industry_code"], use] = number(row[f"{use}_usd_mn"])
    return found


def section_cells(shared: Shared) -> dict[str, dict[str, Fraction]]:
    """Goods from China: section -> WIOD industry -> part of the section, before the level correction."""
    uses = wiod_uses(shared, "CN-RU")
    cells = {}
    for section, members in SECTION_INDUSTRIES.items():
        money = {code: uses[code, use] for code, use in members}
        whole = sum(money.values())
        cells[section] = {code: value / whole for code, value in money.items()}
    cells["sitc-9"] = {"c16": Fraction(1)}
    return cells


def section_shares(shared: Shared, year: int) -> dict[str, Fraction]:
    """Goods from China without fuels: section -> share, China-reported; straight line 2005-2015, then held."""
    sections = unctad_sections(shared, "CN-RU")
    anchors = {}
    for anchor in CN_RU_ANCHORS:
        money = {section: Fraction(0) for section in SECTIONS}
        for code, value in sections[anchor].items():
            if code != "3":
                money[SECTION_OF[code]] += value
        whole = sum(money.values())
        anchors[anchor] = {section: value / whole for section, value in money.items()}
    first, last = CN_RU_ANCHORS
    if year >= last:
        return anchors[last]
    return {section: between((first, anchors[first][section]), (last, anchors[last][section]), year)
            for section in SECTIONS}


def level_correction(shared: Shared) -> dict[str, Fraction]:
    """WIOD industry -> Russia-reported over China-reported share of its group in 2008.

    Russia's customs and China's describe the same trade very differently (machinery 54 % against
    24 % in 2008, textiles and footwear 15 % against 57 %). The totals here are Russia's, so the
    level of each group is Russia's of 2008 and only the movement is China's.
    """
    published = published_structure(shared, "CN-RU", FCS_YEAR)
    fuels = reported_product(shared, "CN-RU", "27")[FCS_YEAR] / reported_totals(shared)["CN-RU", FCS_YEAR]
    russian = dict(published, Other=published["Other"] - fuels)
    chinese: dict[str, Fraction] = defaultdict(Fraction)
    shares = section_shares(shared, FCS_YEAR)
    cells = section_cells(shared)
    for section in SECTIONS:
        for code, part in cells[section].items():
            chinese[FCS_GROUP.get(code, "Other")] += shares[section] * part
    factor = {group: russian[group] / (1 - fuels) / chinese[group] for group in russian}
    return {code: factor[FCS_GROUP.get(code, "Other")] for code in INDUSTRY_OF}


def corrected_cells(shared: Shared) -> dict[str, dict[str, Fraction]]:
    """Section -> WIOD industry -> part of the section times its level correction (sums to the section's factor)."""
    factor = level_correction(shared)
    return {section: {code: part * factor[code] for code, part in parts.items()}
            for section, parts in section_cells(shared).items()}


def trade_from_china(shared: Shared) -> list[list[str]]:
    """Goods from China by SITC section.

    Section 3: chapter 27 as Russia reports it to 2017; then its share of the total of 2017. The
    other sections share the rest by `section_shares` times the factor of `corrected_cells`.
    """
    total = reported_totals(shared)
    fuels = reported_product(shared, "CN-RU", "27")
    factor = {section: sum(parts.values()) for section, parts in corrected_cells(shared).items()}
    source = "unctad;fcs-2008;wiod-2013"
    rows = []
    for year in YEARS:
        if year <= LAST_REPORTED:
            fuel = fuels[year]
            rows.append([str(year), "CN-RU", SITC3, plain(fuel), "observed", "reported", "comtrade-legacy", "HS chapter 27"])
        else:
            fuel = cents(total["CN-RU", year] * fuels[LAST_REPORTED] / total["CN-RU", LAST_REPORTED])
            rows.append([str(year), "CN-RU", SITC3, plain(fuel), "estimated", "share-held", "comtrade-legacy",
                         "HS chapter 27, share of 2017 in the total"])
        shares = section_shares(shared, year)
        weights = {section: shares[section] * factor[section] for section in SECTIONS}
        whole = sum(weights.values())
        if year < 2015:
            method, note = "structure-interpolated", "structure between 2005 and 2015 at Russia's level of 2008"
        elif year == 2015:
            method, note = "structure-anchor", "structure of 2015 at Russia's level of 2008"
        else:
            method, note = "structure-held", "structure of 2015 at Russia's level of 2008"
        rest = total["CN-RU", year] - fuel
        values = {section: cents(rest * weights[section] / whole) for section in SECTIONS}
        # the cents left over by rounding go to the largest section
        values["sitc-7"] += rest - sum(values.values())
        for section in SECTIONS:
            rows.append([str(year), "CN-RU", section, plain(values[section]), "estimated", method, source, note])
    return rows


def trade(shared: Shared) -> list[list[str]]:
    """Trade by product, both flows; the products of a flow and year add up to the reported total exactly."""
    rows = trade_from_russia(shared) + trade_from_china(shared)
    sums: dict[tuple[str, int], Fraction] = defaultdict(Fraction)
    for row in rows:
        assert number(row[3]) >= 0, row
        sums[row[1], int(row[0])] += number(row[3])
    total = reported_totals(shared)
    assert all(sums[flow, year] == total[flow, year] for flow in ("RU-CN", "CN-RU") for year in YEARS)
    return rows


# ---------------------------------------------------------------- classifications


def products() -> list[list[str]]:
    return [list(row) for row in hand.PRODUCTS]


def concordance(shared: Shared) -> list[list[str]]:
    """Product to industry: one to one where a product belongs to one industry, WIOD 2011 shares where it covers several."""
    rows = []
    for product, industry in ONE_INDUSTRY.items():
        note = "refined products (HS 2710) are inside and take the intensity of mining" if product == HS27 else ""
        rows.append(["RU-CN", product, industry, "1", "estimated", "tradeprint", note])
    uses = wiod_uses(shared, "RU-CN")
    notes = {"hs01-24": "c1 holds raw timber too, so agriculture is on the high side",
             "hs28-40": "WIOD records no rubber and plastics from Russia in any year",
             "hs84-90": "", "other": "WIOD records 23 million USD in all: weak"}
    for product, codes in PRODUCT_INDUSTRIES.items():
        shares = industry_shares({code: uses[code, "total"] for code in codes})
        rows += [["RU-CN", product, industry, ratio(share), "estimated", split_source(industry), notes[product]]
                 for industry, share in shares.items()]
    rows.append(["CN-RU", SITC3, "mineral-products", "1", "estimated", "tradeprint", ""])
    for section, parts in corrected_cells(shared).items():
        source = "wiod-2013;fcs-2008;unctad" if len(parts) > 1 else "tradeprint"
        shares = industry_shares(parts)
        if section == "sitc-9":
            shares = {"other-manufactures": Fraction(1)}
        for industry, share in shares.items():
            halved = ";tradeprint" if section == "sitc-8" and industry in INDUSTRY_OF["c16"] else ""
            rows.append(["CN-RU", section, industry, ratio(share), "estimated", source + halved, ""])
    sums: dict[tuple[str, str], float] = defaultdict(float)
    for row in rows:
        sums[row[0], row[1]] += float(row[3])
    assert all(abs(value - 1) < 1e-9 for value in sums.values())
    assert {product for _, product in sums} == {row[0] for row in hand.PRODUCTS}
    return rows


def industry_shares(money: dict[str, Fraction]) -> dict[str, Fraction]:
    """WIOD industries with their weights -> industries of this folder with shares that sum to 1."""
    whole = sum(money.values())
    shares: dict[str, Fraction] = defaultdict(Fraction)
    for code, value in money.items():
        for industry, part in INDUSTRY_OF[code].items():
            shares[industry] += value / whole * part
    return dict(shares)


def concordance_concentration(shared: Shared) -> float:
    """Concentration of the Dirichlet distribution about the shares of concordance.csv, to one decimal.

    The shares are those of 2011, used for every year. How far they stray from year to year is measured in WIOD,
    1995-2011: shares by the same rules (with the level correction held), their variance about their mean. Under a
    Dirichlet distribution the variances of a product sum to (sum of s (1 - s)) / (kappa + 1); kappa makes the sums over all
    products equal. A product of which WIOD records less than SMALLEST_MIXED million USD is left out: whole millions say nothing.
    """
    factor = level_correction(shared)

    def shares(flow: str, year: str) -> dict[str, dict[str, Fraction]]:
        uses = wiod_uses(shared, flow, year)
        if flow == "RU-CN":
            money = {product: {code: uses[code, "total"] for code in codes} for product, codes in PRODUCT_INDUSTRIES.items()}
        else:
            money = {section: {code: uses[code, use] * factor[code] for code, use in members}
                     for section, members in SECTION_INDUSTRIES.items()}
        if year == WIOD_YEAR:
            money = {product: parts for product, parts in money.items() if sum(parts.values()) >= SMALLEST_MIXED}
        return {product: industry_shares(parts) for product, parts in money.items() if sum(parts.values())}

    spread = expected = Fraction(0)
    for flow in ("RU-CN", "CN-RU"):
        by_year = {year: shares(flow, year) for year in map(str, range(1995, int(WIOD_YEAR) + 1))}
        for product, parts in by_year[WIOD_YEAR].items():
            if sum(share > 0 for share in parts.values()) < 2:
                continue
            for industry in parts:
                values = [of_year[product][industry] for of_year in by_year.values() if product in of_year]
                mean = sum(values) / len(values)
                spread += sum((value - mean) ** 2 for value in values) / (len(values) - 1)
                expected += mean * (1 - mean)
    return round(float(expected / spread - 1), 1)


def split_source(industry: str) -> str:
    return "wiod-2013;tradeprint" if industry in INDUSTRY_OF["c16"] else "wiod-2013"


def industries() -> list[list[str]]:
    """Industries, then groups; `order` is the order of the reports."""
    rows = []
    for code, group, made, used, names, short, definition, note in hand.INDUSTRIES:
        rows.append([code, "industry", group, "", made, used, str(len(rows) + 1), *names, *short, definition, note])
    for code, members, names, short, definition in hand.INDUSTRY_GROUPS:
        rows.append([code, "group", "", ";".join(members), "", "", str(len(rows) + 1), *names, *short, definition, ""])
    return rows


def intensity_groups() -> list[list[str]]:
    """The 17 merged industries for which both countries have output and emissions; WIOD codes as in the source."""
    return [[code, *names, wiod.replace("_", ";"), note]
            for wiod, (code, *names, note) in hand.INTENSITY_GROUPS.items()]


# ---------------------------------------------------------------- output, emissions, rates, economy


def merged_rows(shared: Shared, column: str, factor: int, source: str) -> list[list[str]]:
    rows = []
    for row in shared.rows("data/co2_intensity_wiod_merged.csv"):
        group = hand.INTENSITY_GROUPS[row["industry_group"]][0]
        rows.append([row["year"], COUNTRY[row["country"]], group, plain(number(row[column]) * factor), "observed", source])
    assert len(rows) == 15 * 2 * 17
    return rows


def output(shared: Shared) -> list[list[str]]:
    """Gross output, current basic prices, national currency (WIOD million USD back at WIOD's own rate)."""
    return merged_rows(shared, "gross_output_lcu_mn", MILLION, "wiod-2016;wiod-exr")


def emissions(shared: Shared) -> list[list[str]]:
    """Direct CO2 of an industry, kt in the source."""
    return merged_rows(shared, "co2_kt", 1000, "jrc-co2")


def exchange_rates(shared: Shared) -> list[list[str]]:
    """Yearly means: rouble by the ECB (2000-2005 WIOD), yuan by the Federal Reserve."""
    names = {"WIOD": "wiod-exr", "ECB cross": "ecb", "Federal Reserve H.10/G.5": "federal-reserve"}
    rows = []
    for row in shared.rows("data/fx_annual_average.csv"):
        for country, rate, source in (("RU", "rub_per_usd", "rub_source"), ("CN", "cny_per_usd", "cny_source")):
            if row[rate]:
                rows.append([row["year"], country, plain(row[rate]), "observed", names[row[source]]])
    return rows


def macro(shared: Shared) -> list[list[str]]:
    """National CO2 (t), GDP in current USD and in international dollars of 2011; empty = not available."""
    rows = []
    for row in shared.rows("data/macro_rus_chn.csv"):
        real = row["gdp_real_intl_usd_2011"]
        source = "global-carbon-budget;world-bank-gdp" + (";maddison" if real else "")
        rows.append([row["year"], COUNTRY[row["country"]], plain(number(row["co2_mt"]) * MILLION),
                     plain(row["gdp_nominal_usd"]), plain(real) if real else "", "observed", source])
    return rows


# ---------------------------------------------------------------- input-output tables


def io_code(code: str) -> str:
    return f"io-{code}"


def io_industries() -> list[list[str]]:
    """The 35 industries of the input-output tables and the codes of the CO2 accounts that each takes."""
    return [[io_code(code), name, ";".join(emission_codes), ";".join(groups)]
            for code, name, emission_codes, groups in hand.IO_INDUSTRIES]


def io_use(shared: Shared) -> list[list[str]]:
    """Domestic intermediate use, current USD; cells without use are left out."""
    rows = []
    for row in shared.rows("data/io_domestic_wiod13.csv"):
        for buyer, *_ in hand.IO_INDUSTRIES:
            value = number(row[f"to_{buyer}"]) * MILLION
            if value:
                rows.append([row["year"], COUNTRY[row["country"]], io_code(row["industry_code"]), io_code(buyer),
                             plain(value), "observed", "wiod-2013"])
    return rows


def io_accounts(shared: Shared) -> list[list[str]]:
    """Gross output (current USD) and direct CO2 of the industries of the input-output tables.

    The CO2 accounts know 56 industries of NACE Rev. 2, the tables 35 of ISIC Rev. 3: the codes are added up as
    handwritten.py says, C13-C15 is divided between textiles (c4) and leather (c5) by output. Every row is derived.
    """
    gross = {(row["country"], row["year"], row["industry_code"]): number(row["gross_output_usd_mn"])
             for row in shared.rows("data/io_domestic_wiod13.csv")}
    emitted = {(row["country"], row["year"], row["industry_code"]): number(row["co2_kt"]) * 1000
               for row in shared.rows("data/co2_by_industry_wiod.csv")}
    takers = defaultdict(list)
    for code, _, emission_codes, _ in hand.IO_INDUSTRIES:
        for taken in emission_codes:
            takers[taken].append(code)
    households = "FC_HH"
    assert set(takers) == {code for _, _, code in emitted} - {households}, "each industry's CO2 has a place"
    rows = []
    for country, year in sorted({key[:2] for key in gross}):
        for code, _, emission_codes, _ in hand.IO_INDUSTRIES:
            own = gross[country, year, code]
            tonnes = sum((emitted[country, year, taken] * own / sum(gross[country, year, other] for other in takers[taken])
                          if len(takers[taken]) > 1 else emitted[country, year, taken]) for taken in emission_codes)
            rows.append([year, COUNTRY[country], io_code(code), plain(own * MILLION), plain(cents(tonnes)), "estimated",
                         "wiod-2013;jrc-co2;tradeprint"])
        whole = sum(value for (c, y, code), value in emitted.items() if (c, y) == (country, year) and code != households)
        assert abs(sum(number(row[4]) for row in rows[-len(hand.IO_INDUSTRIES):]) - whole) < 1, "no CO2 is lost"
    return rows


def io_exports(shared: Shared) -> list[list[str]]:
    """Bilateral goods and services by industry in the years of the tables; WIOD models flows between countries."""
    years = {row["year"] for row in shared.rows("data/io_domestic_wiod13.csv")}
    return [[row["year"], FLOWS[row["exporter"], row["importer"]], io_code(row["industry_code"]),
             plain(number(row["total_usd_mn"]) * MILLION), "estimated", "wiod-2013"]
            for row in shared.rows("data/trade_by_industry_wiod13.csv") if row["year"] in years]


# ---------------------------------------------------------------- regions


def regions(shared: Shared) -> list[list[str]]:
    """83 regions and two optional ones, with the codes of the boundaries file."""
    rows = []
    for row in shared.rows("geo/regions.csv"):
        default = "yes" if row["geometry"] == "yes" else "optional"
        rows.append([row["iso_code"], row["name_en"], row["name_ru"], row["name_zh"], row["type"],
                     row["federal_district"], row["federal_district_2013"], row["parent_iso"], row["okato5"], default])
    assert sum(row[-1] == "yes" for row in rows) == 83 and len(rows) == 85
    return rows


def geojson(shared: Shared) -> str:
    """Boundaries with the property `iso` renamed to `region`; coordinates untouched."""
    text = shared.text("geo/ru_regions.geojson")
    renamed = text.replace('"properties":{"iso":', '"properties":{"region":')
    before, after = json.loads(text), json.loads(renamed)
    assert [f["geometry"] for f in before["features"]] == [f["geometry"] for f in after["features"]]
    assert [f["properties"]["region"] for f in after["features"]] == [row["iso_code"] for row in shared.rows("geo/regions.csv")]
    return renamed


def normal(name: str) -> str:
    """A region's name for comparison: lower case, no spaces round hyphens, no city mark, no repeated name."""
    name = name.casefold().replace("—", "-").replace("г. ", "")
    name = "-".join(part.strip() for part in name.split("-"))
    head, _, tail = name.partition(" (")
    return head if tail and tail.rstrip(")") in head else name


def region_names(shared: Shared) -> dict[str, str]:
    """Normalised Rosstat name -> region. Wholes of an oblast with its okrugs are not in it."""
    codes = {row["okato5"]: row["iso_code"] for row in shared.rows("geo/regions.csv")}
    names = {normal(row["short_name"]): codes[row["okato5"]] for row in shared.rows("data/regions_fcs_okato.csv")}
    names |= {normal(row["name_ru"]): row["iso_code"] for row in shared.rows("geo/regions.csv")}
    for whole in WHOLES:
        del names[normal(whole)]
    names[normal("Тюменская область без автономных округов")] = "RU-TYU"
    names[normal("Архангельская область без автономного округа")] = "RU-ARK"
    return names


# an oblast that holds okrugs: name of the whole -> (code of the part without okrugs, its okrugs)
WHOLES = {"Тюменская область": ("RU-TYU", ("RU-KHM", "RU-YAN")), "Архангельская область": ("RU-ARK", ("RU-NEN",))}


def by_region(shared: Shared, table: str, column: str, section: str | None = None) -> dict[int, dict[str, Fraction]]:
    """A Rosstat series: year -> region -> value, 83 regions, oblasts with okrugs never counted twice.

    Where Rosstat gives no row "without okrugs", it is the whole less the okrugs.
    """
    names = region_names(shared)
    default = {row[0] for row in regions(shared) if row[-1] == "yes"}
    found: dict[int, dict[str, Fraction]] = defaultdict(dict)
    wholes: dict[int, dict[str, Fraction]] = defaultdict(dict)
    for row in shared.rows(table):
        if row["level"] not in ("region", "part") or not row[column]:
            continue
        if section and row["okved1_section"] != section:
            continue
        year, value = int(row["year"]), number(row[column])
        if row["region"] in WHOLES:
            wholes[year][row["region"]] = value
        elif names[normal(row["region"])] in default:
            found[year][names[normal(row["region"])]] = value
    for year, values in wholes.items():
        for whole, value in values.items():
            code, okrugs = WHOLES[whole]
            okrugs_sum = sum(found[year].get(okrug, Fraction(0)) for okrug in okrugs)
            if code not in found[year] and all(okrug in found[year] for okrug in okrugs):
                found[year][code] = value - okrugs_sum
            if code in found[year]:  # the source rounds each row (to 100 persons or a million roubles)
                assert abs(found[year][code] + okrugs_sum - value) <= 2, (whole, year)
    return found


PANEL = "data/rosstat_regional_panel.csv"
SHIPMENTS = "data/rosstat_regional_shipments_okved1.csv"


def weight_series(shared: Shared) -> dict[str, tuple[dict[int, dict[str, Fraction]], str]]:
    """Basis -> (year -> region -> value, source), the years that are published."""
    return {
        "mining": (by_region(shared, SHIPMENTS, "shipments_mn_rub", "C mining"), "rosstat-shipments"),
        "manufacturing": (by_region(shared, SHIPMENTS, "shipments_mn_rub", "D manufacturing"), "rosstat-shipments"),
        "grp": (by_region(shared, PANEL, "grp_mn_rub"), "rosstat-panel"),
        "population": (by_region(shared, PANEL, "population_th"), "rosstat-panel"),
        "investment": (by_region(shared, PANEL, "fixed_investment_mn_rub"), "rosstat-panel"),
    }


def regional_weights(shared: Shared) -> list[list[str]]:
    """Shares of the nation by basis, region and year; a year without data takes the nearest year (estimated).

    The nation is the 83 regions of the map. A region without a value in a published year takes its
    value of the nearest year (only mining of Kalmykia, 2016) and is marked estimated.
    Timber: published shares of four regions in the raw timber sent to China; sum 0.88, the rest is unallocated;
    the source does not state the year, so every year is estimated.
    """
    rows = []
    everywhere = {row[0] for row in regions(shared) if row[-1] == "yes"}
    for basis, (series, source) in weight_series(shared).items():
        for year in YEARS:
            nearest = min(series, key=lambda y: (abs(y - year), y))
            values, guessed = dict(series[nearest]), set()
            for region in everywhere - set(values):
                other = min((y for y in series if region in series[y]), key=lambda y: (abs(y - nearest), y))
                values[region], _ = series[other][region], guessed.add(region)
            whole = sum(values.values())
            for region, value in values.items():
                status = "observed" if nearest == year and region not in guessed else "estimated"
                rows.append([basis, region, str(year), ratio(value / whole), status, source])
    names = region_names(shared)
    timber = {names[normal(row["region"])]: number(row["value"]) / 100
              for row in shared.rows("data/published_regional_facts.csv")
              if row["metric"] == "share of Russian raw-timber exports to China"}
    assert sum(timber.values()) == Fraction(88, 100) and len(timber) == 4
    for year in YEARS:
        rows += [["timber", region, str(year), ratio(share), "estimated", "timber-shares"]
                 for region, share in timber.items()]
    sums: dict[tuple[str, str], float] = defaultdict(float)
    for row in rows:
        sums[row[0], row[2]] += float(row[3])
    assert len(sums) == 6 * len(YEARS)
    assert all(abs(value - (0.88 if basis == "timber" else 1)) < 1e-9 for (basis, _), value in sums.items())
    return rows


def regional_indicators(shared: Shared) -> list[list[str]]:
    """Population (persons) and gross regional product (roubles), the published years."""
    series = weight_series(shared)
    rows = []
    for indicator, unit, factor in (("population", "person", 1000), ("grp", "LCU", MILLION)):
        values, source = series[indicator]
        for year in YEARS:
            rows += [[region, str(year), indicator, plain(value * factor), unit, "observed", source]
                     for region, value in values.get(year, {}).items()]
    return rows


def regional_anchors(shared: Shared) -> list[list[str]]:
    """Published trade with China of a region or of a set of regions, full years only."""
    facts = {(row["region"], row["year"], row["metric"]): row
             for row in shared.rows("data/published_regional_facts.csv")}
    rates = {(row[1], int(row[0])): number(row[2]) for row in exchange_rates(shared)}
    siberia = ";".join(row[0] for row in regions(shared) if row[6] == "Siberian")
    both = "RU-CN;CN-RU"
    turnover = "trade turnover with China"
    wanted = [
        ("primorsky-turnover-2018", "RU-PRI", both, ("Приморский край", "2018", turnover), "observed", "primorsky-2018",
         "RUB converted at the rate of exchange_rates.csv"),
        ("primorsky-turnover-2023", "RU-PRI", both, ("Приморский край", "2023", turnover), "estimated", "primorsky-2023",
         "derived by the source table from a plan to raise it by 2.4 to 11 billion; after the last year of trade.csv"),
        ("irkutsk-turnover-2018", "RU-IRK", both, ("Иркутская область", "2018", turnover), "observed", "irkutsk-2018",
         "half of the region's trade with the world that its customs published (9.1 billion)"),
        ("yamalo-nenets-turnover-2016", "RU-YAN", both, ("Ямало-Ненецкий автономный округ", "2016", turnover), "observed",
         "yamal-2016", "a lower bound: the text says exceeded; equipment of a gas plant"),
        ("siberia-made-2017", siberia, "RU-CN", ("Сибирский федеральный округ", "2017", "exports to China"), "observed",
         "siberia-2017", "the district of 2017: with Buryatia and Zabaykalsky"),
        ("siberia-used-2017", siberia, "CN-RU", ("Сибирский федеральный округ", "2017", "imports from China"), "observed",
         "siberia-2017", "the district of 2017: with Buryatia and Zabaykalsky"),
    ]
    rows = []
    for anchor, where, flows, key, status, source, note in wanted:
        fact = facts[key]
        currency = {"bn USD": "USD", "bn RUB": "RUB"}[fact["unit"]]
        value = number(fact["value"]) * 10**9
        if currency == "RUB":
            value = cents(value / rates["RU", int(fact["year"])])
        rows.append([anchor, where, flows, fact["year"], plain(value), fact["value"], fact["unit"], status, source, note])
    assert siberia.count(";") == 11, "twelve regions in the Siberian district of 2017"
    return rows


def literature() -> list[list[str]]:
    """Published totals of the pair in tonnes, balances from Russia's side."""
    sides = {"China net exporter": -1, "Russia net exporter": 1}
    return [[study, "", year, compares, plain(sides[side] * number(megatonnes) * MILLION), "t", scope, note, "observed", source]
            for study, year, compares, megatonnes, side, scope, source, note in hand.LITERATURE]


# ---------------------------------------------------------------- sources and package


def sources() -> list[list[str]]:
    """Every source key used in the tables. The shared notes give no day of retrieval, so it is empty."""
    return [[key, hand.SHORT[key], title, publisher, url, licence, "", note] for key, title, publisher, url, licence, note in hand.SOURCES]


def used_sources(tables: dict[str, list[list[str]]]) -> dict[str, set[str]]:
    """Table -> source keys in its column `source`."""
    found = {}
    for name, rows in tables.items():
        columns = [field["name"] for field in schema.TABLES[name]["fields"]]
        if "source" in columns and name != "sources.csv":
            place = columns.index("source")
            found[name] = {key for row in rows for key in row[place].split(";")}
    return found


def main() -> None:
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    shared, out = Shared(Path(sys.argv[1])), Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    tables = {
        "trade.csv": trade(shared),
        "trade_totals.csv": trade_totals(shared),
        "products.csv": products(),
        "concordance.csv": concordance(shared),
        "industries.csv": industries(),
        "intensity_groups.csv": intensity_groups(),
        "output.csv": output(shared),
        "emissions.csv": emissions(shared),
        "exchange_rates.csv": exchange_rates(shared),
        "macro.csv": macro(shared),
        "io_industries.csv": io_industries(),
        "io_use.csv": io_use(shared),
        "io_accounts.csv": io_accounts(shared),
        "io_exports.csv": io_exports(shared),
        "regions.csv": regions(shared),
        "regional_weights.csv": regional_weights(shared),
        "regional_indicators.csv": regional_indicators(shared),
        "regional_anchors.csv": regional_anchors(shared),
        "literature.csv": literature(),
        "sources.csv": sources(),
    }
    used = used_sources(tables)
    named = {row[0] for row in tables["sources.csv"]}
    # regions.csv and regions.geojson have no source column; scenarios and the price of carbon stand in tradeprint.toml.
    beyond_tables = {"natural-earth", "region-codes", "trade-goal-2021", "china-target-2020", "carbon-price-2021"}
    assert set().union(*used.values()) | beyond_tables == named, set().union(*used.values()) ^ named
    schema.check(tables)
    for name, rows in tables.items():
        write(out, name, rows)
    catalogue = out / "tradeprint.toml"
    if catalogue.exists():
        written = tomllib.loads(catalogue.read_text(encoding="utf-8"))["uncertainty"]["concordance_concentration"]
        assert written == concordance_concentration(shared), f"tradeprint.toml: {concordance_concentration(shared)} is measured"
    (out / "regions.geojson").write_text(geojson(shared), encoding="utf-8", newline="\n")
    package = schema.package(tables, used)
    (out / "datapackage.json").write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
