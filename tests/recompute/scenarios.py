"""Scenarios: parameter sets of the catalogue for intensities and trade after the last year, and the price lens."""

from folder import ESTIMATED, PROJECTED
from uncertainty import Form, floored

ALONE = [{"id": "trend", "intensities": "trend", "trade": "trend"}]


def coefficients(f, facts, scenario, year):
    """({(country, flow, industry): coefficient} outward, the same inward, countries whose intensities follow no trend)."""
    (own, other), (out, inward), kind = f.sides, f.flows, scenario.get("intensities", "trend")
    trend = {(c, i): facts.value("intensity", c, i, year) for c in f.sides for i in f.industries}
    last = {(c, i): facts.value("intensity", c, i, f.last) for c in f.sides for i in f.industries}
    held = f.sides if kind in ("frozen", "rate") else ()
    if kind == "frozen":
        e = last
    elif kind == "rate":
        rate = {own: scenario["reporter_rate"], other: scenario["partner_rate"]}
        e = {(c, i): v * (1.0 + rate[c]) ** (year - f.last) for (c, i), v in last.items()}
    else:
        e = trend
    eex = {(own, out, i): e[own, i] for i in f.industries}
    if kind == "convergence":
        way = scenario["share"] * (year - f.last) / (f.horizon - f.last)
        eex = {(own, out, i): (1.0 - way) * e[own, i] for i in f.industries}
        eex.update({(other, out, i): way * e[other, i] for i in f.industries})
    eem = {(other, inward, i): e[other, i] for i in f.industries}
    factor = 1.0
    if scenario.get("trade") == "goal":
        goal_year = scenario["goal_year"]
        turnover = sum(facts.value("trade", flow, "all", f.reporter, goal_year) for flow in f.flows)
        factor += (scenario["turnover_usd"] / turnover - 1.0) * min(1.0, (year - f.last) / (goal_year - f.last))
    return {k: factor * v for k, v in eex.items()}, {k: factor * v for k, v in eem.items()}, held


def insert(f, facts, errors, end):
    for scenario in f.catalogue.get("scenario", ALONE):
        for year in range(f.last + 1, end + 1):
            eex, eem, held = coefficients(f, facts, scenario, year)
            for measure, form in (
                ("scenario_exports", eex),
                ("scenario_imports", eem),
                ("scenario_balance", {**eex, **{k: -v for k, v in eem.items()}}),
                ("scenario_joint", {**eex, **eem}),
            ):
                linear = Form(errors, f.reporter, year, form, held)
                interval = floored(linear, measure == "scenario_balance")
                facts.put((measure, scenario["id"], year), linear.value, PROJECTED, interval)
    _price(f, facts, end)


def _price(f, facts, end):
    price = f.catalogue.get("carbon_price")
    if not price:
        return
    facts.put(("carbon_price",), price["usd_per_tonne"], ESTIMATED)
    places = [(flow, code, f.reporter) for flow in f.flows for code in f.industries + list(f.groups) + ["all"]]
    places += [(f.flows[0], "all", r) for r in f.regions]
    for flow, code, place in places:
        for year in sorted({f.middle, f.last, end}):
            e = facts.get("embodied", flow, code, place, year)
            if e:
                facts.put(("carbon_exposure", flow, code, place, year), e[0] * price["usd_per_tonne"], max(ESTIMATED, e[3]))
