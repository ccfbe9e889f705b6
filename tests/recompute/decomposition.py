"""Additive LMDI-I of embodied emissions, chained by year: scale, composition, technique; and the terms of trade by industry."""

from math import log


def mean(x, y):
    """The logarithmic mean."""
    if x == y:
        return x
    return (x - y) / log(x / y)


def step(before, after):
    """[(scale, composition, technique)] by industry between two years, each a list of (trade, intensity)."""
    totals = [sum(v for v, _ in year) for year in (before, after)]
    parts = []
    for (v0, e0), (v1, e1) in zip(before, after):
        x0, x1 = v0 * e0, v1 * e1
        if x0 > 0.0 and x1 > 0.0:
            w = mean(x1, x0)
            scale = w * log(totals[1] / totals[0])
            composition = w * log((v1 / totals[1]) / (v0 / totals[0]))
            parts.append((scale, composition, w * log(e1 / e0)))
        elif x0 == x1:
            parts.append((0.0, 0.0, 0.0))
        # Without any trade of the flow in a year: the scale.
        elif totals[1 if x1 == 0.0 else 0] == 0.0:
            parts.append((x1 - x0, 0.0, 0.0))
        # The limit as the share, or else the intensity, goes to zero in the year without emissions.
        elif (v1 if x1 == 0.0 else v0) == 0.0:
            parts.append((0.0, x1 - x0, 0.0))
        else:
            parts.append((0.0, 0.0, x1 - x0))
    return parts


def insert(f, facts, series, end):
    pairs = {(f.first, f.last), (f.early, f.middle), (f.middle, f.last), (f.last, f.horizon), (f.first, f.horizon)}
    steps = {(y, y + 1) for y in range(f.first, end)}
    for flow, country in zip(f.flows, f.sides):
        for place in [f.reporter] + f.regions:
            codes = [i for i in f.industries if (flow, i, place) in series]
            if not codes:
                continue
            years = {y: [(facts.value("trade", flow, i, place, y), facts.value("intensity", country, i, y)) for i in codes]
                     for y in range(f.first, end + 1)}
            yearly = {b: step(years[a], years[b]) for a, b in steps}
            for base, year in sorted(pairs | (steps if place == f.reporter else set())):
                if base >= year or year > end:
                    continue
                span = range(base, year + 1)
                parts = [[sum(yearly[y][n][k] for y in span[1:]) for k in range(3)] for n in range(len(codes))]
                _put(f, facts, (flow, "all", place, year, base), [sum(p[k] for p in parts) for k in range(3)], span)
                if place == f.reporter and (base, year) in pairs:
                    for code, part in zip(codes, parts):
                        _put(f, facts, (flow, code, place, year, base), part, span)


def _put(f, facts, key, parts, span):
    flow, code, place, year, base = key
    status = max(max(facts.status("embodied", flow, code, place, y), facts.status("trade", flow, "all", place, y)) for y in span)
    for measure, value in zip(("lmdi_scale", "lmdi_composition", "lmdi_technique"), parts):
        facts.put((measure, *key), value, status)


def terms_of_trade(f, facts, end):
    places = [(code, f.reporter) for code in f.industries + list(f.groups) + ["all"]] + [("all", r) for r in f.regions]
    for code, place in places:
        for year in range(f.first, end + 1):
            quotients = []
            for flow in f.flows:
                e, v = (facts.get(m, flow, code, place, year) for m in ("embodied", "trade"))
                quotients.append((e[0] / v[0], max(e[3], v[3])) if e and v and v[0] != 0 else None)
            if all(quotients) and quotients[1][0] > 0:
                value = 100 * quotients[0][0] / quotients[1][0]
                facts.put(("terms_of_trade", code, place, year), value, max(q[1] for q in quotients))
