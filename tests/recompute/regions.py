"""Trade by region: reported, else allocated and fitted to published totals (METHODS.md, regional allocation).

The fit works on classes of regions: regions that the same published totals bind are always scaled by the same factor, so a
row needs only the sum of each class.
"""

from math import log, sqrt

from folder import ESTIMATED, PROJECTED
from nation import FEWEST, Series, clipped
from student import Fit


def nation_of(f, flows, year):
    """Trade of these flows: the tables inside the edition's years, the published total outside; None if unknown or zero."""
    total = 0.0
    for flow in flows:
        if f.first <= year <= f.last:
            total += sum(r["value_usd"] for r in f.trade if r["flow"] == flow and r["year"] == year)
            continue
        for side in f.sides:
            rows = [r for r in f.totals if (r["flow"], r["year"], r["reporter"]) == (flow, year, side)]
            if rows:
                total += rows[0]["value_usd"]
                break
        else:
            return None
    return total if total > 0 else None


class Allocation:
    """Reported and allocated trade of each region: cell[flow, industry, year] = ({region: usd}, {region: usd})."""

    def __init__(self, f, facts):
        self.f = f
        self.weight = {(r["basis"], r["year"], r["region"]): r["share"] for r in f.weights}
        self.product = {(r["flow"], r["product"], r["year"]): r["value_usd"] for r in f.trade}
        self.known = {(r["flow"], r["product"], r["year"], r["region"]): r for r in f.regional_trade}
        self.parts = {}
        for r in f.concordance:
            self.parts.setdefault((r["flow"], r["industry"]), []).append(r)
        self.reported, self.plain = {}, {}
        for year in f.years:
            for flow in f.flows:
                for industry in f.industries:
                    self._plain(flow, industry, year)
        self.carried = self._compare(facts)
        self.fitted = {}
        for year in f.years:
            factor = self._best_fit(year, self.carried, None)
            for flow in f.flows:
                for industry in f.industries:
                    plain = self.plain[flow, industry, year]
                    scale = factor[flow, industry]
                    self.fitted[flow, industry, year] = {r: v * scale[r] for r, v in plain.items()}

    def share(self, flow, industry, year, region):
        return self.weight.get((self.f.bases[industry][self.f.flows.index(flow)], year, region))

    def _plain(self, flow, industry, year):
        f = self.f
        reported = dict.fromkeys(f.regions, 0.0)
        plain = dict.fromkeys(f.regions + [f.rest], 0.0)
        weights = {r: self.share(flow, industry, year, r) or 0.0 for r in f.regions}
        for part in self.parts.get((flow, industry), []):
            total = self.product.get((flow, part["product"], year), 0.0)
            told = {r: self.known[flow, part["product"], year, r]["value_usd"] for r in f.regions
                    if (flow, part["product"], year, r) in self.known}
            left = max(0.0, total - sum(told.values())) * part["share"]
            free = 1.0 - sum(weights[r] for r in told)
            for r in f.regions:
                if r in told:
                    reported[r] += told[r] * part["share"]
                elif free > 1e-12:
                    plain[r] += left * weights[r] / free
            spread = sum(weights[r] for r in f.regions if r not in told)
            plain[f.rest] += max(0.0, left * (1.0 - spread / free)) if free > 1e-12 else left
        self.reported[flow, industry, year], self.plain[flow, industry, year] = reported, plain

    def _constraints(self, year, carried, without):
        """Published totals that bind a year: [(anchor, value)]."""
        f, best = self.f, {}
        for i, a in enumerate(f.anchors):
            if i == without or (not carried and a["year"] != year):
                continue
            key = (tuple(a["regions"]), tuple(a["flows"]))
            nearness = (abs(a["year"] - year), a["year"])
            if key not in best or nearness < best[key][0]:
                best[key] = (nearness, a)
        out = []
        for _, a in best.values():
            if a["year"] == year:
                out.append((a, a["value_usd"]))
                continue
            then, now = nation_of(f, a["flows"], a["year"]), nation_of(f, a["flows"], year)
            if then is not None and now is not None:
                out.append((a, a["value_usd"] / then * now))
        return out

    def _fit(self, year, constraints):
        """Factors of iterative proportional fitting: {(flow, industry): {region: factor}}."""
        f = self.f
        places = f.regions + [f.rest]
        bound = {r: tuple(n for n, (a, _) in enumerate(constraints) if r in a["regions"]) for r in places}
        classes = sorted(set(bound.values()))
        sums, scale = {}, {}
        for flow in f.flows:
            for industry in f.industries:
                row = dict.fromkeys(classes, 0.0)
                for r, value in self.plain[flow, industry, year].items():
                    row[bound[r]] += value
                sums[flow, industry] = row
                scale[flow, industry] = dict.fromkeys(classes, 1.0)
        total = {key: sum(row.values()) for key, row in sums.items()}
        for _ in range(2000 if constraints else 0):
            change = 0.0
            for n, (a, value) in enumerate(constraints):
                mine = [key for key in sums if key[0] in a["flows"]]
                # Rows that rest on published shares of trade stay as they are.
                fixed = [key for key in mine if f.bases[key[1]][f.flows.index(key[0])] in f.published]
                mine = [key for key in mine if key not in fixed]
                cells = sum(sums[key][c] * scale[key][c] for key in mine for c in classes if n in c)
                told = sum(sums[key][c] for key in fixed for c in classes if n in c) + sum(self.reported[key[0], key[1], year][r] for key in mine + fixed for r in a["regions"] if r in f.regions)
                if cells <= 0.0:
                    continue
                factor = max(0.0, value - told) / cells
                for key in mine:
                    for c in classes:
                        # A class without trade stays so; its factor would grow without end.
                        if n in c and sums[key][c] > 0.0:
                            scale[key][c] *= factor
                change = max(change, abs(factor - 1.0))
            for key, row in sums.items():
                now = sum(row[c] * scale[key][c] for c in classes)
                if now > 0.0:
                    for c in classes:
                        scale[key][c] *= total[key] / now
            if change < 1e-12:
                break
        return {key: {r: scale[key][bound[r]] for r in places} for key in sums}

    def _best_fit(self, year, carried, without):
        """The fit to the totals of a year; without those of other years if all cannot be met, plain if its own cannot."""
        for use in ([True] if carried else []) + [False]:
            constraints = self._constraints(year, use, without)
            factor = self._fit(year, constraints)
            if all(self._met(a, value, year, factor) for a, value in constraints):
                return factor
        return self._fit(year, [])

    def _met(self, a, value, year, factor):
        plain = [self.plain[flow, i, year][r] for flow in a["flows"] for i in self.f.industries
                 if self.f.bases[i][self.f.flows.index(flow)] not in self.f.published for r in a["regions"] if r in self.f.regions]
        return not any(v > 0.0 for v in plain) or abs(self._predicted(a, year, factor) - value) <= 1e-6 * value

    def _predicted(self, a, year, factor):
        total = 0.0
        for flow in a["flows"]:
            for industry in self.f.industries:
                scale = factor[flow, industry]
                plain, told = self.plain[flow, industry, year], self.reported[flow, industry, year]
                total += sum(plain[r] * scale[r] + told[r] for r in a["regions"] if r in told)
        return total

    def _compare(self, facts):
        """Leaves each published total out; true if carrying shares to other years makes the mean error smaller."""
        f, errors, logs = self.f, {False: [], True: []}, {False: [], True: []}
        self.log_error, self.log_errors = None, {}
        for i, a in enumerate(f.anchors):
            near = min(max(a["year"], f.first), f.last)
            then, now = nation_of(f, a["flows"], a["year"]), nation_of(f, a["flows"], near)
            if then is None or now is None:
                continue
            allocated = self._predicted(a, near, self._fit(near, [])) / now * then
            facts.put(("anchor_allocated", a["anchor"], a["year"]), allocated, ESTIMATED)
            facts.put(("anchor_error", a["anchor"], a["year"]), allocated / a["value_usd"] - 1.0, ESTIMATED)
            for carried, list_ in errors.items():
                factor = self._best_fit(near, carried, i)
                predicted = self._predicted(a, near, factor) / now
                ratio = predicted / (a["value_usd"] / then)
                list_.append(abs(ratio - 1.0))
                if ratio > 0:
                    logs[carried].append(log(ratio) ** 2)
        if not errors[False]:
            return False
        mean = {carried: sum(e) / len(e) for carried, e in errors.items()}
        facts.put(("anchor_error_mean", "own-year"), mean[False], ESTIMATED)
        facts.put(("anchor_error_mean", "carried"), mean[True], ESTIMATED)
        carried = mean[True] < mean[False]
        for rule, squares in logs.items():
            if squares:
                self.log_errors["carried" if rule else "own-year"] = sqrt(sum(squares) / len(squares))
        self.log_error = self.log_errors.get("carried" if carried else "own-year")
        return carried


