"""Measured errors of the sources, and intervals in closed form of every quantity that is linear in trade.

A quantity is {(country, flow, industry): coefficient}; country is None for trade alone. Each source acts as lognormal factors
of median one on net values; the departures of independent factors and of the trend lines add up as squares, below and above
apart (Zou and Donner 2008).
"""

from collections import defaultdict
from functools import cache
from math import exp, log, sqrt

from folder import ESTIMATED
from student import Fit, Z_975, t_975

SOURCES = ["trade", "records", "intensity", "concordance", "weights"]


@cache
def _lognormal(variance):
    """Departures below and above of a factor of median one, from the variance of its logarithm."""
    sigma = sqrt(variance)
    return 1.0 - exp(-Z_975 * sigma), exp(Z_975 * sigma) - 1.0


class Errors:
    """Measured standard deviations of the sources."""

    def __init__(self, f, facts, allocation, series, end, paths):
        self.f, self.series, self.end, self.paths = f, series, end, paths
        self.design = Fit(f.years, [0.0] * len(f.years)) if len(f.years) > 2 else None
        self.records = dict.fromkeys(f.flows, 0.0)
        self._measure_records(facts)
        self.common, self.own, self.observed, self._known = {}, {}, {}, {}
        for country in f.sides:
            self._measure_intensity(facts, country)
        self.concordance, self.products = {}, {}
        self.kappa = f.catalogue.get("uncertainty", {}).get("concordance_concentration")
        if self.kappa is not None:
            self._measure_concordance()
        self.anchors = allocation.log_error
        if self.anchors is not None:
            facts.put(("anchor_error_log", "carried" if allocation.carried else "own-year"), self.anchors, ESTIMATED)
        self.weights = {}
        if self.anchors:
            self._measure_weights(allocation)

    def _measure_records(self, facts):
        for flow in self.f.flows:
            gaps = [facts.get("mirror_gap", flow, year) for year in self.f.years]
            gaps = [g for g in gaps if g]
            if gaps:
                mean = sum(log(1.0 + g[0]) ** 2 for g in gaps) / len(gaps)
                self.records[flow] = sqrt(mean) / sqrt(2.0)
                facts.put(("records_error", flow), self.records[flow], max([ESTIMATED] + [g[3] for g in gaps]))

    def _measure_intensity(self, facts, country):
        f, change, status = self.f, defaultdict(dict), ESTIMATED
        groups = list(dict.fromkeys(f.group_of[i] for i in f.industries))
        for group in groups:
            years = [r["year"] for r in f.emissions if r["country"] == country and r["intensity_group"] == group]
            self.observed[country, group] = max(years)
            for year in sorted(years):
                e = [facts.get("intensity_group", country, group, y) for y in (year - 1, year)]
                k = [facts.get("macro_intensity", country, y) for y in (year - 1, year)]
                if all(e) and all(k) and e[0][0] > 0 and e[1][0] > 0:
                    change[year][group] = log(e[1][0] / e[0][0]) - log(k[1][0] / k[0][0])
                    status = max(status, *(row[3] for row in e + k))
        mean = {year: sum(d.values()) / len(d) for year, d in change.items()}
        self.common[country] = sum(u * u for u in mean.values()) / len(mean) if mean else 0.0
        if mean:
            facts.put(("nowcast_error_common", country), sqrt(self.common[country]), status)
        for group in groups:
            own = [d[group] - mean[year] for year, d in change.items() if group in d]
            self.own[country, group] = sum(d * d for d in own) / len(own) if own else 0.0
        for industry in f.industries:
            group = f.group_of[industry]
            if any(group in d for d in change.values()):
                facts.put(("nowcast_error_own", country, industry), sqrt(self.own[country, group]), status)

    def _measure_concordance(self):
        f = self.f
        parts = defaultdict(list)
        for r in f.concordance:
            if r["share"] > 0:
                parts[r["flow"], r["product"]].append((r["industry"], r["share"]))
        for r in f.trade:
            shares = parts.get((r["flow"], r["product"]), [])
            if len(shares) < 2:
                continue
            self.products.setdefault((r["flow"], r["year"]), []).append((r["value_usd"], shares))
            for industry, share in shares:
                whole = self.series[r["flow"], industry, f.reporter].values[r["year"] - f.first]
                if whole > 0:
                    key = (r["flow"], industry, r["year"])
                    part = (r["value_usd"] / whole) ** 2 * share * (1.0 - share) / (self.kappa + 1.0)
                    self.concordance[key] = self.concordance.get(key, 0.0) + part
        self.concordance = {key: log(1.0 + v) for key, v in self.concordance.items()}

    def _measure_weights(self, allocation):
        """{(flow, industry, region, year): (allocated part of the cell, variance of its logarithm)} in the data years."""
        f = self.f
        fixed = {(flow, a["year"], a["regions"][0]) for a in f.anchors if len(a["regions"]) == 1 for flow in a["flows"]}
        for (flow, industry, year), cells in allocation.fitted.items():
            if f.bases[industry][f.flows.index(flow)] in f.published:
                continue
            cells = {r: v for r, v in cells.items() if r != f.rest and v > 0}
            whole, variance = sum(cells.values()), self.anchors**2
            if not whole:
                continue
            p = {r: v / whole for r, v in cells.items()}
            sigma2 = {r: 0.0 if (flow, year, r) in fixed else variance for r in cells}
            everyone = sum(sigma2[r] * p[r] ** 2 for r in cells)
            for r, v in cells.items():
                told = allocation.reported[flow, industry, year].get(r, 0.0)
                of_log = sigma2[r] * (1.0 - p[r]) ** 2 + everyone - sigma2[r] * p[r] ** 2
                self.weights[flow, industry, r, year] = (v / (v + told), of_log)
        self._carry_weights(allocation)

    def _carry_weights(self, allocation):
        """After the last year: its shares, none of them fixed by a published total of the very year."""
        f = self.f
        for flow in f.flows:
            for industry in f.industries:
                cells = {r: v for r, v in allocation.fitted[flow, industry, f.last].items() if r != f.rest and v > 0}
                whole, variance = sum(cells.values()), self.anchors**2
                squares = sum((v / whole) ** 2 for v in cells.values()) if whole else 0.0
                for r, v in cells.items():
                    if (flow, industry, r, f.last) in self.weights:
                        p, part = v / whole, self.weights[flow, industry, r, f.last][0]
                        of_log = variance * ((1.0 - p) ** 2 + squares - p * p)
                        self.weights[flow, industry, r, f.last + 1] = (part, of_log)

    def intensity(self, country, industry, year, held=False):
        """Variances of the logarithm of an intensity: the common and the own part."""
        key = (country, industry, year, held)
        if key not in self._known:
            self._known[key] = self._intensity(*key)
        return self._known[key]

    def _intensity(self, country, industry, year, held):
        f = self.f
        group = f.group_of[industry]
        since = max(0, min(year, f.last) - self.observed[country, group])
        trend = self.paths[country].variance(year - f.last) if year > f.last and not held else 0.0
        return since * self.common[country] + trend, since * self.own[country, group]


