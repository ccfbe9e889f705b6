"""facts.csv against the recomputed facts, its lineage, and its sums."""

import csv
import re
from collections import defaultdict

from folder import STATUS

TOLERANCE = 1e-6
# Differences that are rounding of large numbers, relative to the largest value of the measure.
FLOOR = 1e-15
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


def values(rows, facts, report):
    """Every fact against its recomputation; both lists must name the same facts."""
    largest, worst, count = defaultdict(float), {}, defaultdict(int)
    for row in rows:
        largest[row["measure"]] = max(largest[row["measure"]], abs(float(row["value"])))
    left = dict(facts.of)
    for row in rows:
        name, measure = row["fact"], row["measure"]
        count[measure] += 1
        mine = left.pop(name, None)
        if mine is None:
            report.fault(f"{name} was not recomputed")
            continue
        if STATUS[mine[3]] != row["status"]:
            report.fault(f"{name} is {row['status']}, recomputed {STATUS[mine[3]]}")
        for column, own in zip(("value", "lower", "upper"), mine):
            text = row[column]
            if (own is None) != (text == ""):
                report.fault(f"{name}: {column} is {text or 'empty'}, recomputed {own}")
                continue
            if own is None:
                continue
            given = float(text)
            scale = max(abs(given), abs(own))
            difference = abs(given - own)
            relative = difference / scale if scale else 0.0
            if difference <= FLOOR * largest[measure]:
                continue
            if relative > worst.get(measure, (0.0, ""))[0]:
                worst[measure] = (relative, f"{name} {column}")
            if relative > TOLERANCE:
                report.fault(f"{name}: {column} {given!r}, recomputed {own!r}")
    for name in left:
        report.fault(f"{name} is missing from facts.csv")
    for measure in sorted(count):
        relative, where = worst.get(measure, (0.0, ""))
        print(f"  {measure:26} {count[measure]:7} facts, worst difference {relative:.1e} {where}")


def lineage(f, rows, report):
    """Every input is a fact, a pattern that stands for at least one, or a row of the folder."""
    names = {row["fact"] for row in rows}
    starts, good = {}, {}

    def exists(name):
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
    """Regions and the unallocated part make the nation; industries make all."""
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
    print(f"  {checked} sums")