def field(f, facts, national, fits, allocation):
    """Adds every region and the unallocated part: {(flow, industry, place): Series}."""
    out = {}
    projects = len(f.years) >= FEWEST
    end = f.horizon if projects else f.last
    for (flow, industry), of_nation in national.items():
        out[flow, industry, f.reporter] = of_nation
        fit = fits.get((flow, industry))
        series = {r: _data_years(f, allocation, flow, industry, r) for r in f.regions}
        series = {r: s for r, s in series.items() if s}
        own = {r for r, s in series.items() if s[2]}
        for region, (values, status, _) in series.items():
            for year, value, s in zip(f.years, values, status):
                facts.put(("trade", flow, industry, region, year), value, s)
        if projects:
            _project(f, facts, (flow, industry), of_nation, fit, series, own)
        for region, (values, status, _, *residuals) in series.items():
            out[flow, industry, region] = Series(values, status, residuals[0] if residuals else [0.0] * len(f.years))
        regions = [out[flow, industry, r] for r in series]
        rest = Series([], [], [])
        for n, total in enumerate(of_nation.values):
            rest.values.append(_left(total, sum(s.values[n] for s in regions)))
            rest.status.append(PROJECTED if f.first + n > f.last else ESTIMATED)
            facts.put(("trade", flow, industry, f.rest, f.first + n), rest.values[n], rest.status[n])
        rest.residuals = [_left(e, sum(s.residuals[n] for s in regions)) for n, e in enumerate(of_nation.residuals)]
        out[flow, industry, f.rest] = rest
    return out, end