class Form:
    """One linear form at a place and year: its value, its interval, its variance by source."""

    def __init__(self, errors, place, year, form, held=()):
        f, series = errors.f, errors.series
        self.errors, self.place, self.year, self.held = errors, place, year, held
        self.value, self.status, n = 0.0, None, year - f.first
        self.terms, self.net = [], {}
        residuals = [0.0] * len(f.years) if year > f.last else None
        for key, k in form.items():
            s = series.get((key[1], key[2], place))
            if s is None:
                continue
            term = k * s.values[n]
            self.terms.append((key[0], key[2], term))
            self.value += term
            self.status = s.status[n] if self.status is None else max(self.status, s.status[n])
            self.net[key[1:]] = self.net.get(key[1:], 0.0) + term
            if residuals is not None:
                for y, e in enumerate(s.residuals):
                    residuals[y] += k * e
        self.trade = 0.0
        if residuals is not None and self.status is not None:
            unit = errors.design.spread(year) / errors.design.degrees
            self.trade = unit * sum(e * e for e in residuals)

    def components(self):
        """(source, factor, [(net value, variance of the logarithm)]); terms of one country share one common factor."""
        errors, f, place = self.errors, self.errors.f, self.place
        common, own, flows, bases = defaultdict(list), {}, {}, {}
        for country, industry, term in self.terms:
            if country is not None:
                shared, alone = errors.intensity(country, industry, self.year, country in self.held)
                if shared:
                    common[country].append((term, shared))
                if alone:
                    key = (country, f.group_of[industry])
                    own[key] = (own[key][0] + term if key in own else term, alone)
        year = min(self.year, f.last)
        carried = min(self.year, f.last + 1)
        concordance = []
        for (flow, industry), term in self.net.items():
            flows[flow] = flows.get(flow, 0.0) + term
            if (flow, industry, year) in errors.concordance:
                concordance.append(((flow, industry), (term, errors.concordance[flow, industry, year])))
            found = errors.weights.get((flow, industry, place, carried))
            if found:
                basis = (flow, f.bases[industry][f.flows.index(flow)])
                bases.setdefault(basis, []).append((term * found[0], found[1]))
        out = [("records", flow, [(g, errors.records[flow] ** 2)]) for flow, g in flows.items() if errors.records[flow]]
        out += [("intensity", country, parts) for country, parts in common.items()]
        out += [("intensity", key, [part]) for key, part in own.items()]
        out += [("concordance", key, [part]) for key, part in concordance]
        for basis, parts in bases.items():
            size = sum(abs(g) for g, _ in parts)
            if size:
                out.append(("weights", basis, [(sum(g for g, _ in parts), sum(abs(g) * v for g, v in parts) / size)]))
        return out

    def interval(self):
        """95 % interval, or None where nothing is uncertain."""
        half2 = t_975(self.errors.design.degrees) ** 2 * self.trade if self.trade else 0.0
        below2 = above2 = half2
        for *_, parts in self.components():
            low = high = 0.0
            for g, variance in parts:
                down, up = _lognormal(variance)
                low += g * down
                high += g * up
            # A negative net value goes up where its factor goes down.
            below2 += (low if low >= 0 else high) ** 2
            above2 += (high if high >= 0 else low) ** 2
        if below2 == 0.0 and above2 == 0.0:
            return None
        return self.value - sqrt(below2), self.value + sqrt(above2)

    def by_source(self):
        """Variance with one source at a time."""
        out = dict.fromkeys(SOURCES, 0.0)
        if self.trade:
            degrees = self.errors.design.degrees
            out["trade"] = self.trade * degrees / (degrees - 2)
        for source, _, parts in self.components():
            g, size = sum(g for g, _ in parts), sum(abs(g) for g, _ in parts)
            if size:
                variance = sum(abs(g) * v for g, v in parts) / size
                out[source] += g * g * (exp(variance) - 1.0) * exp(variance)
        return out


