"""From trade and intensities to emissions, with intervals in closed form (METHODS.md, steps 2, 3, 6 and "beyond")."""

from uncertainty import Form, floored


class Chain:
    """Evaluates quantities that are linear in trade: {(country, flow, industry): intensity coefficient}."""

    def __init__(self, f, facts, series, end, errors):
        self.f, self.facts, self.series, self.end, self.errors = f, facts, series, end, errors

    def put(self, measure, rest, place, year, form, signed):
        linear = Form(self.errors, place, year, form)
        if linear.status is None:
            return
        used = [s for s in form if (s[1], s[2], place) in self.series]
        status = max([linear.status] + [self.facts.status("intensity", c, i, year) for c, _, i in used])
        self.facts.put((measure, *rest), linear.value, status, floored(linear, signed))

    def sum_trade(self):
        """Trade of groups and of all industries."""
        f = self.f
        sets = list(f.groups.items()) + [("all", f.industries)]
        for place in [f.reporter] + f.regions + [f.rest]:
            for flow in f.flows:
                for code, members in sets:
                    self._sum_trade(flow, code, members, place)

    def run(self):
        f = self.f
        sets = [(i, [i]) for i in f.industries] + list(f.groups.items()) + [("all", f.industries)]
        for place in [f.reporter] + f.regions + [f.rest]:
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
            self.facts.put(("trade", flow, code, place, year), value, status)

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
        national = place == f.reporter or code == "all"
        if not national and (code in f.groups or year > f.last):
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
        if not national:
            return
        self.put("balance_volume", tail, place, year, volume, True)
        self.put("balance_intensity", tail, place, year, unequal, True)
        self.put("domestic_technology", tail, place, year, domestic, False)
