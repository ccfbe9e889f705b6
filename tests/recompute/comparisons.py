"""Facts about facts: shares, growth, ranks, terms of trade, gaps."""

import uncertainty
from folder import ESTIMATED


def insert(f, facts, allocation, errors):
    places = [f.reporter] + f.regions
    codes = f.industries + list(f.groups) + ["all"]
    _shares(f, facts, codes)
    _growth(f, facts, places, codes, errors)
    _ranks(f, facts)
    _concentration(f, facts, places)
    for r in f.indicators:
        if r["indicator"] == "population":
            for flow in f.flows:
                _ratio(facts, ("per_capita", flow, r["region"], r["year"]),
                       ("embodied", flow, "all", r["region"], r["year"]), ("population", r["region"], r["year"]))
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


def _growth(f, facts, places, codes, errors):
    pairs = {(f.first, f.last), (f.early, f.middle), (f.middle, f.last), (f.early, f.last),
             (f.middle, f.horizon), (f.last, f.horizon)}
    for base, year in pairs:
        if base >= year:
            continue
        for flow in f.flows:
            for place in places:
                for code in codes if place == f.reporter else ["all"]:
                    new = facts.get("embodied", flow, code, place, year)
                    old = facts.get("embodied", flow, code, place, base)
                    if not new or not old or old[0] == 0:
                        continue
                    interval = None
                    if new[1] is not None and year > f.last:
                        country, members = f.sides[f.flows.index(flow)], f.groups.get(code, f.industries if code == "all" else [code])
                        forms = [{(country, flow, i): facts.value("intensity", country, i, y) for i in members} for y in (year, base)]
                        interval = uncertainty.growth(*(uncertainty.Form(errors, place, y, form) for y, form in zip((year, base), forms)))
                    status = max(new[3], old[3])
                    facts.put(("growth", flow, code, place, year, base), new[0] / old[0] - 1, status, interval)


def _ranks(f, facts):
    def rank(members, source, target):
        found = [(facts.get(*source(m)), m) for m in members]
        # A stable sort keeps the order of codes among equals.
        found = sorted(((x, m) for x, m in found if x), key=lambda pair: -pair[0][0])
        for place, (x, m) in enumerate(found, 1):
            facts.put(target(m), place, x[3])

    for year in sorted({f.early, f.middle, f.last, f.horizon}):
        for flow in f.flows:
            rank(f.regions, lambda r: ("embodied", flow, "all", r, year), lambda r: ("rank", flow, r, year))
            rank(f.industries, lambda i: ("embodied", flow, i, f.reporter, year), lambda i: ("rank_industry", flow, i, year))
        rank(f.regions, lambda r: ("balance", "all", r, year), lambda r: ("rank_balance", r, year))


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
