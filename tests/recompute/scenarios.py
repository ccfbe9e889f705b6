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
        turnover = sum(_on_lines(f, facts, flow, i, goal_year) for flow in f.flows for i in f.industries)
        if turnover <= 0.0:
            return None
        factor += (scenario["turnover_usd"] / turnover - 1.0) * min(1.0, (year - f.last) / (goal_year - f.last))
    return {k: factor * v for k, v in eex.items()}, {k: factor * v for k, v in eem.items()}, held


def _on_lines(f, facts, flow, industry, year):
    """Trade of a year; on its line, not below zero, where the edition does not reach."""
    known = facts.get("trade", flow, industry, f.reporter, year)
    if known:
        return known[0]
    return max(0.0, facts.value("intercept", flow, industry) + facts.value("slope", flow, industry) * year)


def _parameters(f, facts, scenario):
    """What the catalogue assumes."""
    code = scenario["id"]
    if scenario.get("intensities") == "convergence":
        facts.put(("scenario_share", code), scenario["share"], ESTIMATED)
    if scenario.get("intensities") == "rate":
        for country, side in zip(f.sides, ("reporter", "partner")):
            facts.put(("scenario_rate", country, code), scenario[f"{side}_rate"], ESTIMATED)
    if scenario.get("trade") == "goal":
        facts.put(("scenario_turnover", code, scenario["goal_year"]), scenario["turnover_usd"], PROJECTED)


def insert(f, facts, errors, end):
    for scenario in f.catalogue.get("scenario", ALONE) if end > f.last else ():
        _parameters(f, facts, scenario)
        for year in range(f.last + 1, end + 1):
            path = coefficients(f, facts, scenario, year)
            if path is None:
                continue
            eex, eem, held = path
            for measure, form in (
                ("scenario_exports", eex),
                ("scenario_imports", eem),
                ("scenario_balance", {**eex, **{k: -v for k, v in eem.items()}}),
                ("scenario_joint", {**eex, **eem}),
            ):
                linear = Form(errors, f.reporter, year, form, held)
                interval = floored(linear, measure == "scenario_balance")
                facts.put((measure, scenario["id"], year), linear.value, PROJECTED, interval)
            change = facts.value("scenario_balance", scenario["id"], year) - facts.value("balance", "all", f.reporter, year)
            facts.put(("scenario_change", scenario["id"], year), change, PROJECTED)
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
                at_price = [bound and bound * price["usd_per_tonne"] for bound in e[:3]]
                interval = None if e[1] is None else at_price[1:]
                facts.put(("carbon_exposure", flow, code, place, year), at_price[0], max(ESTIMATED, e[3]), interval)
