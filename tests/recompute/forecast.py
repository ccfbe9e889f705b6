"""Competing continuations of a series, their back-tests and summaries, and the autocorrelation of residuals."""

from math import exp, inf, isfinite, log, sqrt
from statistics import fmean, median

from folder import ESTIMATED, PROJECTED
from student import Fit, nil, t_975

FEWEST = 5
HORIZONS = (1, 2, 3)
# Simplest first: the rule takes the simpler of equals.
MODELS = ["last-value", "ols", "theil-sen", "log-linear", "damped-trend"]
FEWEST_TO_CHOOSE = 8


def _exp(x):
    """Infinite where the machine has no such number."""
    try:
        return exp(x)
    except OverflowError:
        return inf


def name(model):
    return model.replace("-", "_")


class LastValue:
    def __init__(self, xs, ys):
        self.last, n = ys[-1], len(ys)
        self.sigma = sqrt(sum((b - a) ** 2 for a, b in zip(ys, ys[1:])) / (n - 1))
        self.t = t_975(n - 1)

    def at(self, x, h):
        return self.last, self.t * self.sigma * sqrt(h)


class Ols:
    def __init__(self, xs, ys):
        self.fit = Fit(xs, ys)

    def at(self, x, h):
        return self.fit.at(x), self.fit.half_width(x)


class TheilSen:
    def __init__(self, xs, ys):
        n = len(xs)
        slopes = [(ys[j] - ys[i]) / (xs[j] - xs[i]) for i in range(n) for j in range(i + 1, n)]
        self.slope = median(slopes)
        self.intercept = median(y - self.slope * x for x, y in zip(xs, ys))
        squares = sum((y - self.intercept - self.slope * x) ** 2 for x, y in zip(xs, ys))
        # Only the spread of the years is taken from this line.
        self.design = Fit(xs, [0.0] * n)
        self.unit = t_975(n - 2) * sqrt(squares / (n - 2))

    def at(self, x, h):
        return self.intercept + self.slope * x, self.unit * sqrt(self.design.spread(x))


class DampedTrend:
    """Exponential smoothing with an additive damped trend; the parameters are those of a grid with the least squares."""

    GRID = [(a / 10, b, phi) for a in range(1, 11) for b in (0.0, 0.1, 0.2, 0.3, 0.5, 1.0)
            for phi in (0.80, 0.85, 0.90, 0.95, 0.98)]

    def __init__(self, xs, ys):
        k = min(5, len(ys))
        start = Fit(xs[:k], ys[:k])
        level0, trend0 = start.at(xs[0] - 1), start.slope
        best = None
        for alpha, beta, phi in self.GRID:
            level, trend, squares, gain = level0, trend0, 0.0, alpha * beta
            for y in ys:
                damped = phi * trend
                e = y - level - damped
                squares += e * e
                level += damped + alpha * e
                trend = damped + gain * e
            if best is None or squares < best:
                best = squares
                self.alpha, self.beta, self.phi, self.level, self.trend = alpha, beta, phi, level, trend
        self.squares, self.degrees = best, max(len(ys) - 4, 2)

    def at(self, x, h):
        """The interval takes weights that react at least so much, and a degree of freedom more for the start."""
        alpha, beta, phi = max(self.alpha, 0.6), max(self.beta, 0.3), max(self.phi, 0.9)
        growth = sum(self.phi**j for j in range(1, h + 1))
        variance = 1.0 + sum((alpha * (1.0 + beta * sum(phi**k for k in range(1, j + 1)))) ** 2 for j in range(1, h))
        half = t_975(self.degrees) * sqrt(self.squares / self.degrees * variance)
        return self.level + growth * self.trend, half


LINEAR = {"last-value": LastValue, "ols": Ols, "theil-sen": TheilSen, "damped-trend": DampedTrend}


def models(xs, ys, positive):
    """{model: function of (x, h) that gives (value, lower, upper)}."""
    out = {}
    for code, kind in LINEAR.items():
        def of(x, h, line=kind(xs, ys)):
            value, half = line.at(x, h)
            return value, value - half, value + half
        out[code] = of
    if positive:
        def exponential(x, h, line=Ols(xs, [log(y) for y in ys])):
            value, half = line.at(x, h)
            return _exp(value), _exp(value - half), _exp(value + half)
        out["log-linear"] = exponential
    return out


