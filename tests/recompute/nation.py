"""The nation: what is read, intensities, trade by industry and its trend (METHODS.md, steps 1, 4, 5)."""

from math import exp, log, sqrt

from folder import ESTIMATED, OBSERVED, PROJECTED
from student import Fit, t_975

FEWEST = 5


def read(f, facts):
    """Facts that are rows."""
    for measure, rows, column in (
        ("output", f.output, "output_lcu"),
        ("emissions", f.emissions, "emissions_t"),
    ):
        for r in rows:
            facts.put((measure, r["country"], r["intensity_group"], r["year"]), r[column], r["status"])
    for r in f.rates:
        facts.put(("exchange_rate", r["country"], r["year"]), r["lcu_per_usd"], r["status"])
    for r in f.macro:
        for measure, column in (("national_co2", "co2_t"), ("gdp", "gdp_usd"), ("gdp_real", "gdp_real_usd2011")):
            if r[column] is not None:
                facts.put((measure, r["country"], r["year"]), r[column], r["status"])
    for r in f.totals:
        facts.put(("trade_total", r["flow"], r["reporter"], r["year"]), r["value_usd"], r["status"])
    for r in f.trade:
        facts.put(("trade_reported", r["flow"], r["product"], r["year"]), r["value_usd"], r["status"])
    for r in f.indicators:
        if r["indicator"] == "population" and r["region"] in f.regions:
            facts.put(("population", r["region"], r["year"]), r["value"], r["status"])
    for r in f.anchors:
        facts.put(("anchor_published", r["anchor"], r["year"]), r["value_usd"], r["status"])


class Path:
    """How the intensities of a country go on after the last nowcast year."""

    def __init__(self, rate, rate_error, residual):
        self.rate, self.rate_error, self.residual = rate, rate_error, residual

    def variance(self, years):
        """Variance of the logarithm of an intensity, years after the start."""
        return (years * self.rate_error) ** 2 + self.residual**2


def intensities(f, facts):
    """Intensity of each group and industry; gives the path of each country."""
    return {country: _country(f, facts, country) for country in f.sides}


def _country(f, facts, country):
    emissions = {(r["intensity_group"], r["year"]): r for r in f.emissions if r["country"] == country}
    output = {(r["intensity_group"], r["year"]): r for r in f.output if r["country"] == country}
    rate = {r["year"]: r for r in f.rates if r["country"] == country}
    e = {}
    for (group, year), row in emissions.items():
        made, fx = output[group, year], rate[year]
        if made["output_lcu"] > 0:
            usd = made["output_lcu"] / fx["lcu_per_usd"]
            status = max(row["status"], made["status"], fx["status"])
            e[group, year] = (row["emissions_t"] / usd, status)
            facts.put(("intensity_group", country, group, year), row["emissions_t"] / usd, status)
    k, real = {}, {}
    for r in f.macro:
        if r["country"] != country or r["co2_t"] is None:
            continue
        if r["gdp_usd"] is not None:
            k[r["year"]] = r["co2_t"] / r["gdp_usd"]
            facts.put(("macro_intensity", country, r["year"]), k[r["year"]], r["status"])
        if r["gdp_real_usd2011"] is not None:
            real[r["year"]] = (r["co2_t"] / r["gdp_real_usd2011"], r["status"])
            facts.put(("real_intensity", country, r["year"]), *real[r["year"]])
    years = sorted(real)[-10:]
    fit = Fit(years, [log(real[y][0]) for y in years])
    t, error = t_975(fit.degrees), fit.slope_error()
    status = max([ESTIMATED] + [real[y][1] for y in years])
    facts.put(("intensity_trend", country), fit.slope, status, (fit.slope - t * error, fit.slope + t * error))
    facts.put(("intensity_trend_error", country), error, status)
    facts.put(("intensity_trend_residual", country), fit.s, status)
    path = Path(fit.slope, error, fit.s)
    begin = min(r["year"] for r in f.emissions)
    for industry in f.industries:
        group = f.group_of[industry]
        observed = max(y for g, y in emissions if g == group)
        start = max(f.last, observed)
        for year in range(begin, f.horizon + 1):
            name = ("intensity", country, industry, year)
            if year <= observed:
                if (group, year) in e:
                    facts.put(name, *e[group, year])
            elif year <= f.last:
                facts.put(name, e[group, observed][0] * k[year] / k[observed], ESTIMATED)
            else:
                value = facts.value("intensity", country, industry, start) * exp(path.rate * (year - start))
                facts.put(name, value, PROJECTED)
    return path


class Series:
    """Trade of an industry and flow at a place: values and statuses from the first year, residuals of its trend."""

    def __init__(self, values, status, residuals):
        self.values, self.status, self.residuals = values, status, residuals


def clipped(fit, year):
    """Value and interval of a trend, not below zero."""
    value, half = fit.at(year), fit.half_width(year)
    return max(0.0, value), (max(0.0, value - half), max(0.0, value + half))


def trade(f, facts):
    """National trade by industry, and its trend: {(flow, industry): Series}, {(flow, industry): Fit}."""
    product = {(r["flow"], r["product"], r["year"]): r for r in f.trade}
    series, fits = {}, {}
    for flow in f.flows:
        for industry in f.industries:
            parts = [r for r in f.concordance if r["flow"] == flow and r["industry"] == industry]
            values, statuses = [], []
            for year in f.years:
                rows = [(product[flow, p["product"], year], p) for p in parts if (flow, p["product"], year) in product]
                values.append(sum(r["value_usd"] * p["share"] for r, p in rows))
                statuses.append(max([OBSERVED] + [max(r["status"], p["status"]) for r, p in rows]))
            for year, value, status in zip(f.years, values, statuses):
                facts.put(("trade", flow, industry, f.reporter, year), value, status)
            one = series[flow, industry] = Series(values, statuses, [0.0] * len(values))
            if len(f.years) < FEWEST:
                continue
            fit = fits[flow, industry] = Fit(f.years, values)
            status = max([ESTIMATED] + statuses)
            for measure, value in (
                ("slope", fit.slope),
                ("intercept", fit.intercept),
                ("residual_error", fit.s),
                ("observations", fit.n),
            ):
                facts.put((measure, flow, industry), value, status)
            if any(v != values[0] for v in values):
                facts.put(("r_squared", flow, industry), 1.0 - fit.sse / fit.sst, status)
            one.residuals = fit.residuals
            for year in range(f.last + 1, f.horizon + 1):
                value, interval = clipped(fit, year)
                facts.put(("trade", flow, industry, f.reporter, year), value, PROJECTED, interval)
                one.values.append(value)
                one.status.append(PROJECTED)
    return series, fits
