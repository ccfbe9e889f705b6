#!/usr/bin/env python3
"""Recomputes every fact of a data folder from its rows and compares facts.csv with the result.

    python3 recompute.py DATA_FOLDER FACTS_CSV

Standard library only. Exit code 1 if any fact differs, is missing or was not recomputed, if lineage names something that does
not exist, or if parts do not make their whole. README.md beside this file says what is covered.
"""

import sys

import breaks
import chain
import changes
import comparisons
import compare
import decomposition
import forecast
import input_output
import literature
import nation
import regions
import scenarios
import sensitivity
import simulate
import supply_chain
import uncertainty
from folder import Facts, Folder

# Draws of our own for the nation.
DRAWS = 1500


def recompute(f):
    """Every fact of a folder."""
    return recompute_with_parts(f)[0]


def recompute_with_parts(f):
    """Every fact, the errors of the sources, and the allocation."""
    facts = Facts()
    nation.read(f, facts)
    paths = nation.intensities(f, facts)
    national, fits = nation.trade(f, facts)
    allocation = regions.Allocation(f, facts)
    series, end = regions.field(f, facts, national, fits, allocation)
    emissions = chain.Chain(f, facts, series, end, None)
    emissions.sum_trade()
    comparisons.totals(f, facts)
    emissions.errors = errors = uncertainty.Errors(f, facts, allocation, series, end, paths)
    uncertainty.intervals_of_intensities(f, facts, errors, end)
    uncertainty.intervals_of_trade(f, facts, errors, end)
    emissions.run()
    uncertainty.budget(f, facts, errors, end)
    decomposition.insert(f, facts, series, end)
    decomposition.terms_of_trade(f, facts, end)
    scenarios.insert(f, facts, errors, end)
    input_output.insert(f, facts)
    supply_chain.insert(f, facts, end)
    comparisons.insert(f, facts, allocation)
    changes.insert(f, facts, errors)
    picks = forecast.insert(f, facts, end)
    breaks.insert(f, facts)
    sensitivity.insert(f, facts, end, picks)
    literature.insert(f, facts)
    return facts, errors, allocation


def main(arguments):
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    f = Folder(arguments[0])
    facts, errors, allocation = recompute_with_parts(f)
    rows = compare.read_facts(arguments[1])
    report = compare.Report()
    print("values")
    compare.values(f, rows, facts, report)
    print("draws")
    simulate.check(f, facts, errors, allocation, rows, report, DRAWS)
    print("lineage")
    compare.lineage(f, rows, report)
    print("sums")
    compare.sums(f, rows, report)
    print(f"{len(rows)} facts, {report.wrong} wrong")
    return 1 if report.wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