def back_test(xs, ys):
    """{model: [(horizon, scaled error, covered)]}; empty where the series is too short or never moves."""
    n = len(ys)
    if n <= FEWEST:
        return {}
    scale = fmean(abs(b - a) for a, b in zip(ys, ys[1:]))
    if scale <= 1e-12 * max(abs(y) for y in ys):
        return {}
    slack = 1e-9 * scale
    positive, out = min(ys) > 0.0, {}
    for m in range(FEWEST, n):
        for code, at in models(xs[:m], ys[:m], positive).items():
            for h in HORIZONS:
                if m + h <= n:
                    value, lower, upper = at(xs[m + h - 1], h)
                    actual = ys[m + h - 1]
                    covered = lower - slack <= actual <= upper + slack
                    out.setdefault(code, []).append((h, (value - actual) / scale, covered))
    return out


def scores(errors):
    """Mean absolute scaled error, bias and coverage of a list of back-test errors."""
    return fmean(abs(e) for _, e, _ in errors), fmean(e for _, e, _ in errors), fmean(float(c) for *_, c in errors)


def choice(n, mase):
    """The declared rule: {model: MASE} to a model; None where there are too few points, and the line stays."""
    if n < FEWEST_TO_CHOOSE or not mase:
        return None
    best = min(mase.values())
    return next(m for m in MODELS if m in mase and mase[m] <= best + 1e-9)


def insert(f, facts, end):
    """Facts of all three kinds of series; gives the picks of trade series {(flow, industry): model}."""
    picks = {}
    for flow in f.flows:
        pooled = {}
        for industry in f.industries + ["all"]:
            rows = [facts.get("trade", flow, industry, f.reporter, y) for y in f.years]
            ys, status = [r[0] for r in rows], max([ESTIMATED] + [r[3] for r in rows])
            tests = back_test(f.years, ys)
            mase = _put(facts, "", (flow, industry), tests, status)
            picks[flow, industry] = choice(len(ys), mase)
            if industry != "all":
                _pool(pooled, tests, status)
            if len(ys) >= FEWEST and end > f.last:
                for code, at in models(f.years, ys, min(ys) > 0.0).items():
                    for year in range(f.last + 1, end + 1):
                        value, lower, upper = (max(0.0, v) for v in at(year, year - f.last))
                        if isfinite(value) and isfinite(upper):
                            facts.put((f"forecast_{name(code)}", flow, industry, year), value, PROJECTED, (lower, upper))
                _autocorrelation(facts, ("autocorrelation", flow, industry), Fit(f.years, ys), ys, status)
        _summaries(facts, "", flow, pooled)
        chosen = [picks[flow, industry] for industry in f.industries]
        if any(chosen):
            status = max(s for found in pooled.values() for _, s in found)
            for code in MODELS:
                facts.put(("backtest_picks", flow, code), chosen.count(code), status)
    for country in f.sides:
        pooled = {}
        for industry in f.industries:
            rows = [(y, facts.get("intensity_group", country, f.group_of[industry], y))
                    for y in range(min(r["year"] for r in f.emissions), f.horizon + 1)]
            rows = [(y, row) for y, row in rows if row]
            tests = back_test([y for y, _ in rows], [r[0] for _, r in rows]) if rows else {}
            status = max([ESTIMATED] + [r[3] for _, r in rows])
            _put(facts, "intensity_", (country, industry), tests, status)
            _pool(pooled, tests, status)
        _summaries(facts, "intensity_", country, pooled)
        real = sorted((r["year"] for r in f.macro if r["country"] == country and facts.get("real_intensity", country, r["year"])))
        rows = [facts.get("real_intensity", country, y) for y in real]
        status = max([ESTIMATED] + [r[3] for r in rows])
        _put(facts, "real_", (country,), back_test(real, [r[0] for r in rows]), status)
        logs = [log(r[0]) for r in rows][-10:]
        status = max([ESTIMATED] + [r[3] for r in rows[-10:]])
        _autocorrelation(facts, ("real_autocorrelation", country), Fit(real[-10:], logs), logs, status)
    return picks


def _autocorrelation(facts, key, fit, ys, status):
    if not nil(fit.sse, ys):
        r = fit.residuals
        facts.put(key, sum(a * b for a, b in zip(r, r[1:])) / fit.sse, status)


def _put(facts, prefix, place, tests, status):
    mase = {}
    for code, errors in tests.items():
        mase[code], bias, coverage = scores(errors)
        for measure, value in (("mase", mase[code]), ("bias", bias), ("coverage", coverage)):
            facts.put((f"{prefix}{measure}_{name(code)}", *place), value, status)
    return mase


def _pool(pooled, tests, status):
    for code, errors in tests.items():
        for error in errors:
            pooled.setdefault((code, error[0]), []).append((error, status))


def _summaries(facts, prefix, place, pooled):
    for (code, h), found in pooled.items():
        status = max(s for _, s in found)
        for measure, value in zip(("mase", "bias", "coverage"), scores([e for e, _ in found])):
            facts.put((f"{prefix}backtest_{measure}_{h}", place, code), value, status)
