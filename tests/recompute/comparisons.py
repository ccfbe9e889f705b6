"""Facts about facts of one year: shares, ranks, location quotients, gaps."""

from folder import ESTIMATED


def insert(f, facts, allocation):
    places = [f.reporter] + f.regions
    codes = f.industries + list(f.groups) + ["all"]
    _shares(f, facts, codes)
    _ranks(f, facts)
    _location_quotients(f, facts)
    _concentration(f, facts, places)
    for r in f.indicators:
        if r["indicator"] == "population":
            for flow in f.flows:
                _ratio(facts, ("per_capita", flow, r["region"], r["year"]),
                       ("embodied", flow, "all", r["region"], r["year"]), ("population", r["region"], r["year"]))
    _ranks_per_capita(f, facts)
    begin = min(r["year"] for r in f.emissions)
    for i in f.industries:
        for year in range(begin, f.last + 1):
            _ratio(facts, ("intensity_ratio", i, year),
                   ("intensity", f.reporter, i, year), ("intensity", f.partner, i, year))
    for flow in f.flows:
        for region in f.regions:
            for year in f.years:
                told = sum(allocation.reported[flow, i, year][region] for i in f.industries)
                spread = sum(allocation.fitted[flow, i, year][region] for i in f.industries)
                if told + spread > 0:
                    facts.put(("allocated_share", flow, region, year), spread / (told + spread), ESTIMATED)


def _ratio(facts, name, top, bottom, less=0.0):
    """Inserts top / bottom - less where both exist and bottom is not zero."""
    a, b = facts.get(*top), facts.get(*bottom)
    if a and b and b[0] != 0:
        facts.put(name, a[0] / b[0] - less, max(a[3], b[3]))


def _shares(f, facts, codes):
    members = [(code, f.reporter) for code in codes] + [("all", r) for r in f.regions]
    for flow in f.flows:
        for year in f.years:
            for code, place in members:
                for measure, of in (("share", "embodied"), ("trade_share", "trade")):
                    _ratio(facts, (measure, flow, code, place, year),
                           (of, flow, code, place, year), (of, flow, "all", f.reporter, year))


def rank(facts, members, source, target, size=lambda x: x):
    """Places of the members that have the fact, the largest first."""
    found = [(facts.get(*source(m)), m) for m in members]
    # A stable sort keeps the order of codes among equals.
    found = sorted(((x, m) for x, m in found if x), key=lambda pair: -size(pair[0][0]))
    for place, (x, m) in enumerate(found, 1):
        facts.put(target(m), place, x[3])


def _ranks(f, facts):
    for year in sorted({f.early, f.middle, f.last, f.horizon}):
        for flow in f.flows:
            rank(facts, f.regions, lambda r: ("embodied", flow, "all", r, year), lambda r: ("rank", flow, r, year))
            rank(facts, f.industries, lambda i: ("embodied", flow, i, f.reporter, year), lambda i: ("rank_industry", flow, i, year))
        rank(facts, f.regions, lambda r: ("balance", "all", r, year), lambda r: ("rank_balance", r, year))


def _ranks_per_capita(f, facts):
    for flow in f.flows:
        known = [y for y in f.years for r in f.regions if facts.get("per_capita", flow, r, y)]
        if known:
            rank(facts, f.regions, lambda r: ("per_capita", flow, r, known[-1]), lambda r: ("rank_per_capita", flow, r, known[-1]))


def _location_quotients(f, facts):
    for flow in f.flows:
        of = lambda i, place: facts.get("embodied", flow, i, place, f.last)
        nation = of("all", f.reporter)
        for r in f.regions:
            for i in f.industries:
                cells = of(i, r), of("all", r), of(i, f.reporter), nation
                if all(cells) and cells[1][0] != 0 and cells[2][0] > 0 and nation[0] != 0:
                    part, whole, national, everything = (c[0] for c in cells)
                    facts.put(("location_quotient", flow, i, r, f.last), part * everything / (whole * national), max(c[3] for c in cells))


def _concentration(f, facts, places):
    for place in places:
        for year in sorted({f.early, f.middle, f.last}):
            for flow in f.flows:
                e = facts.get("embodied", flow, "all", place, year)
                if e and e[0] > 0:
                    parts = [facts.get("embodied", flow, i, place, year) for i in f.industries]
                    index = sum((p[0] / e[0]) ** 2 for p in parts if p)
                    facts.put(("concentration", flow, place, year), index, e[3])


def totals(f, facts):
    """Published totals beside each other and beside the projection."""
    for year in sorted({r["year"] for r in f.totals}):
        for side in f.sides:
            out, inward = (facts.get("trade_total", flow, side, year) for flow in f.flows)
            if out and inward:
                status = max(out[3], inward[3])
                facts.put(("trade_turnover", side, year), out[0] + inward[0], status)
                facts.put(("trade_balance", side, year), out[0] - inward[0], status)
        for flow in f.flows:
            own, mirror = ("trade_total", flow, f.reporter, year), ("trade_total", flow, f.partner, year)
            _ratio(facts, ("mirror_gap", flow, year), mirror, own, 1.0)
            if year > f.last:
                published = own if facts.get(*own) else mirror
                _ratio(facts, ("forecast_error", flow, year), published, ("trade", flow, "all", f.reporter, year), 1.0)
