"""Changes between two years: growth, change of a share, change of a balance; with intervals in closed form.

The closed form moves one factor at a time, in both years at once, and adds the squares of what that does to the change, below and
above apart. Factors that both years share act on both: what they do alike cancels out.
"""

from collections import defaultdict
from math import exp, sqrt

from comparisons import rank
from student import Z_975, t_975
from uncertainty import Form

# A width up to this part of what changed is rounding, and so is a difference of two growths.
ROUNDING = 1e-9
# Relative step of a derivative.
STEP = 1e-5


def pairs(f):
    """(base, year) of every change."""
    every = {(f.first, f.last), (f.early, f.middle), (f.middle, f.last), (f.early, f.last), (f.middle, f.horizon), (f.last, f.horizon)}
    return sorted((base, year) for base, year in every if base < year)


def insert(f, facts, errors):
    nation = f.reporter
    members = [(code, nation) for code in f.industries + list(f.groups) + ["all"]] + [("all", r) for r in f.regions]
    for base, year in pairs(f):
        for code, place in members:
            change = Change(f, facts, errors, code, place, base, year)
            for flow in f.flows:
                change.growth(flow)
                if (code, place) != ("all", nation):
                    change.share(flow)
            change.balance()
        if year <= f.last:
            for flow in f.flows:
                rank(facts, f.regions, lambda r: ("growth", flow, "all", r, year, base), lambda r: ("rank_growth", flow, r, year, base),
                     lambda x: round(x / ROUNDING))


class Change:
    """What changed at a place, for an industry, a group or all of them."""

    def __init__(self, f, facts, errors, code, place, base, year):
        self.f, self.facts, self.errors, self.code, self.place = f, facts, errors, code, place
        self.base, self.year = base, year
        self.members = f.groups.get(code, f.industries if code == "all" else [code])

    def known(self, measure, *names):
        found = [self.facts.get(measure, *names, y) for y in (self.year, self.base)]
        return found if all(found) else None

    def form(self, year, flow, sign=1.0):
        country = self.f.sides[self.f.flows.index(flow)]
        return {(country, flow, i): sign * self.facts.value("intensity", country, i, year) for i in self.members}

    def cells(self, flow, place, members, kind):
        """[(kind, place, year, flow, industry, country, emissions)]"""
        f, country, out = self.f, self.f.sides[self.f.flows.index(flow)], []
        for year in (self.year, self.base):
            for i in members:
                s = self.errors.series.get((flow, i, place))
                if s is not None:
                    value = self.facts.value("intensity", country, i, year) * s.values[year - f.first]
                    out.append(((kind, year, flow), place, year, flow, i, country, value))
        return out

    def growth(self, flow):
        e = self.known("embodied", flow, self.code, self.place)
        if not e or e[1][0] == 0:
            return
        (new, *_, a), (old, *_, b) = e
        cells = self.cells(flow, self.place, self.members, "part")
        trade = Form(self.errors, self.place, self.year, self.form(self.year, flow)).trade / old**2
        ratio = lambda sums: sums["part", self.year, flow] / sums["part", self.base, flow]
        bounds = interval(self.errors, cells, ratio, trade, 1.0)
        if bounds:
            bounds = max(0.0, bounds[0]) - 1.0, bounds[1] - 1.0
        self.facts.put(("growth", flow, self.code, self.place, self.year, self.base), new / old - 1.0, max(a, b), bounds)

    def share(self, flow):
        shares = self.known("share", flow, self.code, self.place)
        if not shares:
            return
        cells = self.cells(flow, self.place, self.members, "part") + self.cells(flow, self.f.reporter, self.f.industries, "whole")
        part = lambda sums, year: sums["part", year, flow] / sums["whole", year, flow]
        of = lambda sums: part(sums, self.year) - part(sums, self.base)
        self._difference("share_change", (flow,), shares, cells, of, 0.0, sum(s[0] for s in shares))

    def balance(self):
        balances = self.known("balance", self.code, self.place)
        if not balances:
            return
        f, (out, inward) = self.f, self.f.flows
        cells = [cell for flow in f.flows for cell in self.cells(flow, self.place, self.members, "part")]
        both = {**self.form(self.year, out), **self.form(self.year, inward, -1.0)}
        trade = Form(self.errors, self.place, self.year, both).trade
        of = lambda sums: sum(sign * sums["part", year, flow] for year, sign in ((self.year, 1.0), (self.base, -1.0))
                              for flow, sign in ((out, sign), (inward, -sign)))
        self._difference("balance_change", (), balances, cells, of, trade, sum(abs(c[-1]) for c in cells))

    def _difference(self, measure, flow, pair, cells, of, trade, scale):
        (new, *_, a), (old, *_, b) = pair
        bounds = interval(self.errors, cells, of, trade, scale)
        self.facts.put((measure, *flow, self.code, self.place, self.year, self.base), new - old, max(a, b), bounds)


