"""facts.csv against the recomputed facts, its lineage, and its sums."""

import csv
import re
from collections import defaultdict
from math import inf

import changes
from folder import STATUS

TOLERANCE = 1e-6
# Differences that are rounding of large numbers, relative to the largest value of the measure.
FLOOR = 1e-15
# Measures that are differences of others, whose rounding they keep: relative to the largest value of those.
DIFFERENCES = {"sensitivity_change": "sensitivity_exports", "scenario_change": "scenario_exports"}
OF_DIFFERENCE = 1e-12
# Differences of scaled errors that rounding leaves where a model is exact.
ABSOLUTE = 1e-9
SCALED = re.compile(r"(intensity_|real_)?(backtest_)?(mase|bias)_|autocorrelation|real_autocorrelation")
# Bounds that `facts.csv` takes from draws: those of the nation and of some regions are set against draws of our own
# (`simulate.py`), those of all regions against the closed form: part of the width of the interval. That finds gross faults only:
# the closed form adds factors where the chain multiplies them. With the shipped data its upper bounds lie up to 0.24 too low.
# Small folders of tests have wilder errors, and most of their regions are among those that are drawn.
FROM_CLOSED_FORM, IN_SMALL_FOLDERS, SMALL = 0.28, 0.6, 20
# Where nearly all of what a share errs by cancels out between two years, what is left is products of errors, which the closed form
# does not have.
OF_SHARES = 0.5
OF_REGIONS = {"embodied", "balance", "joint", "avoided", "balance_volume", "balance_intensity", "domestic_technology",
              "growth", "share_change", "balance_change"}
# An interval narrower than this, relative to its value, is none.
NARROW = 1e-9
SHOWN = 20


class Report:
    """Counts and first examples of what is wrong."""

    def __init__(self):
        self.wrong = 0

    def fault(self, text):
        self.wrong += 1
        if self.wrong <= SHOWN:
            print("  wrong:", text)


def read_facts(path):
    csv.field_size_limit(1 << 30)
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _bound_tolerance(f, row, own):
    """How far a bound may lie from the recomputed one, and whether it is drawn; `own` is (value, lower, upper, status)."""
    measure = row["measure"]
    width = max(own[2] - own[1], float(row["upper"]) - float(row["lower"]))
    if measure.startswith("scenario_") or measure in OF_REGIONS and row["region"] == f.reporter:
        return inf, True
    if measure in OF_REGIONS and row["industry"] == "all":
        part = OF_SHARES if measure == "share_change" else FROM_CLOSED_FORM
        return (IN_SMALL_FOLDERS if len(f.regions) <= SMALL else part) * width, True
    return None, False


