#!/usr/bin/env python3
"""The parts of the recomputation against numbers worked out by hand, from tables of quantiles, and from METHODS.md.

    python3 tests/recompute/test_by_hand.py
"""

import unittest
from math import exp, log, sqrt
from pathlib import Path

import breaks
import compare
import decomposition
import forecast
import literature
import nation
import student
import uncertainty
from folder import ESTIMATED, OBSERVED, PROJECTED, Facts, Folder
from recompute import recompute

TINY = Path(__file__).resolve().parents[1] / "fixtures" / "tiny"


class Numbers(unittest.TestCase):
    def near(self, a, b, relative=1e-9):
        self.assertLessEqual(abs(a - b), relative * max(abs(a), abs(b)), f"{a!r} against {b!r}")


class Distributions(Numbers):
    def test_quantiles_of_tables(self):
        self.near(student.t_975(10), 2.228138852, 1e-9)
        self.near(student.t_975(1), 12.7062047362, 1e-9)
        self.near(student.Z_975, 1.959963984540054, 1e-14)

    def test_fisher(self):
        # Upper 5 % and 1 % points; with two and two degrees of freedom the probability above f is 1 / (1 + f).
        for f, n, d, p in ((4.102821, 2, 10, 0.05), (6.607891, 1, 5, 0.05), (2.710890, 5, 20, 0.05), (5.952545, 3, 12, 0.01)):
            self.near(student.f_survival(f, n, d), p, 1e-6)
        self.near(student.f_survival(3.0, 2, 2), 0.25)
        self.near(student.f_survival(0.0, 2, 9), 1.0)
        # F with one degree of freedom in the numerator is the square of t.
        self.near(student.f_survival(student.t_975(7) ** 2, 1, 7), 0.05)


