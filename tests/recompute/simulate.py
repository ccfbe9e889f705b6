#!/usr/bin/env python3
"""Draws of the sources of uncertainty through the whole chain, as a third road beside the closed form and the program's draws.

    python3 tests/recompute/simulate.py DATA_FOLDER [FACTS_CSV [DRAWS [PLACE ...]]]

Prints, for the middle and last year and the horizon, the 95 % interval of national totals (and of the places named) from these
draws, in closed form and, with FACTS_CSV, as published; and the parts of the variance of the balance by source. Other random
numbers than the program's, so agreement is up to chance: with 4,000 draws about 1.5 % of a width.
"""

import random
import sys
from math import exp, sqrt
from statistics import pvariance

import changes
import compare
import scenarios
from folder import Folder
from uncertainty import SOURCES, Form

MEASURES = ["embodied outward", "embodied inward", "balance", "joint", "avoided", "balance_volume", "balance_intensity", "domestic_technology"]

# A 95 % interval leaves 2.5 % of all draws outside on each side; so many standard errors of our and the program's draws less
# or more are chance. The distribution has its longer tail above.
OUTSIDE, FEWER, MORE = 0.025, 4.0, 5.2


def _measures(own, other, x, m):
    """The measures of one industry, from its intensities and its trade outward and inward."""
    return (own * x, other * m, own * x - other * m, own * x + other * m, (own - other) * (x - m),
            (own + other) / 2 * (x - m), (own - other) * (x + m) / 2, own * m)


class Draws:
    """Factors of one draw; a source that is off acts on nothing."""

    def __init__(self, errors, allocation, on, rng):
        self.errors, self.allocation, self.on, self.rng, f = errors, allocation, on, rng, errors.f
        normal = lambda source: rng.gauss(0.0, 1.0) if source in on else 0.0
        level = {flow: normal("records") for flow in f.flows}
        self.records = {(flow, year): exp(errors.records_level[flow] * level[flow] + errors.records_yearly[flow] * normal("records"))
                        for flow in f.flows for year in range(f.first, errors.end + 1)}
        # A step in each year of the nowcast, of a country and of each group, and one number for the trend after it.
        nowcast = range(min(errors.observed.values(), default=f.last) + 1, f.last + 1)
        self.steps = {(key, year): normal("intensity") for key in list(f.sides) + list(errors.own) for year in nowcast}
        self.ahead = {c: normal("intensity") for c in f.sides}
        self.factors = {}
        self.regions = {}
        if "weights" in on and errors.anchors:
            self.regions = {(flow, basis, r): exp(errors.anchors * rng.gauss(0.0, 1.0)) for n, flow in enumerate(f.flows)
                            for basis in dict.fromkeys(f.bases[i][n] for i in f.industries) for r in f.regions}
        self.parts = {}
        if "concordance" in on and errors.kappa is not None:
            products = dict.fromkeys((r["flow"], r["product"]) for r in f.concordance)
            for flow, product in products:
                shares = [(r["industry"], r["share"]) for r in f.concordance if (r["flow"], r["product"]) == (flow, product) and r["share"] > 0]
                if len(shares) > 1:
                    gammas = [rng.gammavariate(errors.kappa * s, 1.0) for _, s in shares]
                    for (industry, share), g in zip(shares, gammas):
                        self.parts[flow, product, industry] = g / sum(gammas) / share
        degrees = errors.design.degrees if errors.design else 1
        self.trend = [0.0] * len(f.years)
        if "trade" in on:
            spread = sqrt(degrees / rng.gammavariate(degrees / 2.0, 2.0)) / sqrt(degrees)
            self.trend = [rng.gauss(0.0, 1.0) * spread for _ in f.years]

    def intensity(self, country, industry, year, held=False):
        errors, f = self.errors, self.errors.f
        own = country, f.group_of[industry]
        if (own, year, held) not in self.factors:
            years = range(errors.observed[own] + 1, min(year, f.last) + 1)
            log = sum(sqrt(errors.common[country]) * self.steps[country, y] + sqrt(errors.own[own]) * self.steps[own, y] for y in years)
            trend = 0.0 if held else errors.trend(country, industry, year)
            self.factors[own, year, held] = exp(log + sqrt(trend) * self.ahead[country])
        return self.factors[own, year, held]

    def trade(self, flow, industry, place, year):
        """Trade of a cell in this draw."""
        errors, f = self.errors, self.errors.f
        s = errors.series.get((flow, industry, place))
        if s is None:
            return 0.0
        value = s.values[year - f.first]
        if year > f.last:
            value += sqrt(errors.design.spread(year)) * sum(z * e for z, e in zip(self.trend, s.residuals))
        value *= self.records[flow, year]
        if self.parts:
            value *= self._concordance(flow, industry, min(year, f.last))
        return value * self._weight(flow, industry, place, year) if self.regions else value

    def _concordance(self, flow, industry, year):
        whole = changed = 0.0
        for r, p in self._rows(flow, industry, year):
            whole += r
            changed += r * self.parts.get((flow, p, industry), 1.0)
        return changed / whole if whole else 1.0

    def _rows(self, flow, industry, year):
        key = (flow, industry, year)
        cache = self.errors.__dict__.setdefault("cells", {})
        if key not in cache:
            value = {r["product"]: r["value_usd"] for r in self.errors.f.trade if (r["flow"], r["year"]) == (flow, year)}
            cache[key] = [(value[r["product"]] * r["share"], r["product"]) for r in self.errors.f.concordance
                          if (r["flow"], r["industry"]) == (flow, industry) and r["product"] in value]
        return cache[key]

    def _weight(self, flow, industry, place, year):
        f = self.errors.f
        year = min(year, f.last)
        found = self.errors.weights.get((flow, industry, place, year))
        if not found:
            return 1.0
        basis = f.bases[industry][f.flows.index(flow)]
        cells = self.allocation.fitted[flow, industry, year]
        fixed = {a["regions"][0] for a in f.anchors if a["year"] == year and len(a["regions"]) == 1 and flow in a["flows"]}
        factor = lambda r: 1.0 if r in fixed else self.regions[flow, basis, r]
        key = (flow, industry, year)
        cache = self.__dict__.setdefault("sums", {})
        if key not in cache:
            known = [(r, v) for r, v in cells.items() if r != f.rest and v > 0]
            cache[key] = sum(v for _, v in known) / sum(v * factor(r) for r, v in known)
        return 1.0 - found[0] + found[0] * factor(place) * cache[key]

    def measures(self, place, year, e):
        f, (out, inward) = self.errors.f, self.errors.f.flows
        total = [0.0] * len(MEASURES)
        for i in f.industries:
            own, other = (e[c, i] * self.intensity(c, i, year) for c in f.sides)
            x, m = (self.trade(flow, i, place, year) for flow in (out, inward))
            for n, v in enumerate(_measures(own, other, x, m)):
                total[n] += v
        return total