def _left(total, parts):
    """What parts leave of a total; rounding is nothing."""
    rest = total - parts
    return 0.0 if abs(rest) <= 1e-9 * abs(total) else rest


def _data_years(f, allocation, flow, industry, region):
    """[values, status, whether every year is reported in full], or None where nothing is known."""
    parts = allocation.parts.get((flow, industry), [])
    values, statuses, complete = [], [], True
    for year in f.years:
        rows = [(allocation.known.get((flow, p["product"], year, region)), p) for p in parts]
        told = [(r, p) for r, p in rows if r]
        if not told and allocation.share(flow, industry, year, region) is None:
            return None
        full = bool(rows) and len(told) == len(rows)
        complete &= full
        value = allocation.reported[flow, industry, year][region]
        values.append(value + allocation.fitted[flow, industry, year][region])
        statuses.append(max(max(r["status"], p["status"]) for r, p in told) if full else ESTIMATED)
    return [values, statuses, complete]


def _project(f, facts, key, of_nation, fit, series, own):
    """Regions that report every year follow their own trend; the others keep their share of what those leave."""
    flow, industry = key
    ahead = range(f.last + 1, f.horizon + 1)
    for region in own:
        values, status, _ = series[region]
        mine = Fit(f.years, values)
        for year in ahead:
            value, interval = clipped(mine, year)
            facts.put(("trade", flow, industry, region, year), value, PROJECTED, interval)
            values.append(value)
            status.append(PROJECTED)
        series[region].append(mine.residuals)
    if own:
        left = [of_nation.values[n] - sum(series[r][0][n] for r in own) for n in range(len(f.years))]
        rest = Fit(f.years, left)
    else:
        left, rest = of_nation.values[: len(f.years)], fit
    for region in sorted(set(series) - own):
        values, status, _ = series[region]
        share = values[-1] / left[-1] if left[-1] > 1e-9 * of_nation.values[len(f.years) - 1] else 0.0
        for year in ahead:
            value, (low, high) = clipped(rest, year)
            facts.put(("trade", flow, industry, region, year), share * value, PROJECTED, (share * low, share * high))
            values.append(share * value)
            status.append(PROJECTED)
        series[region].append([share * e for e in rest.residuals])