class Comparison:
    """Facts of both sides, the worst differences of each measure, and what either side lacks."""

    def __init__(self, f, rows, facts, report):
        self.f, self.facts, self.report = f, facts, report
        self.rows = {row["fact"]: row for row in rows}
        self.largest, self.count = defaultdict(float), defaultdict(int)
        self.worst, self.drawn = {}, {}
        for row in rows:
            self.largest[row["measure"]] = max(self.largest[row["measure"]], abs(float(row["value"])))
            self.count[row["measure"]] += 1

    def missing(self):
        """Facts that one side lacks, by measure; gives the names that both have."""
        sides = (("was not recomputed", "NOT RECOMPUTED", [n for n in self.rows if n not in self.facts.of], self.facts.of),
                 ("is missing from facts.csv", "NOT IN facts.csv", [n for n in self.facts.of if n not in self.rows], self.rows))
        for one, headline, names, other in sides:
            have = {name.split("/")[0] for name in other}
            measures = defaultdict(list)
            for name in names:
                measures[name.split("/")[0]].append(name)
            for measure, found in sorted(measures.items()):
                if measure not in have:
                    self.report.wrong += len(found)
                    print(f"  {headline}: the measure {measure}, {len(found)} facts, such as {found[0]}")
                    continue
                for name in found:
                    self.report.fault(f"{name} {one}")
        return [name for name in self.rows if name in self.facts.of]

    def one(self, name):
        row, own = self.rows[name], self.facts.of[name]
        if STATUS[own[3]] != row["status"]:
            self.report.fault(f"{name} is {row['status']}, recomputed {STATUS[own[3]]}")
        self._value(name, row, own)
        self._interval(name, row, own)

    def _value(self, name, row, own):
        given, expected, measure = float(row["value"]), own[0], row["measure"]
        if measure == "uncertainty_agreement":
            balance = name.replace("uncertainty_agreement/", "balance/all/")
            drawn, (_, low, high, _) = self.rows[balance], self.facts.of[balance]
            expected = (float(drawn["upper"]) - float(drawn["lower"])) / (high - low)
        self._close(name, "value", given, expected, measure)

    def _close(self, name, column, given, expected, measure):
        difference, scale = abs(given - expected), max(abs(given), abs(expected))
        if difference <= FLOOR * self.largest[measure] or (SCALED.match(measure) and difference <= ABSOLUTE):
            return
        if measure in DIFFERENCES and difference <= OF_DIFFERENCE * self.largest[DIFFERENCES[measure]]:
            return
        self._note(self.worst, measure, difference / scale, f"{name} {column}")
        if difference > TOLERANCE * scale:
            self.report.fault(f"{name}: {column} {given!r}, recomputed {expected!r}")

    def _interval(self, name, row, own):
        value, low, high, _ = own
        theirs = (float(row["lower"]), float(row["upper"])) if row["lower"] and row["upper"] else None
        if (row["lower"] == "") != (row["upper"] == ""):
            self.report.fault(f"{name} has one bound")
        narrow = lambda pair: pair is None or pair[1] - pair[0] <= NARROW * max(abs(pair[0]), abs(pair[1]))
        mine = None if low is None else (low, high)
        if narrow(theirs) and narrow(mine):
            return
        if theirs is None or mine is None:
            self.report.fault(f"{name}: the interval is {theirs or 'empty'}, recomputed {mine}")
            return
        if row["measure"] == "carbon_exposure":
            # Emissions and their interval, each times one price.
            emissions = self.rows[name.replace("carbon_exposure/", "embodied/")]
            price = self.facts.value("carbon_price")
            mine = tuple(float(emissions[bound]) * price for bound in ("lower", "upper"))
        tolerance, drawn = _bound_tolerance(self.f, row, own)
        for column, given, expected in zip(("lower", "upper"), theirs, mine):
            if not drawn:
                self._close(name, column, given, expected, row["measure"])
                continue
            if tolerance == inf:
                continue
            difference = abs(given - expected)
            width = max(high - low, theirs[1] - theirs[0])
            self._note(self.drawn, row["measure"], difference / width, f"{name} {column}")
            if difference > tolerance:
                self.report.fault(f"{name}: {column} {given!r} by draws, {expected!r} in closed form, "
                                  f"{difference / width:.1%} of the width")

    @staticmethod
    def _note(table, measure, difference, where):
        if difference > table.get(measure, (0.0, ""))[0]:
            table[measure] = (difference, where)


def values(f, rows, facts, report):
    """Every fact against its recomputation; both lists must name the same facts."""
    comparison = Comparison(f, rows, facts, report)
    for name in comparison.missing():
        comparison.one(name)
    for measure in sorted(comparison.count):
        relative, where = comparison.worst.get(measure, (0.0, ""))
        print(f"  {measure:34} {comparison.count[measure]:7} facts, worst difference {relative:.1e} {where}")
    for measure, (part, where) in sorted(comparison.drawn.items()):
        print(f"  drawn: {measure:27} at most {part:6.1%} of the width from the closed form: {where}")


