"""A data folder as plain rows, and the dictionary of recomputed facts."""

import csv
import tomllib
from pathlib import Path

OBSERVED, ESTIMATED, PROJECTED = 0, 1, 2
STATUS = ["observed", "estimated", "projected"]


class Facts:
    """id -> (value, lower, upper, status); lower and upper are None without an interval."""

    def __init__(self):
        self.of = {}

    def put(self, parts, value, status, interval=None):
        name = "/".join(str(p) for p in parts)
        assert name not in self.of, name
        low, high = interval if interval else (None, None)
        self.of[name] = (value, low, high, status)

    def bound(self, parts, interval):
        """Gives a fact that is there its interval."""
        name = "/".join(str(p) for p in parts)
        value, _, _, status = self.of[name]
        self.of[name] = (value, *(interval or (None, None)), status)

    def get(self, *parts):
        return self.of.get("/".join(str(p) for p in parts))

    def value(self, *parts):
        return self.of["/".join(str(p) for p in parts)][0]

    def status(self, *parts):
        return self.of["/".join(str(p) for p in parts)][3]


def _table(root, name):
    path = root / name
    if not path.exists():
        return []
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


class Folder:
    """Every table of a folder, with numbers as numbers and lists as lists."""

    def __init__(self, root):
        root = Path(root)
        self.root = root
        self.catalogue = tomllib.loads((root / "tradeprint.toml").read_text(encoding="utf-8-sig"))
        pair, years = self.catalogue["pair"], self.catalogue["years"]
        self.reporter, self.partner = pair["reporter"], pair["partner"]
        self.sides = [self.reporter, self.partner]
        self.flows = [f"{self.reporter}-{self.partner}", f"{self.partner}-{self.reporter}"]
        self.first, self.last, self.horizon = years["first"], years["last"], years["horizon"]
        self.early, self.middle = years["early"], years["middle"]
        self.years = list(range(self.first, self.last + 1))
        self._industries(_table(root, "industries.csv"))
        disputed = self.catalogue["maps"]["disputed"]
        self.regions = sorted(
            r["region"] for r in _table(root, "regions.csv") if disputed or r["default"] == "yes"
        )
        self.rest = f"{self.reporter}-unallocated"
        self.trade = self._numbers("trade.csv", "value_usd")
        self.totals = [r for r in self._numbers("trade_totals.csv", "value_usd") if r["preferred"] == "1"]
        self.regional_trade = self._numbers("regional_trade.csv", "value_usd")
        self.concordance = self._numbers("concordance.csv", "share")
        self.output = self._numbers("output.csv", "output_lcu")
        self.emissions = self._numbers("emissions.csv", "emissions_t")
        self.rates = self._numbers("exchange_rates.csv", "lcu_per_usd", "ppp_lcu_per_usd")
        self.macro = self._numbers("macro.csv", "co2_t", "gdp_usd", "gdp_real_usd2011")
        self.weights = self._numbers("regional_weights.csv", "share")
        self.indicators = self._numbers("regional_indicators.csv", "value")
        self.anchors = self._numbers("regional_anchors.csv", "value_usd")
        io = _table(root, "io_industries.csv")
        self.io_industries = [r["io_industry"] for r in io]
        self.io_groups = {r["io_industry"]: (r.get("intensity_groups") or "").split(";") for r in io}
        self.io_use = self._numbers("io_use.csv", "use_usd")
        self.io_accounts = self._numbers("io_accounts.csv", "output_usd", "emissions_t")
        self.io_exports = self._numbers("io_exports.csv", "value_usd")
        self.literature = self._numbers("literature.csv", "value")
        for row in self.anchors:
            row["regions"] = sorted(row["regions"].split(";"))
            row["flows"] = sorted(row["flows"].split(";"))

    def _industries(self, rows):
        rows.sort(key=lambda r: float(r["order"]))
        self.industries = [r["industry"] for r in rows if r["kind"] == "industry"]
        self.group_of = {r["industry"]: r["intensity_group"] for r in rows}
        self.bases = {r["industry"]: (r["made_basis"], r["used_basis"]) for r in rows}
        self.published = set(self.catalogue.get("allocation", {}).get("published_bases", []))
        self.groups = {r["industry"]: r["members"].split(";") for r in rows if r["kind"] == "group"}

    def _numbers(self, name, *columns):
        rows = _table(self.root, name)
        for row in rows:
            for column in columns:
                row[column] = float(row[column]) if row.get(column) else None
            if "year" in row:
                row["year"] = int(row["year"])
            row["status"] = OBSERVED if row["status"] == "observed" else ESTIMATED
        return rows
