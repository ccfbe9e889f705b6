"""The figures of a brief by matplotlib: where it is, bars with intervals, lines with a band, pairs of bars, a balance."""
import csv
import json
from pathlib import Path

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.collections import PolyCollection

FOR_CHINA, FROM_CHINA = "#0b4f7d", "#c4570c"


class Country:
    """Names and shapes, read once a process."""

    def __init__(self, data):
        data = Path(data)
        with open(data / "regions.csv") as file:
            rows = list(csv.DictReader(file))
        self.regions = {row["region"]: row["name_en"] for row in rows}
        self.districts = {row["region"]: row["federal_district"] for row in rows}
        with open(data / "industries.csv") as file:
            self.industries = {row["industry"]: row["short_en"] for row in csv.DictReader(file)}
        self.shapes = {}
        for feature in json.loads((data / "regions.geojson").read_text())["features"]:
            shape = feature["geometry"]
            parts = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
            self.shapes[feature["properties"]["region"]] = [equal_area(part[0]) for part in parts]


def equal_area(ring):
    """Albers' projection on the sphere with the parallels of the edition's maps."""
    longitude, latitude = np.radians(np.array(ring, float).T[:2])
    longitude = np.where(longitude < np.radians(-100), longitude + 2 * np.pi, longitude)
    first, second, middle = np.radians([52, 64, 100])
    n = (np.sin(first) + np.sin(second)) / 2
    radius = np.sqrt(np.cos(first) ** 2 + 2 * n * np.sin(first) - 2 * n * np.sin(latitude)) / n
    angle = n * (longitude - middle)
    return np.column_stack([radius * np.sin(angle), -radius * np.cos(angle)])


def kilotonnes(row):
    return float(row["value"]) / 1000


def whiskers(rows):
    """Distances from the values to the ends of their intervals."""
    ends = []
    for row in rows:
        value = kilotonnes(row)
        lower, upper = (float(row[end] or row["value"]) / 1000 for end in ("lower", "upper"))
        ends.append((max(value - lower, 0), max(upper - value, 0)))
    return np.array(ends).T


def of_year(rows, year, **wanted):
    return [r for r in rows if r["year"] == year and all(r[k] == v for k, v in wanted.items())]


def locator(axes, country, region, rows):
    for code, rings in country.shapes.items():
        near = country.districts.get(code) == country.districts.get(region)
        colour = FROM_CHINA if code == region else "#cfe0ec" if near else "#e3e6e8"
        axes.add_collection(PolyCollection(rings, facecolors=colour, edgecolors="white", linewidths=0.3))
    axes.autoscale()
    axes.set_aspect("equal")
    axes.axis("off")


def rank(axes, country, region, rows):
    rows = sorted((r for r in rows if r["measure"] == "embodied"), key=kilotonnes)
    names = [country.regions[r["region"]] for r in rows]
    colours = [FOR_CHINA if r["region"] == region else "#9fbcd3" for r in rows]
    axes.barh(names, [kilotonnes(r) for r in rows], xerr=whiskers(rows), color=colours, ecolor="#333")
    axes.set_xlabel("kt CO₂")


def trend(axes, country, region, rows):
    for flow, colour in (("RU-CN", FOR_CHINA), ("CN-RU", FROM_CHINA)):
        line = sorted((r for r in rows if r["flow"] == flow), key=lambda r: int(r["year"]))
        years, values, ends = [int(r["year"]) for r in line], [kilotonnes(r) for r in line], whiskers(line)
        axes.plot(years, values, color=colour, marker=".", label=flow)
        axes.fill_between(years, values - ends[0], values + ends[1], color=colour, alpha=0.15)
    axes.set_ylabel("kt CO₂")
    axes.legend(frameon=False)


def industries(axes, country, region, rows):
    codes = sorted({r["industry"] for r in rows} & set(country.industries), reverse=True)
    places = np.arange(len(codes))
    for shift, flow, colour in ((0.2, "RU-CN", FOR_CHINA), (-0.2, "CN-RU", FROM_CHINA)):
        values = {r["industry"]: kilotonnes(r) for r in rows if r["flow"] == flow}
        bars = axes.barh(places + shift, [values.get(code, 0) for code in codes], 0.4, color=colour, label=flow)
        axes.bar_label(bars, fmt="%.3g", fontsize=6)
    axes.set_yticks(places, [country.industries[code] for code in codes])
    axes.legend(frameon=False)


def balance(axes, country, region, rows):
    rows = [r for r in rows if r["measure"] == "balance" and r["industry"] in country.industries]
    rows = sorted(rows, key=kilotonnes)
    names = [country.industries[r["industry"]] for r in rows]
    colours = [FOR_CHINA if kilotonnes(r) > 0 else FROM_CHINA for r in rows]
    axes.barh(names, [kilotonnes(r) for r in rows], xerr=whiskers(rows), color=colours, ecolor="#333")
    axes.axvline(0, color="black", linewidth=0.8)
    axes.set_xlabel("kt CO₂")


DRAWN = {
    "locator": (locator, (3.2, 2.4)),
    "region-rank": (rank, (3.2, 2.4)),
    "region-trend": (trend, (6.6, 2.8)),
    "region-industries": (industries, (3.2, 4.4)),
    "region-balance": (balance, (3.2, 4.4)),
}


def draw(country, brief, folder, ending):
    """Draws the figures of a brief into files; their paths by name."""
    paths = {}
    for name, rows in brief.data.items():
        function, size = DRAWN[name]
        figure, axes = plt.subplots(figsize=size, layout="constrained")
        axes.tick_params(labelsize=7)
        function(axes, country, brief.name, rows)
        paths[name] = f"{brief.name}-{name}.{ending}"
        figure.savefig(Path(folder) / paths[name])
        plt.close(figure)
    return paths