def interval(errors, cells, of, trade, scale):
    """95 % interval of a change `of` sums of cells; trade is the variance that its lines give."""
    def moved(logs):
        sums = defaultdict(float)
        for n, (kind, *_, value) in enumerate(cells):
            sums[kind] += value * exp(logs.get(n, 0.0))
        return of(sums)

    value = moved({})
    below2 = above2 = t_975(errors.design.degrees) ** 2 * trade if trade else 0.0
    for act in _acts(errors, cells).values():
        shifts = [moved({n: z * size for n, size in act.items()}) - value for z in (-Z_975, Z_975)]
        below2 += min(0.0, *shifts) ** 2
        above2 += max(0.0, *shifts) ** 2
    if errors.kappa is not None:
        slopes = [(moved({n: STEP}) - moved({n: -STEP})) / (2.0 * STEP) for n in range(len(cells))]
        half2 = Z_975**2 * _concordance(errors, cells, slopes)
        below2, above2 = below2 + half2, above2 + half2
    if sqrt(below2) + sqrt(above2) <= ROUNDING * (scale + abs(value)):
        return None
    return value - sqrt(below2), value + sqrt(above2)


def _acts(errors, cells):
    """{factor: {cell: standard deviation of the logarithm that it gives to the cell}}"""
    f, acts = errors.f, defaultdict(dict)
    base = min(cell[2] for cell in cells)
    for n, (_, place, year, flow, i, country, _) in enumerate(cells):
        if errors.records[flow]:
            acts["records", flow][n] = errors.records_level[flow]
            acts["records", flow, year][n] = errors.records_yearly[flow]
        # Yearly steps since the accounts: up to the base year, and after it.
        group = f.group_of[i]
        for block, steps in zip(("before", "after"), errors.steps(country, i, year, base)):
            if steps:
                acts["all", country, block][n] = sqrt(steps * errors.common[country])
                acts["own", country, group, block][n] = sqrt(steps * errors.own[country, group])
        trend = errors.trend(country, i, year)
        if trend:
            acts["trend", country][n] = sqrt(trend)
        parts = errors.weight_parts.get((flow, i, place, min(year, f.last)))
        if parts:
            basis = f.bases[i][f.flows.index(flow)]
            for whose, size in zip(("own weight", "other weights"), parts):
                acts[whose, flow, basis][n] = size
    return acts


def _concordance(errors, cells, slopes):
    """Variance from the shares of mixed products, by the slopes of the change in the logarithms of the cells."""
    f, years, variance = errors.f, sorted({cell[2] for cell in cells}), 0.0
    for flow in {cell[3] for cell in cells}:
        of_product = defaultdict(lambda: defaultdict(float))
        shares = {}
        for n, (_, _, year, own, i, _, _) in enumerate(cells):
            if own == flow:
                for name, (share, part) in errors.parts.get((flow, min(year, f.last), i), {}).items():
                    of_product[name][i] += slopes[n] * part
                    shares[name, i] = share
        for name, parts in of_product.items():
            mean = sum(parts.values())
            inside = sum(shares[name, i] * (x / shares[name, i] - mean) ** 2 for i, x in parts.items())
            missing = 1.0 - sum(shares[name, i] for i in parts)
            variance += inside + (missing * mean**2 if missing > 1e-9 else 0.0)
    return variance / (errors.kappa + 1.0)