def closed(f, errors, place, year, e):
    """Forms of the measures, as `chain.py` has them."""
    (own, other), (out, inward) = f.sides, f.flows
    for n, k in enumerate(((1, 0, 0, 0), (0, 0, 0, 1), (1, 0, 0, -1), (1, 0, 0, 1), (1, -1, -1, 1), (.5, -.5, .5, -.5), (.5, .5, -.5, -.5), (0, 1, 0, 0))):
        cells = ((own, out), (own, inward), (other, out), (other, inward))
        form = {(c, flow, i): w * e[c, i] for (c, flow), w in zip(cells, k) if w for i in f.industries}
        yield Form(errors, place, year, form)


def coefficients(f, facts, year):
    return {(c, i): facts.value("intensity", c, i, year) for c in f.sides for i in f.industries}


def bounds(errors, allocation, place, year, e, count):
    """95 % bounds of each measure by this many draws."""
    rng = random.Random(f"{place}/{year}")
    draws = zip(*(Draws(errors, allocation, set(SOURCES), rng).measures(place, year, e) for _ in range(count)))
    return [(d[int(0.025 * count)], d[int(0.975 * count) - 1]) for d in map(sorted, draws)]


def chance(own, theirs):
    """The least and the greatest part of our own draws that chance leaves outside a bound of the program's draws."""
    error = sqrt(OUTSIDE * (1.0 - OUTSIDE) * (1.0 / own + 1.0 / theirs))
    return max(0.0, OUTSIDE - FEWER * error), OUTSIDE + MORE * error