class Continuations(Numbers):
    YEARS = list(range(2013, 2021))
    TRADE = [10.0, 11.2, 9.1, 12.4, 14.0, 17.9, 18.3, 17.1]

    def test_least_squares_of_methods(self):
        fit = student.Fit(self.YEARS, self.TRADE)
        self.near(fit.slope, 1.347619, 1e-6)
        self.near(fit.s, 1.680514, 1e-6)
        self.near(1.0 - fit.sse / fit.sst, 0.8182, 1e-4)
        value, lower, upper = forecast.models(self.YEARS, self.TRADE, True)["ols"](2030, 10)
        for own, published in ((value, 31.9429), (lower, 22.3306), (upper, 41.5552)):
            self.near(own, published, 1e-5)

    def test_theil_sen_of_methods(self):
        line = forecast.TheilSen(self.YEARS, self.TRADE)
        self.near(line.slope, 1.291667, 1e-6)
        self.near(line.at(2030, 10)[0], 31.3292, 1e-5)

    def test_log_linear_of_methods(self):
        of = [1.20, 1.17, 1.15, 1.10, 1.08, 1.05, 1.01, 1.00]
        self.near(student.Fit(self.YEARS, [log(y) for y in of]).slope, -0.027414, 1e-4)
        value, lower, upper = forecast.models(self.YEARS, of, True)["log-linear"](2030, 10)
        self.near(value, 0.75478, 1e-5)
        self.near(lower * upper, value * value)
        self.assertNotIn("log-linear", forecast.models(self.YEARS, of, False))

    def test_last_value(self):
        value, lower, upper = forecast.models(range(7), [float(y) for y in range(7)], False)["last-value"](10, 4)
        self.near(value, 6.0)
        # Every step is one, so sigma is one; six degrees of freedom; four years ahead.
        self.near(upper - value, 2.446911851 * 2.0, 1e-8)
        self.near(value - lower, upper - value)

    def test_damped_trend(self):
        # A series that stands still stays where it is.
        value, lower, upper = forecast.models(range(8), [5.0] * 8, False)["damped-trend"](10, 3)
        for bound in (value, lower, upper):
            self.near(bound, 5.0)
        # Level 10, trend 2: 10 + (0.85 + 0.7225) * 2; squares 5 with five degrees of freedom. The interval takes at least 0.6,
        # 0.3 and 0.9: c_1 = 0.6 (1 + 0.3 * 0.9) = 0.762.
        line = object.__new__(forecast.DampedTrend)
        line.level, line.trend, line.alpha, line.beta, line.phi, line.squares, line.degrees = 10.0, 2.0, 0.5, 0.2, 0.85, 5.0, 5
        value, half = line.at(0, 2)
        self.near(value, 13.145)
        self.near(half, 2.570581836 * sqrt(1.0 + 0.762**2), 1e-8)
        # The winner of the grid, retold for its parameters.
        line = forecast.DampedTrend(self.YEARS, self.TRADE)
        start = student.Fit(self.YEARS[:5], self.TRADE[:5])
        level, trend, squares = start.at(2012), start.slope, 0.0
        for y in self.TRADE:
            before, e = level, y - (level + line.phi * trend)
            squares, level = squares + e * e, level + line.phi * trend + line.alpha * e
            trend = line.beta * (level - before) + (1.0 - line.beta) * line.phi * trend
        self.near(squares, line.squares)
        self.near(level + line.phi * trend, line.at(2021, 1)[0])

    def test_back_test(self):
        # y = t from five points on: errors -1 -2 from the fifth, -1 from the sixth, all of scale one.
        tests = forecast.back_test(list(range(7)), [float(y) for y in range(7)])
        self.assertEqual([h for h, *_ in tests["last-value"]], [1, 2, 1])
        mase, bias, coverage = forecast.scores(tests["last-value"])
        self.near(mase, 4 / 3)
        self.near(bias, -4 / 3)
        self.near(coverage, 1.0)
        self.near(1.0 + forecast.scores(tests["ols"])[0], 1.0)
        self.assertEqual(forecast.back_test(list(range(7)), [3.0] * 7), {})
        self.assertEqual(forecast.back_test(list(range(5)), [1.0, 2.0, 4.0, 3.0, 5.0]), {})

    def test_rule(self):
        mase = {"last-value": 1.0 + 5e-10, "ols": 1.0, "damped-trend": 1.0}
        self.assertEqual(forecast.choice(8, mase), "last-value")
        self.assertIsNone(forecast.choice(7, mase))
        self.assertEqual(forecast.choice(12, {**mase, "damped-trend": 0.9}), "damped-trend")
        self.assertIsNone(forecast.choice(12, {}))

    def test_chow(self):
        # Two sides 0 1 0 and 2 3 2: squares 2/3 each; of one line 22/3 - 81/17.5.
        f, p = breaks.chow([1, 2, 3, 4, 5, 6], [0.0, 1.0, 0.0, 2.0, 3.0, 2.0], 4)
        whole = 22 / 3 - 81 / 17.5
        self.near(f, ((whole - 4 / 3) / 2) / ((4 / 3) / 2))
        self.near(p, 1.0 / (1.0 + f))
        # One point after: squares of the first four (0 1 0 1) are 0.8, degrees of freedom one and two.
        ys = [0.0, 1.0, 0.0, 1.0, 4.0]
        f, p = breaks.chow([1, 2, 3, 4, 5], ys, 5)
        whole = student.Fit([1, 2, 3, 4, 5], ys).sse
        self.near(f, (whole - 0.8) / (0.8 / 2))
        self.near(p, student.f_survival(f, 1, 2))
        # By the error of prediction: (4 - 1)^2 over the variance of a prediction, the same F.
        self.near(f, 9.0 / (0.4 * student.Fit([1, 2, 3, 4], ys[:4]).spread(5)))
        self.assertIsNone(breaks.chow([1, 2, 3], [1.0, 2.0, 4.0], 4))
        self.assertIsNone(breaks.chow([1, 2, 3, 4, 5, 6], [1.0, 2.0, 3.0, 9.0, 8.0, 7.0], 4))


class Decomposition(Numbers):
    E0, E1 = [1.20, 1.60, 0.90], [1.05, 1.45, 0.70]
    X0, X1 = [20000.0, 1500.0, 3000.0], [38000.0, 2200.0, 6000.0]

    def test_methods(self):
        parts = decomposition.step(list(zip(self.X0, self.E0)), list(zip(self.X1, self.E1)))
        sums = [sum(p[k] for p in parts) / 1e3 for k in range(3)]
        for own, published in zip(sums, (23.7552, -0.2619, -5.3033)):
            self.near(own, published, 3e-4)
        self.near(sum(sums), 18.19)

    def test_zeros(self):
        # A share that vanishes is composition, an intensity that vanishes technique, both together composition.
        before = [(10.0, 2.0), (10.0, 1.0), (10.0, 3.0), (0.0, 0.0)]
        after = [(0.0, 2.0), (10.0, 0.0), (0.0, 0.0), (0.0, 5.0)]
        self.assertEqual(decomposition.step(before, after), [(0.0, -20.0, 0.0), (0.0, 0.0, -10.0), (0.0, -30.0, 0.0), (0.0, 0.0, 0.0)])

    def test_limit(self):
        # The same as a share of next to nothing: its scale and technique vanish, more slowly than its trade.
        tiny = decomposition.step([(10.0, 2.0), (10.0, 1.0)], [(1e-300, 2.5), (10.0, 1.0)])[0]
        self.near(sum(tiny), -20.0)
        self.assertLess(abs(tiny[0]) + abs(tiny[2]), 0.05)