def growth(new, old):
    """Rough interval of new / old - 1: factors that both share cancel out as far as they act alike."""
    ratio, acts = new.value / old.value, defaultdict(float)
    for form, sign in ((new, 1.0), (old, -1.0)) if new.value else ():
        for source, factor, parts in form.components():
            acts[source, factor] += sign * sum(g * sqrt(v) for g, v in parts) / form.value
    below2 = above2 = t_975(new.errors.design.degrees) ** 2 * new.trade / old.value**2
    for act in acts.values():
        down, up = _lognormal(act * act)
        below2 += (ratio * down) ** 2
        above2 += (ratio * up) ** 2
    if below2 == 0.0:
        return None
    return max(0.0, ratio - sqrt(below2)) - 1.0, ratio + sqrt(above2) - 1.0


def intervals_of_trade(f, facts, errors, end):
    """The interval of every value of trade, by industry, group and all."""
    sets = [(i, [i]) for i in f.industries] + list(f.groups.items()) + [("all", f.industries)]
    for flow in f.flows:
        for place in [f.reporter] + f.regions + [f.rest]:
            for code, members in sets:
                unit = {(None, flow, i): 1.0 for i in members}
                for year in range(f.first, end + 1):
                    if facts.get("trade", flow, code, place, year):
                        form = Form(errors, place, year, unit)
                        facts.bound(("trade", flow, code, place, year), floored(form, False))


def floored(form, signed):
    interval = form.interval()
    if interval and not signed and form.value >= 0.0:
        return max(0.0, interval[0]), interval[1]
    return interval


def budget(f, facts, errors, end):
    """Shares of the sources in the variance of the balance, and the width in closed form that `uncertainty_agreement` divides by."""
    (own, other), (out, inward) = f.sides, f.flows
    for place in [f.reporter] + f.regions + [f.rest]:
        for year in sorted({f.middle, f.last, end}):
            balance = facts.get("balance", "all", place, year)
            if not balance:
                continue
            form = {(own, out, i): facts.value("intensity", own, i, year) for i in f.industries}
            form.update({(other, inward, i): -facts.value("intensity", other, i, year) for i in f.industries})
            parts = Form(errors, place, year, form).by_source()
            whole = sum(parts.values())
            if whole <= 0:
                continue
            for source in SOURCES:
                facts.put(("uncertainty_share", source, place, year), parts[source] / whole, max(ESTIMATED, balance[3]))
            facts.put(("uncertainty_agreement", place, year), 1.0, max(ESTIMATED, balance[3]))