def tail(published, value, draws, limits, report, name):
    """Notes a fault unless both published bounds leave the part of the draws outside that chance allows."""
    low, high = min(draws), max(draws)
    bounds = (float(published["lower"]), float(published["upper"])) if published["lower"] else (value, value)
    reach = max(abs(x) for x in (low, high, *bounds))
    if max(high - low, bounds[1] - bounds[0]) <= 1e-9 * reach:
        return []
    # Shares of next to nothing are drawn as numbers that only rounding tells from zero.
    slack = 1e-9 * reach
    below, above = (sum(sign * x < sign * bound + slack for x in draws) / len(draws) for sign, bound in zip((1, -1), bounds))
    # A bound that was moved to the value leaves less outside; one that was cut at zero more.
    fewest = [0.0 if bound == value else limits[0] for bound in bounds]
    most = [1.0 if bounds[0] == 0.0 else limits[1], limits[1]]
    for part, least, largest, bound in zip((below, above), fewest, most, bounds):
        if not least <= part <= largest:
            report.fault(f"{name}: {part:.2%} of our own draws are beyond {bound!r}")
    return [part for part, least, largest in zip((below, above), fewest, most) if (least, largest) == limits]


def check(f, facts, errors, allocation, rows, report, count):
    """Every drawn bound of the nation, and of some regions in two years, against this many draws."""
    rng = random.Random("nation")
    draws = [Draws(errors, allocation, set(SOURCES) - {"weights"}, rng) for _ in range(count)]
    published, outside = {row["fact"]: row for row in rows}, []
    limits = chance(count, f.catalogue.get("uncertainty", {}).get("draws", 10_000))

    drawn = {}

    def compare_with(name, values):
        row = published.get(name)
        if row:
            if name.startswith(("embodied/", "balance/")):
                drawn[name] = values
            outside.extend(tail(row, float(row["value"]), values, limits, report, name))

    for year in range(f.first, errors.end + 1):
        trade = {(flow, i): [d.trade(flow, i, f.reporter, year) for d in draws] for flow in f.flows for i in f.industries}
        factor = {(c, i): [d.intensity(c, i, year) for d in draws] for c in f.sides for i in f.industries}
        _year(f, coefficients(f, facts, year), trade, factor, year, compare_with)
        if year > f.last:
            held = {(c, i): [d.intensity(c, i, year, True) for d in draws] for c in f.sides for i in f.industries}
            for scenario in f.catalogue.get("scenario", scenarios.ALONE):
                path = scenarios.coefficients(f, facts, scenario, year)
                if path:
                    _scenario(scenario["id"], path, trade, held if path[2] else factor, year, compare_with)
    _changes(f, rows, drawn, [f.reporter], limits, report, outside)
    places = _some_regions(f, facts)
    if places:
        draws = [Draws(errors, allocation, set(SOURCES), rng) for _ in range(count)]
    of_changes = {year for pair in changes.pairs(f) for year in pair}
    for year in sorted(of_changes | {f.last, errors.end}) if places else ():
        if year > errors.end:
            continue
        e = coefficients(f, facts, year)
        for place in places if year in (f.last, errors.end) else places[:-1]:
            for measure, values in zip(MEASURES, zip(*(d.measures(place, year, e) for d in draws))):
                compare_with(name_of(f, measure, place, year), values)
        # Shares of regions are parts of the same draws' nation.
        whole = zip(*(d.measures(f.reporter, year, e) for d in draws))
        drawn.update((name_of(f, measure, f.reporter, year), values) for measure, values in zip(MEASURES, whole))
    _changes(f, rows, drawn, places[:-1], limits, report, outside)
    if outside:
        mean = sum(outside) / len(outside)
        print(f"  {count} draws: {min(outside):.2%} to {max(outside):.2%} beyond each of {len(outside)} published bounds, {mean:.2%} in the mean")


def _changes(f, rows, drawn, places, limits, report, outside):
    """Changes at some places: both years of one draw."""
    for row in rows:
        measure, place = row["measure"], row["region"]
        if place not in places or not row["lower"] or measure not in ("growth", "share_change", "balance_change"):
            continue
        years = row["year"], row["base_year"]
        if measure == "balance_change":
            pair = [drawn[f"balance/{row['industry']}/{place}/{y}"] for y in years]
        else:
            pair = [drawn[f"embodied/{row['flow']}/{row['industry']}/{place}/{y}"] for y in years]
        if measure == "growth":
            # As a ratio, so that a bound cut at nothing is zero.
            values = [new / old for new, old in zip(*pair)]
            ratio = {bound: str(float(row[bound]) + 1.0) for bound in ("lower", "upper")}
            outside.extend(tail(ratio, float(row["value"]) + 1.0, values, limits, report, row["fact"]))
            continue
        if measure == "share_change":
            wholes = [drawn[f"embodied/{row['flow']}/all/{f.reporter}/{y}"] for y in years]
            pair = [[part / whole for part, whole in zip(*both)] for both in zip(pair, wholes)]
        values = [new - old for new, old in zip(*pair)]
        outside.extend(tail(row, float(row["value"]), values, limits, report, row["fact"]))