class Reading:
    """The synthetic folder with more settings, recomputed."""

    def __init__(self, **settings):
        self.f = Folder(TINY)
        self.f.catalogue.update(settings)
        self.facts = recompute(self.f)

    def __call__(self, name):
        return self.facts.of[name]


class Synthetic(Numbers):
    """`tests/fixtures/tiny/README.md` has the folder's numbers."""

    @classmethod
    def setUpClass(cls):
        cls.all = Reading(
            scenario=[
                {"id": "trend", "intensities": "trend"},
                {"id": "frozen", "intensities": "frozen"},
                {"id": "half", "intensities": "convergence", "share": 0.5},
                {"id": "rate", "intensities": "rate", "reporter_rate": -0.5, "partner_rate": 0.0},
                {"id": "goal", "intensities": "trend", "trade": "goal", "turnover_usd": 480e6, "goal_year": 2020},
            ],
            carbon_price={"usd_per_tonne": 50.0, "source": "synthetic"},
            forecast={"breaks": [2013, 2016]},
        )

    def test_scenarios(self):
        exports = lambda code, year: self.all(f"scenario_exports/{code}/{year}")[0]
        # 2020: intensities of AA are a sixteenth of 2016; ore 200, wares 40 (a quarter chemistry) mn USD.
        trend = (0.00025 * 200e6 + 0.0004 * 10e6 + 0.00015 * 30e6) / 16
        self.near(exports("trend", 2020), trend)
        self.near(exports("trend", 2020), self.all("embodied/AA-BB/all/AA/2020")[0])
        self.near(exports("frozen", 2020), 16 * trend)
        partner = 0.0004 * 200e6 + 0.001 * 10e6 + 0.0006 * 30e6
        self.near(exports("half", 2020), (trend + partner) / 2)
        # A quarter of half the way in the first of four years; ore 170.
        own = (0.00025 * 170e6 + 0.0004 * 10e6 + 0.00015 * 30e6) / 2
        other = 0.0004 * 170e6 + 0.001 * 10e6 + 0.0006 * 30e6
        self.near(exports("half", 2017), own + (other - own) * 0.125)
        # Intensities halve every year in the trend, too.
        self.near(exports("rate", 2020), trend)
        # The trend's turnover of 2020 is 240 mn USD, so both flows double by then, evenly.
        self.near(exports("goal", 2020), 2 * trend)
        self.near(exports("goal", 2018), 1.5 * exports("trend", 2018))
        self.near(self.all("scenario_imports/goal/2018")[0], 1.5 * self.all("scenario_imports/trend/2018")[0])
        self.near(self.all("scenario_balance/goal/2018")[0], exports("goal", 2018) - self.all("scenario_imports/goal/2018")[0])

    def test_price(self):
        self.near(self.all("carbon_exposure/AA-BB/all/AA/2016")[0], 50.0 * 49350)
        self.assertEqual(self.all("carbon_price")[0], 50.0)

    def test_variants(self):
        of = lambda measure, code, year: self.all(f"sensitivity_{measure}/{code}/{year}")[0]
        self.near(of("balance", "baseline", 2016), 25350)
        # The rate stands still to 2014; there is none after.
        self.near(of("balance", "constant-rate", 2014), of("balance", "baseline", 2014))
        self.assertNotIn("sensitivity_balance/constant-rate/2016", self.all.facts.of)
        # The intensities of 2014: 0.0005 x 160 mn + 0.0008 x 11 mn + 0.0003 x 33 mn.
        self.near(of("exports", "last-value-intensity", 2016), 98700)
        self.near(of("change", "last-value-intensity", 2016), 98700 - 49350)
        # A constant intensity has a flat trend.
        self.near(of("exports", "log-linear-intensity", 2016), 98700)
        # Without 2016 the line of wares falls by 0.8 mn a year from 39.333 in the middle of 2012: 33.333 mn in 2020.
        wares = 100 / 3 * 1e6
        self.near(of("exports", "leave-out-2016", 2020), (0.00025 * 200e6 + (0.0004 / 4 + 0.00015 * 0.75) * wares) / 16)
        # Three industries, so all of the first five stay.
        self.assertEqual(self.all("sensitivity_first_five/AA-BB/last-value-intensity/2016")[0], 3)
        self.assertNotIn("sensitivity_balance/mirror-trade/2016", self.all.facts.of)
        self.assertNotIn("sensitivity_balance/ppp-rate/2016", self.all.facts.of)
        self.assertNotIn("sensitivity_balance/total-intensities/2016", self.all.facts.of)

    def test_errors_of_sources(self):
        # The partner publishes a tenth more of AA-BB in every year, nothing of BB-AA.
        records = log(1.1) / sqrt(2.0)
        self.near(self.all("records_error/AA-BB")[0], records)
        self.assertNotIn("records_error/BB-AA", self.all.facts.of)
        # Industries and economy stand still together.
        self.assertEqual(self.all("nowcast_error_common/AA")[0], 0.0)
        # The one published total is 100 mn, plain weights give 75.
        weights = -log(0.75)
        self.near(self.all("anchor_error_log/own-year")[0], weights)
        z = student.Z_975
        value, lower, upper, _ = self.all("embodied/AA-BB/all/AA/2016")
        self.near(lower, 49350 * exp(-z * records))
        self.near(upper, 49350 * exp(z * records))
        # Only one of the flows is uncertain.
        balance = self.all("balance/all/AA/2016")
        self.near(balance[2] - balance[0], upper - value)
        self.assertIsNone(self.all("embodied/BB-AA/all/AA/2016")[1])
        # AA-N has 0.5 of 0.8 allocated, the others 0.2 and 0.1.
        p = (0.625, 0.25, 0.125)
        sigma = weights * sqrt((1 - p[0]) ** 2 + p[1] ** 2 + p[2] ** 2)
        up = 80e6 * sqrt((exp(z * records) - 1) ** 2 + (exp(z * sigma) - 1) ** 2)
        self.near(self.all("trade/AA-BB/mining/AA-N/2016")[2], 80e6 + up)
        # In the year of its total its own weight is certain, the others' are not.
        allocated = {r: self.all(f"trade/AA-BB/mining/{r}/2013")[0] for r in ("AA-N", "AA-S", "AA-SX")}
        whole = sum(allocated.values())
        sigma = weights * sqrt(sum((allocated[r] / whole) ** 2 for r in ("AA-S", "AA-SX")))
        value, _, upper, _ = self.all("trade/AA-BB/mining/AA-N/2013")
        self.near(upper - value, value * sqrt((exp(z * records) - 1) ** 2 + (exp(z * sigma) - 1) ** 2))

    def test_changes(self):
        # The gap of the records is the same in all years, and nothing else of the nation errs: growth is certain.
        self.assertEqual(self.all("records_error_yearly/AA-BB")[0], 0.0)
        self.near(self.all("growth/AA-BB/mining/AA/2014/2012")[0], 1.0 / 6.0)
        for name in ("growth/AA-BB/all/AA/2016/2010", "share_change/AA-BB/mining/AA/2016/2014"):
            self.assertIsNone(self.all(name)[1])
        # The change of a balance is scaled by it; only one of the flows errs.
        out = [self.all(f"embodied/AA-BB/all/AA/{y}")[0] for y in (2016, 2014)]
        inward = [self.all(f"embodied/BB-AA/all/AA/{y}")[0] for y in (2016, 2014)]
        change, lower, upper, _ = self.all("balance_change/all/AA/2016/2014")
        self.near(change, out[0] - out[1] - inward[0] + inward[1])
        z, records = student.Z_975, log(1.1) / sqrt(2.0)
        ends = sorted((out[0] - out[1]) * (exp(sign * z * records) - 1.0) for sign in (-1, 1))
        self.near(lower, change + ends[0])
        self.near(upper, change + ends[1])
        # Mining of AA-N: its part of what it emits for BB over the nation's part.
        e = lambda code, place: self.all(f"embodied/AA-BB/{code}/{place}/2016")[0]
        self.near(self.all("location_quotient/AA-BB/mining/AA-N/2016")[0], e("mining", "AA-N") / e("all", "AA-N") / (e("mining", "AA") / e("all", "AA")))

    def test_steps_of_a_nowcast(self):
        # Accounts to 2014, trade to 2021: of 2019 and 2021 five steps are shared and two are not; of 2013 none.
        errors = object.__new__(uncertainty.Errors)
        errors.f = type("Pair", (), {"last": 2021, "group_of": {"i": "g"}})
        errors.observed = {("A", "g"): 2014}
        self.assertEqual(errors.steps("A", "i", 2021, 2019), (5, 2))
        self.assertEqual(errors.steps("A", "i", 2019, 2019), (5, 0))
        self.assertEqual(errors.steps("A", "i", 2030, 2013), (0, 7))

    def test_trend_with_records(self):
        # Wares of 2020: 40 mn, half width of the line 15.642 mn (README), records beside it.
        half, z = 2.570582 * 3.5777088 * sqrt(1 + 1 / 7 + 49 / 28) * 1e6 / 4, student.Z_975
        value, lower, upper, _ = self.all("trade/AA-BB/chemistry/AA/2020")
        self.near(value, 10e6)
        records = log(1.1) / sqrt(2.0)
        self.near(upper, 10e6 + sqrt(half**2 + (10e6 * (exp(z * records) - 1)) ** 2), 1e-6)
        self.near(lower, 10e6 - sqrt(half**2 + (10e6 * (1 - exp(-z * records))) ** 2), 1e-6)

    def test_budget(self):
        # In the data years of the nation nothing but records; a region has weights, too.
        self.near(self.all("uncertainty_share/records/AA/2016")[0], 1.0)
        parts = [self.all(f"uncertainty_share/{s}/AA-N/2016")[0] for s in uncertainty.SOURCES]
        self.near(sum(parts), 1.0)
        self.assertGreater(parts[4], 0.0)

    def test_concordance(self):
        with_shares = Reading(uncertainty={"concordance_concentration": 9.0})
        # Chemistry is a quarter of wares and of nothing else: s (1 - s) / (kappa + 1) / s^2 = 0.3.
        variance = log(1.0 + 0.3)
        records = log(1.1) / sqrt(2.0)
        z = student.Z_975
        up = 11e6 * sqrt((exp(z * sqrt(variance)) - 1) ** 2 + (exp(z * records) - 1) ** 2)
        self.near(with_shares("trade/AA-BB/chemistry/AA/2016")[2], 11e6 + up)

    def test_decomposition(self):
        for flow in ("AA-BB", "BB-AA"):
            for place in ("AA", "AA-N"):
                parts = [self.all(f"lmdi_{k}/{flow}/all/{place}/2020/2016")[0] for k in ("scale", "composition", "technique")]
                change = self.all(f"embodied/{flow}/all/{place}/2020")[0] - self.all(f"embodied/{flow}/all/{place}/2016")[0]
                self.near(sum(parts), change)
        # Ore alone: AA-BB mining doubles its trade in no step, so its technique is the fall of its intensity.
        self.assertLess(self.all("lmdi_technique/AA-BB/mining/AA/2020/2016")[0], 0.0)
        self.assertEqual(self.all("lmdi_scale/AA-BB/all/AA/2011/2010")[3], ESTIMATED)
        self.assertIn("lmdi_scale/AA-BB/all/AA/2018/2017", self.all.facts.of)
        self.assertNotIn("lmdi_scale/AA-BB/all/AA-N/2018/2017", self.all.facts.of)

    def test_terms_of_trade(self):
        self.near(self.all("terms_of_trade/all/AA/2016")[0], 30.2390, 1e-5)
        # By industry they are the ratio of intensities.
        self.near(self.all("terms_of_trade/chemistry/AA/2016")[0], 100 * 0.0004 / 0.001)
        self.assertNotIn("terms_of_trade/mining/AA/2016", self.all.facts.of)
        self.assertNotIn("terms_of_trade/chemistry/AA-N/2016", self.all.facts.of)

    def test_continuations(self):
        # Ore is an exact line: no residuals to correlate, no break, and the line continued.
        self.assertNotIn("autocorrelation/AA-BB/mining", self.all.facts.of)
        self.assertNotIn("break_statistic/AA-BB/mining/2013", self.all.facts.of)
        self.near(self.all("forecast_ols/AA-BB/mining/2020")[0], 200e6)
        self.near(self.all("forecast_last_value/AA-BB/mining/2020")[0], 160e6)
        self.assertEqual(self.all("forecast_ols/BB-AA/chemistry/2020")[:2], (0.0, 0.0))
        # Wares: 4 0 -4 0 -4 0 4 about a flat line: no product of neighbours but zero.
        self.near(1.0 + self.all("autocorrelation/AA-BB/chemistry")[0], 1.0)
        self.assertIn("break_p_value/AA-BB/chemistry/2013", self.all.facts.of)
        self.assertIn("total_break_p_value/AA-BB/2016", self.all.facts.of)
        self.assertNotIn("forecast_log_linear/BB-AA/mining/2020", self.all.facts.of)


