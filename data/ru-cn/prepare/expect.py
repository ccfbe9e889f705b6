#!/usr/bin/env python3
"""A second, independent pass over the finished data folder: python3 expect.py OUT_DIR [SHARED_DIR]

Prints what METHODS.md expects (trade, CO2 embodied, balance), the leading industries, the CO2 of the
goods from China without the level correction, and the comparisons with mirror data. Plain floats, no
rounding, nothing is written. It is a check of the data, not the analysis of the reports.
"""

from __future__ import annotations

import csv
import math
import sys
from collections import defaultdict
from pathlib import Path

FLOWS = {"RU-CN": "RU", "CN-RU": "CN"}
LAST_OUTPUT, LAST, HORIZON = 2014, 2021, 2030


def rows(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ols(points: dict[int, float], at: int) -> float:
    n = len(points)
    tbar, ybar = sum(points) / n, sum(points.values()) / n
    slope = sum((t - tbar) * (y - ybar) for t, y in points.items()) / sum((t - tbar) ** 2 for t in points)
    return ybar + slope * (at - tbar)


class Folder:
    def __init__(self, root: Path):
        self.root = root
        rate = {(r["country"], int(r["year"])): float(r["lcu_per_usd"]) for r in rows(root / "exchange_rates.csv")}
        made = {(r["country"], r["intensity_group"], int(r["year"])): float(r["output_lcu"]) for r in rows(root / "output.csv")}
        self.observed = {}
        for r in rows(root / "emissions.csv"):
            c, g, t = r["country"], r["intensity_group"], int(r["year"])
            self.observed[c, g, t] = float(r["emissions_t"]) / (made[c, g, t] / rate[c, t])
        self.economy = {(r["country"], int(r["year"])): r for r in rows(root / "macro.csv")}
        self.group = {r["industry"]: r["intensity_group"] for r in rows(root / "industries.csv") if r["kind"] == "industry"}
        self.trade: dict[tuple[str, str, int], float] = defaultdict(float)
        parts = defaultdict(list)
        for r in rows(root / "concordance.csv"):
            parts[r["flow"], r["product"]].append((r["industry"], float(r["share"])))
        for r in rows(root / "trade.csv"):
            for industry, share in parts[r["flow"], r["product"]]:
                self.trade[r["flow"], industry, int(r["year"])] += float(r["value_usd"]) * share

    def macro_intensity(self, country: str, year: int) -> float:
        row = self.economy[country, year]
        return float(row["co2_t"]) / float(row["gdp_usd"])

    def decline(self, country: str) -> float:
        """Slope of ln(CO2 / real GDP) over the last ten years that have both."""
        points = {y: math.log(float(r["co2_t"]) / float(r["gdp_real_usd2011"]))
                  for (c, y), r in self.economy.items() if c == country and r["co2_t"] and r["gdp_real_usd2011"]}
        points = dict(sorted(points.items())[-10:])
        return ols(points, 1) - ols(points, 0)

    def intensity(self, country: str, industry: str, year: int) -> float:
        group = self.group[industry]
        if year <= LAST_OUTPUT:
            return self.observed[country, group, year]
        nowcast = self.observed[country, group, LAST_OUTPUT] / self.macro_intensity(country, LAST_OUTPUT)
        nowcast *= self.macro_intensity(country, min(year, LAST))
        return nowcast * math.exp(self.decline(country) * max(0, year - LAST))

    def traded(self, flow: str, industry: str, year: int) -> float:
        if year <= LAST:
            return self.trade[flow, industry, year]
        return max(0.0, ols({t: self.trade[flow, industry, t] for t in range(2010, LAST + 1)}, year))

    def embodied(self, flow: str, industry: str, year: int) -> float:
        return self.traded(flow, industry, year) * self.intensity(FLOWS[flow], industry, year)


def main() -> None:
    folder = Folder(Path(sys.argv[1]))
    industries = list(folder.group)
    for year in (2010, 2013, 2019, LAST, HORIZON):
        trade = {f: sum(folder.traded(f, i, year) for i in industries) / 1e9 for f in FLOWS}
        co2 = {f: sum(folder.embodied(f, i, year) for i in industries) / 1e6 for f in FLOWS}
        print(f"{year}  trade {trade['RU-CN']:5.1f} / {trade['CN-RU']:5.1f} bn USD   CO2 {co2['RU-CN']:5.2f} / {co2['CN-RU']:5.2f} Mt"
              f"   balance {co2['RU-CN'] - co2['CN-RU']:+6.2f} Mt")
    for year in (2013, 2019, 2020, HORIZON):
        for flow in FLOWS:
            money = sum(folder.traded(flow, i, year) for i in industries)
            ranked = sorted(industries, key=lambda i: -folder.embodied(flow, i, year))
            print(year, flow, "; ".join(f"{i} {folder.embodied(flow, i, year) / 1e6:.2f} Mt ({folder.traded(flow, i, year) / money:.1%})"
                                        for i in ranked))
    if len(sys.argv) > 2:
        shared = Path(sys.argv[2])
        without_correction(folder, shared)
        mirror(folder, shared)


def without_correction(folder: Folder, shared: Path) -> None:
    """CO2 of the goods from China by the China-reported structure alone."""
    sys.dont_write_bytecode = True
    import prepare
    data = prepare.Shared(shared)
    cells = prepare.section_cells(data)
    factor = prepare.level_correction(data)
    print("level correction", {prepare.FCS_GROUP.get(c, "Other"): round(float(f), 3) for c, f in factor.items()})
    for year in (2010, 2013, 2019, LAST):
        total = sum(folder.trade["CN-RU", i, year] for i in folder.group)
        co2, by = 0.0, defaultdict(float)
        for section, share in prepare.section_shares(data, year).items():
            for code, part in cells[section].items():
                for industry, piece in prepare.INDUSTRY_OF[code].items():
                    value = total * float(share * part * piece)
                    by[industry] += value / total
                    co2 += value * folder.intensity("CN", industry, year)
        top = sorted(by.items(), key=lambda item: -item[1])[:6]
        print(f"{year} CN-RU without the correction: {co2 / 1e6:.2f} Mt;", ", ".join(f"{i} {s:.1%}" for i, s in top))


def mirror(folder: Folder, shared: Path) -> None:
    """Chapter 27 as estimated here beside oil and gas as China reports them."""
    here = {int(r["year"]): float(r["value_usd"]) for r in rows(folder.root / "trade.csv") if r["product"] == "hs27"}
    for r in rows(shared / "data/trade_rus_chn_oilgas_mirror.csv"):
        year = int(r["year"])
        if r["group"] == "oil_gas" and year in here:
            print(f"{year} HS27 here {here[year] / 1e9:.2f}, China's oil and gas {float(r['value_usd_bn']):.2f} bn USD, ratio {float(r['value_usd_bn']) * 1e9 / here[year]:.3f}")
    chapters = [r for r in rows(shared / "data/trade_rus_chn_comtrade_products.csv") if r["product_code"] == "27" and r["exporter"] == "RUS"]
    for year in range(2014, 2018):
        value = {r["reporter"]: float(r["value_usd"]) for r in chapters if int(r["year"]) == year}
        print(f"{year} HS27 China-reported over Russia-reported {value['CHN'] / value['RUS']:.3f}")


if __name__ == "__main__":
    main()