def _some_regions(f, facts):
    """The regions of the largest, median and smallest joint total in the last year, and what no region carries."""
    known = [(row[0], r) for r in f.regions if (row := facts.get("joint", "all", r, f.last))]
    order = [r for _, r in sorted(known)]
    return [order[n] for n in sorted({0, len(order) // 2, len(order) - 1})] + [f.rest] if order else []


def _year(f, e, trade, factor, year, compare_with):
    """The account of the nation, by industry, group and in all."""
    (out, inward), (one, two) = f.flows, f.sides
    of = {}
    for i in f.industries:
        own, other = ([e[c, i] * x for x in factor[c, i]] for c in (one, two))
        x, m = trade[out, i], trade[inward, i]
        of[i] = [_measures(*cell) for cell in zip(own, other, x, m)]
    sets = [(i, [i]) for i in f.industries] + list(f.groups.items()) + [("all", f.industries)]
    for code, members in sets:
        sums = zip(*([sum(parts) for parts in zip(*cells)] for cells in zip(*(of[i] for i in members))))
        for measure, values in zip(MEASURES, sums):
            compare_with(name_of(f, measure, f.reporter, year, code), values)


def _scenario(code, path, trade, factor, year, compare_with):
    count = len(next(iter(trade.values())))
    out, inward = [0.0] * count, [0.0] * count
    for totals, form in ((out, path[0]), (inward, path[1])):
        for (country, flow, i), k in form.items():
            for n, (a, v) in enumerate(zip(factor[country, i], trade[flow, i])):
                totals[n] += k * a * v
    for measure, sign in (("scenario_balance", -1.0), ("scenario_joint", 1.0)):
        compare_with(f"{measure}/{code}/{year}", [x + sign * m for x, m in zip(out, inward)])
    compare_with(f"scenario_exports/{code}/{year}", out)
    compare_with(f"scenario_imports/{code}/{year}", inward)


def name_of(f, measure, place, year, code="all"):
    if measure.startswith("embodied"):
        return f"embodied/{f.flows[measure.endswith('inward')]}/{code}/{place}/{year}"
    return f"{measure}/{code}/{place}/{year}"


def main(arguments):
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    f = Folder(arguments[0])
    from recompute import recompute_with_parts  # which imports this module, too

    facts, errors, allocation = recompute_with_parts(f)
    published = {r["fact"]: r for r in compare.read_facts(arguments[1])} if len(arguments) > 1 else {}
    count = int(arguments[2]) if len(arguments) > 2 else 4000
    for place in [f.reporter] + arguments[3:]:
        for year in sorted({f.middle, f.last, errors.end}):
            e = coefficients(f, facts, year)
            found = bounds(errors, allocation, place, year, e, count)
            rng = random.Random(f"budget/{place}/{year}")
            for measure, (low, high), form in zip(MEASURES, found, closed(f, errors, place, year, e)):
                pair = form.interval() or (form.value, form.value)
                row = published.get(name_of(f, measure, place, year))
                theirs = (float(row["lower"]), float(row["upper"])) if row and row["lower"] else None
                shift = max(abs(a - b) for a, b in zip((low, high), pair)) / ((pair[1] - pair[0]) or 1.0)
                line = f"{measure:20} {place} {year}: value {form.value:.4g}, draws {low:.4g} to {high:.4g}, closed {pair[0]:.4g} to {pair[1]:.4g} ({shift:.1%})"
                if theirs:
                    shift = max(abs(a - b) for a, b in zip((low, high), theirs)) / ((high - low) or 1.0)
                    line += f", published {theirs[0]:.4g} to {theirs[1]:.4g} ({shift:.1%} from these draws)"
                print(line)
            alone = [pvariance([Draws(errors, allocation, {s}, rng).measures(place, year, e)[2] for _ in range(count // 4)]) for s in SOURCES]
            whole = sum(alone) or 1.0
            print(f"budget {place} {year}: " + ", ".join(f"{s} {v / whole:.3f}" for s, v in zip(SOURCES, alone)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