class Beside(Numbers):
    def test_literature(self):
        class Rows:
            literature = [{"literature": "study", "year": 2016, "value": -13.21, "unit": "Mt", "status": ESTIMATED,
                           "compares": "balance_total/all/RU/2007"}]
        facts = Facts()
        facts.put(("balance_total", "all", "RU", 2007), -16.9e6, OBSERVED)
        literature.insert(Rows, facts)
        self.near(facts.value("literature_value", "study", 2016), -13.21e6)
        self.near(facts.value("literature_ratio", "study", 2016), 16.9 / 13.21)

    def test_independent_factors(self):
        # MOVER: the lower bound of 10 - 5 takes the lower of ten and the upper of five.
        class Pair:
            first = last = 2000
            years, flows, sides = [2000], ["A-B", "B-A"], ["A", "B"]
            bases, group_of = {"i": ("m", "u")}, {"i": "g"}
        errors = object.__new__(uncertainty.Errors)
        errors.f, errors.records, errors.products, errors.anchors = Pair, {"A-B": 0.1, "B-A": 0.2}, {}, None
        errors._known = {}
        errors.common, errors.own = {"A": 0.0, "B": 0.0}, {("A", "g"): 0.0, ("B", "g"): 0.0}
        errors.observed = {("A", "g"): 2000, ("B", "g"): 2000}
        errors.series = {("A-B", "i", "A"): nation.Series([10.0], [OBSERVED], [0.0]),
                         ("B-A", "i", "A"): nation.Series([5.0], [OBSERVED], [0.0])}
        form = uncertainty.Form(errors, "A", 2000, {("A", "A-B", "i"): 1.0, ("B", "B-A", "i"): -1.0})
        z, (lower, upper) = student.Z_975, form.interval()
        self.near(form.value, 5.0)
        self.near(lower, 5.0 - sqrt((10 * (1 - exp(-0.1 * z))) ** 2 + (5 * (exp(0.2 * z) - 1)) ** 2))
        self.near(upper, 5.0 + sqrt((10 * (exp(0.1 * z) - 1)) ** 2 + (5 * (1 - exp(-0.2 * z))) ** 2))
        budget = form.by_source()
        self.near(budget["records"], 100 * (exp(0.01) - 1) * exp(0.01) + 25 * (exp(0.04) - 1) * exp(0.04))
        # Two years of a walk: half common, half the group's own.
        errors.records = dict.fromkeys(Pair.flows, 0.0)
        errors.common, errors.own, errors.observed = {"A": 0.01, "B": 0.0}, {("A", "g"): 0.02, ("B", "g"): 0.0}, {("A", "g"): 1998, ("B", "g"): 2000}
        errors._known = {}
        low = form.interval()[0]
        self.near(low, 5.0 - 10 * sqrt((1 - exp(-z * sqrt(0.02))) ** 2 + (1 - exp(-z * sqrt(0.04))) ** 2))

    def test_what_one_industry_gains_another_loses(self):
        # A product of 10 in three parts, and 5 of the second industry's own.
        errors = object.__new__(uncertainty.Errors)
        errors.kappa = 4.0
        errors.products = {("A-B", 2000): [{"i": (0.1, 1.0), "j": (0.2, 2.0 / 7.0), "k": (0.7, 1.0)}]}
        of = lambda **terms: errors.concordance("A-B", 2000, terms)
        self.near(of(j=7.0), 100 * 0.2 * 0.8 / 5)
        self.near(of(i=1.0, j=7.0), 100 * 0.3 * 0.7 / 5)
        self.assertLess(of(i=1.0, j=7.0, k=7.0), 1e-25)
        self.near(of(i=1.0, j=14.0, k=21.0), 100 * (0.1 + 0.8 + 6.3 - 2.6**2) / 5)

    def test_a_missing_measure_is_named_once(self):
        facts, report = Facts(), compare.Report()
        facts.put(("joint", "all", "RU", 2020), 1.0, PROJECTED)
        row = {"fact": "trade/x", "measure": "trade", "value": "1", "lower": "", "upper": "", "status": "observed"}
        self.assertEqual(compare.Comparison(None, [row], facts, report).missing(), [])
        self.assertEqual(report.wrong, 2)


if __name__ == "__main__":
    unittest.main()