def lineage(f, rows, report):
    """Every input is a fact, a pattern that stands for at least one, or a row of the folder."""
    names = {row["fact"] for row in rows}
    starts, good = {}, {}

    def exists(name):
        match = re.fullmatch(r"tradeprint\.toml:(\d+)", name)
        if match:
            lines = (f.root / "tradeprint.toml").read_text(encoding="utf-8-sig").splitlines()
            return 0 < int(match[1]) <= len(lines) and lines[int(match[1]) - 1].strip() != ""
        match = re.fullmatch(r"([a-z_]+\.csv):(\d+)", name)
        if match:
            if match[1] not in starts:
                starts[match[1]] = _row_lines(f.root / match[1])
            return int(match[2]) in starts[match[1]]
        if "*" not in name:
            return name in names
        parts = name.split("/")
        if parts.count("*") != 1:
            return False
        at = parts.index("*")
        return any("/".join(parts[:at] + [m] + parts[at + 1:]) in names for m in f.industries + f.regions)

    for row in rows:
        inputs = row["inputs"].split(";")
        if inputs == [""]:
            report.fault(f"{row['fact']} has no inputs")
            continue
        for name in inputs:
            if name not in good:
                good[name] = exists(name)
            if not good[name]:
                report.fault(f"{row['fact']}: input {name} does not exist")
    print(f"  {len(good)} different inputs")


def _row_lines(path):
    """The lines on which rows begin, the header left out."""
    lines = set()
    with open(path, encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        before = 0
        for record in reader:
            if record and before:
                lines.add(before + 1)
            before = reader.line_num
    return lines


def sums(f, rows, report):
    """Regions and the unallocated part make the nation; industries make all; parts of a change make the change."""
    value = {row["fact"]: float(row["value"]) for row in rows}
    checked = 0

    def check(name, parts):
        nonlocal checked
        whole = value.get(name)
        found = [value[p] for p in parts if p in value]
        if whole is None or not found:
            return
        checked += 1
        if abs(sum(found) - whole) > 1e-9 * max(sum(abs(x) for x in found), abs(whole)):
            report.fault(f"{name} is {whole!r}, its parts {sum(found)!r}")

    end = max(f.horizon, f.last)
    places = [f.reporter] + f.regions + [f.rest]
    for year in range(f.first, end + 1):
        for measure in ("trade", "embodied"):
            for flow in f.flows:
                for code in f.industries + list(f.groups) + ["all"]:
                    check(f"{measure}/{flow}/{code}/{f.reporter}/{year}",
                          [f"{measure}/{flow}/{code}/{p}/{year}" for p in places[1:]])
                for place in places:
                    check(f"{measure}/{flow}/all/{place}/{year}",
                          [f"{measure}/{flow}/{i}/{place}/{year}" for i in f.industries])
        for measure in ("balance", "joint", "avoided", "domestic_technology", "balance_volume", "balance_intensity"):
            check(f"{measure}/all/{f.reporter}/{year}",
                  [f"{measure}/{i}/{f.reporter}/{year}" for i in f.industries])
        for place in places:
            check(f"balance/all/{place}/{year}",
                  [f"balance_volume/all/{place}/{year}", f"balance_intensity/all/{place}/{year}"])
    for name, scale in value.items():
        if name.startswith("lmdi_scale/"):
            tail = name.removeprefix("lmdi_scale")
            place, year, base = tail.rsplit("/", 2)
            parts = [scale] + [value.get(f"lmdi_{part}{tail}", 0.0) for part in ("composition", "technique")]
            new, old = value.get(f"embodied{place}/{year}"), value.get(f"embodied{place}/{base}")
            checked += 1
            if new is None or old is None or abs(sum(parts) - (new - old)) > 1e-9 * max(abs(new), abs(old)):
                report.fault(f"{name}: the parts {parts!r} are not the change from {old!r} to {new!r}")
    for base, year in changes.pairs(f):
        for flow in f.flows:
            found = [value.get(f"share_change/{flow}/{i}/{f.reporter}/{year}/{base}") for i in f.industries]
            if all(x is not None for x in found):
                checked += 1
                if abs(sum(found)) > 1e-9:
                    report.fault(f"the changes of the shares in {flow} from {base} to {year} sum to {sum(found)!r}")
    print(f"  {checked} sums")
