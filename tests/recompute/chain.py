"""From trade and intensities to emissions, with intervals by the delta method (METHODS.md, steps 2, 3, 6 and "beyond")."""

from math import sqrt

from folder import PROJECTED
from student import Fit, t_975


class Chain:
    """Evaluates quantities that are linear in trade: {(country, flow, industry): intensity coefficient}."""

    def __init__(self, f, facts, series, end, paths):
        self.f, self.facts, self.series, self.end, self.paths = f, facts, series, end, paths
        # The spread of every trend is that of its years.
        self.design = Fit(f.years, [0.0] * len(f.years)) if len(f.years) > 2 else None

    def evaluate(self, place, year, form, paths=None):
        """(value, interval, status of the trade) or None if none of the trade is known."""
        f, n = self.f, year - self.f.first
        value, status, parts = 0.0, None, {}
        for (country, flow, industry), k in form.items():
            s = self.series.get((flow, industry, place))
            if s is None:
                continue
            total, residuals = parts.setdefault(country, [0.0, [0.0] * len(f.years)])
            parts[country][0] = total + k * s.values[n]
            for y, e in enumerate(s.residuals):
                residuals[y] += k * e
            status = s.status[n] if status is None else max(status, s.status[n])
        if status is None:
            return None
        value = sum(total for total, _ in parts.values())
        if year <= f.last:
            return value, None, status
        # Var Q = T + sum over countries of v_c (G_c^2 + T_c)
        unit = self.design.spread(year) / self.design.degrees
        together = [sum(r[y] for _, r in parts.values()) for y in range(len(f.years))]
        variance = unit * sum(e * e for e in together)
        for country, (total, residuals) in parts.items():
            v = (paths or self.paths)[country].variance(year - f.last)
            variance += v * (total * total + unit * sum(e * e for e in residuals))
        half = t_975(self.design.degrees) * sqrt(variance)
        return value, (value - half, value + half), status

    def put(self, measure, rest, place, year, form, signed):
        result = self.evaluate(place, year, form)
        if result is None:
            return
        value, interval, status = result
        if interval and not signed and value >= 0.0:
            interval = (max(0.0, interval[0]), interval[1])
        used = [s for s in form if (s[1], s[2], place) in self.series]
        status = max([status] + [self.facts.status("intensity", c, i, year) for c, _, i in used])
        self.facts.put((measure, *rest), value, status, interval)

    def run(self):
        f = self.f
        sets = [(i, [i]) for i in f.industries] + list(f.groups.items()) + [("all", f.industries)]
        for place in [f.reporter] + f.regions + [f.rest]:
            for flow in f.flows:
                for code, members in sets[len(f.industries):]:
                    self._sum_trade(flow, code, members, place)
            for year in range(f.first, self.end + 1):
                for code, members in sets:
                    self._emissions(place, year, code, members)

    def _sum_trade(self, flow, code, members, place):
        f = self.f
        known = [self.series[flow, i, place] for i in members if (flow, i, place) in self.series]
        if not known:
            return
        for year in range(f.first, self.end + 1):
            n = year - f.first
            value, status = sum(s.values[n] for s in known), max(s.status[n] for s in known)
            interval = None
            if year > f.last:
                sse = sum(sum(s.residuals[y] for s in known) ** 2 for y in range(len(f.years)))
                half = t_975(self.design.degrees) * sqrt(sse / self.design.degrees * self.design.spread(year))
                low = value - half
                interval = (max(0.0, low) if value >= 0.0 else low, value + half)
            self.facts.put(("trade", flow, code, place, year), value, status, interval)

    def _emissions(self, place, year, code, members):
        f = self.f
        (own, other), (out, inward) = f.sides, f.flows
        e = {(c, i): self.facts.value("intensity", c, i, year) for c in f.sides for i in members}
        eex = {(own, out, i): e[own, i] for i in members}
        eem = {(other, inward, i): e[other, i] for i in members}
        tail = (code, place, year)
        self.put("embodied", (out, *tail), place, year, eex, False)
        self.put("embodied", (inward, *tail), place, year, eem, False)
        if not (self.facts.get("embodied", out, *tail) and self.facts.get("embodied", inward, *tail)):
            return
        self.put("balance", tail, place, year, {**eex, **{k: -v for k, v in eem.items()}}, True)
        self.put("joint", tail, place, year, {**eex, **eem}, False)
        if place != f.reporter and code != "all":
            return
        avoided, volume, unequal, domestic = {}, {}, {}, {}
        for i in members:
            domestic[own, inward, i] = e[own, i]
            for c, sign in ((own, 1.0), (other, -1.0)):
                # dG: (e_own - e_other)(X - M)
                avoided[c, out, i], avoided[c, inward, i] = sign * e[c, i], -sign * e[c, i]
                # mean intensity x (X - M); (e_own - e_other) x mean trade
                volume[c, out, i], volume[c, inward, i] = e[c, i] / 2, -e[c, i] / 2
                unequal[c, out, i] = unequal[c, inward, i] = sign * e[c, i] / 2
        self.put("avoided", tail, place, year, avoided, True)
        self.put("balance_volume", tail, place, year, volume, True)
        self.put("balance_intensity", tail, place, year, unequal, True)
        self.put("domestic_technology", tail, place, year, domestic, False)

    def scenarios(self):
        f, facts = self.f, self.facts
        if self.end == f.last:
            return
        still = {c: type(p)(0.0, 0.0, 0.0, p.t) for c, p in self.paths.items()}
        (own, other), (out, inward), year = f.sides, f.flows, self.end
        for code, at, paths in (
            ("trend", year, self.paths),
            ("frozen", f.last, still),
            ("half-convergence", year, self.paths),
        ):
            e = {(c, i): facts.value("intensity", c, i, at) for c in f.sides for i in f.industries}
            eex = {(own, out, i): e[own, i] for i in f.industries}
            eem = {(other, inward, i): e[other, i] for i in f.industries}
            if code == "half-convergence":
                eex = {(c, out, i): e[c, i] / 2 for c in f.sides for i in f.industries}
            minus = {k: -v for k, v in eem.items()}
            for measure, form in (
                ("scenario_exports", eex),
                ("scenario_imports", eem),
                ("scenario_balance", {**eex, **minus}),
                ("scenario_joint", {**eex, **eem}),
            ):
                value, (low, high), _ = self.evaluate(f.reporter, year, form, paths)
                if measure != "scenario_balance":
                    low = max(0.0, low)
                facts.put((measure, code, year), value, PROJECTED, (low, high))
