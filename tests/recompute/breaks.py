"""Chow's test of a break in a line, and his predictive test where a side has fewer than three points."""

from math import log

from folder import ESTIMATED
from student import Fit, f_survival, nil

BREAKS = [2015, 2020, 2022]


def chow(xs, ys, first):
    """(F, p) of a break whose second regime begins in the year `first`; None where no test is possible."""
    sides = [[(x, y) for x, y in zip(xs, ys) if x < first], [(x, y) for x, y in zip(xs, ys) if x >= first]]
    short, long = sorted(map(len, sides))
    if short < 1 or long < 3:
        return None
    squares = lambda points: Fit(*zip(*points)).sse
    whole = squares(list(zip(xs, ys)))
    if short >= 3:
        parts, numerator, denominator = squares(sides[0]) + squares(sides[1]), 2, len(xs) - 4
    else:
        parts, numerator, denominator = squares(max(sides, key=len)), short, long - 2
    if nil(parts, ys):
        return None
    f = max(0.0, (whole - parts) / numerator) / (parts / denominator)
    return f, f_survival(f, numerator, denominator)


def insert(f, facts):
    breaks = f.catalogue.get("forecast", {}).get("breaks", [])

    def put(prefix, place, xs, rows, ys):
        for year in breaks:
            found = chow(xs, ys, year) if len(xs) > 2 else None
            if found:
                status = max([ESTIMATED] + [r[3] for r in rows])
                facts.put((f"{prefix}break_statistic", *place, year), found[0], status)
                facts.put((f"{prefix}break_p_value", *place, year), found[1], status)

    for flow in f.flows:
        for industry in f.industries + ["all"]:
            rows = [facts.get("trade", flow, industry, f.reporter, y) for y in f.years]
            put("", (flow, industry), f.years, rows, [r[0] for r in rows])
        years, rows = [], []
        for year in range(f.first, max([f.last] + [r["year"] for r in f.totals]) + 1):
            found = [facts.get("trade_total", flow, side, year) for side in f.sides]
            if any(found):
                years.append(year)
                rows.append(next(r for r in found if r))
        put("total_", (flow,), years, rows, [r[0] for r in rows])
    for country in f.sides:
        years = sorted(r["year"] for r in f.macro
                       if r["country"] == country and facts.get("real_intensity", country, r["year"]))
        rows = [facts.get("real_intensity", country, y) for y in years]
        put("real_", (country,), years, rows, [log(r[0]) for r in rows])
