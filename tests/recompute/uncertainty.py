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
        # Error of a year's records, and the parts of it that all years share and that each has of its own.
        self.records = dict.fromkeys(f.flows, 0.0)
        self.records_level, self.records_yearly = dict(self.records), dict(self.records)
        self._measure_records(facts)
        self.common, self.own, self.observed, self._known = {}, {}, {}, {}
        for country in f.sides:
            self._measure_intensity(facts, country)
        # The same parts twice: by product, and by industry.
        self.products, self.parts = {}, {}
        self.kappa = f.catalogue.get("uncertainty", {}).get("concordance_concentration")
        if self.kappa is not None:
            self._measure_concordance()
        for rule, error in allocation.log_errors.items():
            facts.put(("anchor_error_log", rule), error, ESTIMATED)
        self.anchors = allocation.log_error
        # Of a cell: its allocated part with the variance of its logarithm, and what its own and the others' weights give to it.
        self.weights, self.weight_parts = {}, {}
        if self.anchors:
            self._measure_weights(allocation)

    def _measure_records(self, facts):
        for flow in self.f.flows:
            gaps = [facts.get("mirror_gap", flow, year) for year in self.f.years]
            gaps = [g for g in gaps if g]
            if gaps:
                logs, status = [log(1.0 + g[0]) for g in gaps], max([ESTIMATED] + [g[3] for g in gaps])
                mean, mean_square = sum(logs) / len(logs), sum(x * x for x in logs) / len(logs)
                self.records[flow] = sqrt(mean_square) / sqrt(2.0)
                self.records_level[flow] = abs(mean) / sqrt(2.0)
                yearly = sqrt(sum((x - mean) ** 2 for x in logs) / len(logs)) / sqrt(2.0)
                self.records_yearly[flow] = yearly if yearly > 1e-9 * self.records[flow] else 0.0
                facts.put(("records_error", flow), self.records[flow], status)
                facts.put(("records_error_yearly", flow), self.records_yearly[flow], status)

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
        """{(flow, data year): [{industry: (share of the product, part of the industry's trade that it is)}]} of mixed products."""
        f = self.f
        parts = defaultdict(list)
        for r in f.concordance:
            if r["share"] > 0:
                parts[r["flow"], r["product"]].append((r["industry"], r["share"]))
        for r in f.trade:
            shares = parts.get((r["flow"], r["product"]), [])
            if len(shares) < 2:
                continue
            product = {}
            for industry, share in shares:
                whole = self.series[r["flow"], industry, f.reporter].values[r["year"] - f.first]
                product[industry] = (share, r["value_usd"] * share / whole if whole > 0 else 0.0)
                self.parts.setdefault((r["flow"], r["year"], industry), {})[r["product"]] = product[industry]
            self.products.setdefault((r["flow"], r["year"]), []).append(product)

    def concordance(self, flow, year, terms):
        """Variance of a sum of terms {industry: value} of a flow; the shares of a product sum to one, so its parts move
        against each other: the variance of sum of (g / a) * Dirichlet share about the mean sum of g."""
        variance = 0.0
        for product in self.products.get((flow, year), []):
            parts = [(a, terms[i] * part / a) for i, (a, part) in product.items() if i in terms]
            missing = 1.0 - sum(a for a, _ in parts)
            mean = sum(a * x for a, x in parts)
            variance += sum(a * (x - mean) ** 2 for a, x in parts) + (missing * mean**2 if missing > 1e-9 else 0.0)
        return variance / (self.kappa + 1.0) if variance else 0.0

    def _measure_weights(self, allocation):
        """{(flow, industry, region, year): (allocated part of the cell, variance of the logarithm of the cell)}."""
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
                part = v / (v + told)
                self.weights[flow, industry, r, year] = (part, part * part * of_log)
                own, others = sigma2[r] * (1.0 - p[r]) ** 2, everyone - sigma2[r] * p[r] ** 2
                self.weight_parts[flow, industry, r, year] = part * sqrt(own), part * sqrt(max(0.0, others))

    def intensity(self, country, industry, year, held=False):
        """Variances of the logarithm of an intensity: the common and the own part."""
        key = (country, industry, year, held)
        if key not in self._known:
            self._known[key] = self._intensity(*key)
        return self._known[key]

    def _intensity(self, country, industry, year, held):
        since, _ = self.steps(country, industry, year, year)
        trend = 0.0 if held else self.trend(country, industry, year)
        return since * self.common[country] + trend, since * self.own[country, self.f.group_of[industry]]

    def steps(self, country, industry, year, base):
        """Years of the nowcast since the accounts: up to the base year, and from there to the year."""
        observed = self.observed[country, self.f.group_of[industry]]
        since = lambda y: max(0, min(y, self.f.last) - observed)
        before = since(min(base, year))
        return before, since(year) - before

    def trend(self, country, industry, year):
        """Variance of the logarithm that the trend adds after the last year of trade."""
        # Accounts that reach beyond it are continued from their own.
        ahead = year - max(self.f.last, self.observed[country, self.f.group_of[industry]])
        return self.paths[country].variance(ahead) if ahead > 0 else 0.0


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
        for (flow, industry), term in self.net.items():
            flows[flow] = flows.get(flow, 0.0) + term
            # Neither the nation nor what no region carries has weights.
            if errors.anchors and place in f.regions and f.bases[industry][f.flows.index(flow)] not in f.published:
                _, variance = errors.weights.get((flow, industry, place, min(self.year, f.last)), (0.0, 0.0))
                bases.setdefault((flow, f.bases[industry][f.flows.index(flow)]), []).append((term, variance))
        out = [("records", flow, [(g, errors.records[flow] ** 2)]) for flow, g in flows.items() if errors.records[flow]]
        out += [("intensity", country, parts) for country, parts in common.items()]
        out += [("intensity", key, [part]) for key, part in own.items()]
        for basis, parts in bases.items():
            size = sum(abs(g) for g, _ in parts)
            if size:
                out.append(("weights", basis, [(sum(g for g, _ in parts), sum(abs(g) * v for g, v in parts) / size)]))
        return out

    def mixed(self):
        """The concordance: (flow, value, variance, whether the terms of the flow have one sign)."""
        f = self.errors.f
        for flow in f.flows:
            terms = {industry: term for (of, industry), term in self.net.items() if of == flow}
            variance = self.errors.concordance(flow, min(self.year, f.last), terms)
            if variance:
                signs = {term > 0 for term in terms.values() if term}
                yield flow, sum(terms.values()), variance, len(signs) == 1

    def shifts(self):
        """What each factor alone does to the form at its lower and at its upper quantile."""
        for *_, parts in self.components():
            moves = [(g, *_lognormal(variance)) for g, variance in parts]
            yield -sum(g * down for g, down, _ in moves), sum(g * up for g, _, up in moves)
        for _, value, variance, alike in self.mixed():
            if alike:
                down, up = _lognormal(log(1.0 + variance / value**2))
                yield -value * down, value * up
            else:
                yield -Z_975 * sqrt(variance), Z_975 * sqrt(variance)

    def interval(self):
        """95 % interval, or None where nothing is uncertain."""
        below2 = above2 = t_975(self.errors.design.degrees) ** 2 * self.trade if self.trade else 0.0
        for pair in self.shifts():
            below2 += min(0.0, *pair) ** 2
            above2 += max(0.0, *pair) ** 2
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
            # Covariance of lognormal factors that one normal deviate moves: exp((v + w) / 2) (exp(sqrt(v w)) - 1).
            out[source] += sum(g * h * exp((v + w) / 2.0) * (exp(sqrt(v * w)) - 1.0) for g, v in parts for h, w in parts)
        out["concordance"] = sum(variance for _, _, variance, _ in self.mixed())
        return out


def intervals_of_intensities(f, facts, errors, end):
    """exp(+-1.96 sqrt(variance of the logarithm)) about every intensity of the edition's years that is not observed."""
    for country in f.sides:
        for industry in f.industries:
            for year in range(f.first, end + 1):
                variance = sum(errors.intensity(country, industry, year))
                known = facts.get("intensity", country, industry, year)
                if known and variance:
                    factor = exp(Z_975 * sqrt(variance))
                    facts.bound(("intensity", country, industry, year), (known[0] / factor, known[0] * factor))


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
