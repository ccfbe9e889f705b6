"""The chain under other choices: national totals and the first five industries by variant."""

from math import exp, log

from folder import ESTIMATED, PROJECTED
from forecast import FEWEST, name
from student import Fit

FIVE = 5


class Variants:
    def __init__(self, f, facts, end, picks):
        self.f, self.facts, self.end, self.picks = f, facts, end, picks
        self.rate = {(r["country"], r["year"]): r for r in f.rates}
        self.observed = {(c, i): max(r["year"] for r in f.emissions
                                     if (r["country"], r["intensity_group"]) == (c, f.group_of[i]))
                         for c in f.sides for i in f.industries}

    def intensity(self, c, i, year):
        return self.facts.value("intensity", c, i, year)

    def trade(self, flow, i, year):
        return self.facts.value("trade", flow, i, self.f.reporter, year)

    def chain(self, year, intensity=None, trade=None):
        """{flow: {industry: emissions}}; None if the variant says nothing of the year."""
        out = {}
        for flow, c in zip(self.f.flows, self.f.sides):
            out[flow] = {}
            for i in self.f.industries:
                e, v = (intensity or self.intensity)(c, i, year), (trade or self.trade)(flow, i, year)
                if e is None or v is None:
                    return None
                out[flow][i] = e * v
        return out

    def prices(self, c, i, year):
        """The year whose prices an intensity has."""
        return min(year, max(self.f.last, self.observed[c, i]))

    def constant_rate(self, c, i, year):
        f, at = self.f, self.prices(c, i, year)
        if (c, f.early) not in self.rate or (c, at) not in self.rate:
            return None
        return self.intensity(c, i, year) * self.rate[c, f.early]["lcu_per_usd"] / self.rate[c, at]["lcu_per_usd"]

    def ppp_rate(self, c, i, year):
        row = self.rate.get((c, self.prices(c, i, year)))
        if not row or not row["ppp_lcu_per_usd"]:
            return None
        return self.intensity(c, i, year) * row["ppp_lcu_per_usd"] / row["lcu_per_usd"]

    def last_value_intensity(self, c, i, year):
        return self.intensity(c, i, min(year, self.observed[c, i]))

    def log_linear_intensity(self, c, i, year):
        last = self.observed[c, i]
        if year <= last:
            return self.intensity(c, i, year)
        first = min(r["year"] for r in self.f.emissions)
        rows = [(y, self.facts.get("intensity", c, i, y)) for y in range(first, last + 1)]
        points = [(y, r[0]) for y, r in rows if r]
        if len(points) < FEWEST or any(v <= 0 for _, v in points):
            return self.intensity(c, i, last)
        return exp(Fit([y for y, _ in points], [log(v) for _, v in points]).at(year))

    def mirror_trade(self, flow, i, year):
        f = self.f
        gap = {y: self.facts.get("mirror_gap", flow, y) for y in f.years}
        known = [y for y in f.years if gap[y]]
        use = [year] if year in known else [y for y in known if y < year][-3:]
        if not use:
            return None
        return self.trade(flow, i, year) * sum(1.0 + gap[y][0] for y in use) / len(use)

    def left_out(self, without):
        years = [y for y in self.f.years if y != without]

        def trade(flow, i, year):
            if year != self.end or len(years) < FEWEST:
                return None
            return max(0.0, Fit(years, [self.trade(flow, i, y) for y in years]).at(year))
        return trade

    def best_model(self, flow, i, year):
        pick = self.picks[flow, i]
        if year != self.end or not any(self.picks[flow, i] for flow in self.f.flows for i in self.f.industries):
            return None
        found = self.facts.get(f"forecast_{name(pick)}", flow, i, year) if pick else (self.trade(flow, i, year),)
        return found[0] if found else None

    def supply(self, year):
        out = {flow: {} for flow in self.f.flows}
        for flow in self.f.flows:
            for i in self.f.industries:
                found = self.facts.get("embodied_supply", flow, i, self.f.reporter, year)
                if found:
                    out[flow][i] = found[0]
        return out if all(out.values()) else None

    def insert(self):
        f = self.f
        ahead = self.end > f.last
        for year in sorted({f.middle, f.last, self.end}):
            variants = {
                "baseline": self.chain(year),
                "constant-rate": self.chain(year, self.constant_rate),
                "ppp-rate": self.chain(year, self.ppp_rate),
                "total-intensities": self.supply(year),
                "last-value-intensity": self.chain(year, self.last_value_intensity),
                "log-linear-intensity": self.chain(year, self.log_linear_intensity),
                "mirror-trade": self.chain(year, trade=self.mirror_trade),
            }
            if ahead and year == self.end:
                for without in f.years:
                    variants[f"leave-out-{without}"] = self.chain(year, trade=self.left_out(without))
                variants["best-model"] = self.chain(year, trade=self.best_model)
            for code, chain in variants.items():
                if chain:
                    self._put(code, year, chain, variants["baseline"])

    def _put(self, code, year, chain, baseline):
        facts, status = self.facts, PROJECTED if year > self.f.last else ESTIMATED
        out, inward = (sum(chain[flow].values()) for flow in self.f.flows)
        before = sum(baseline[self.f.flows[0]].values()) - sum(baseline[self.f.flows[1]].values())
        for measure, value in (("exports", out), ("imports", inward), ("balance", out - inward),
                               ("change", out - inward - before)):
            facts.put((f"sensitivity_{measure}", code, year), value, status)
        for flow in self.f.flows:
            first = lambda values: sorted(values, key=lambda i: -values[i])[:FIVE]
            then, now = first(baseline[flow]), first(chain[flow])
            facts.put(("sensitivity_first_five", flow, code, year), len(set(then) & set(now)), status)
            facts.put(("sensitivity_first_five_ordered", flow, code, year), 1.0 if then == now else 0.0, status)


def insert(f, facts, end, picks):
    Variants(f, facts, end, picks).insert()
