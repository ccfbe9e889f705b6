"""What a brief says, read back from the finished sources of an edition: headings, texts, captions, tables.

The peers get this for nothing: reading data, computing facts and choosing sentences are not part of their time.
A text is a list of runs (style, string), style one of "plain", "strong", "super".
"""
import csv
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')


@dataclass
class Brief:
    """One brief: its blocks in order, each (kind, content)."""

    name: str
    title: str = ""
    subtitle: str = ""
    blocks: list = field(default_factory=list)
    figures: dict = field(default_factory=dict)
    tables: dict = field(default_factory=dict)
    data: dict = field(default_factory=dict)


def literal(line):
    """The string of a line of code."""
    return json.loads('"' + STRING.search(line).group(1).replace("\\u{", "\\u") + '"')


class Chapter:
    """Reads one chapter, line by line: each line of it is one call, a closing bracket or white space."""

    def __init__(self, brief, numbers):
        self.brief, self.numbers = brief, numbers
        self.runs, self.styles, self.kinds, self.row = [], ["plain"], ["text"], []

    def end(self):
        """Ends a paragraph."""
        if self.runs:
            self.brief.blocks.append((self.kinds[-1], self.runs))
        self.runs = []

    def read(self, text):
        for line in text.splitlines():
            self.line(line)
        self.end()

    def line(self, line):
        if line.startswith(("text(", "super({", "strong({")):
            if line.startswith("text("):
                self.runs.append((self.styles[-1], literal(line)))
            else:
                self.styles.append(line.split("(")[0])
        elif line == "})" and len(self.styles) > 1:
            self.styles.pop()
        elif line == "[ ]":
            self.runs.append(("plain", " "))
        elif line.startswith("smartquote("):
            self.runs.append(("plain", '"' if "double: true" in line else "\u2019"))
        elif line.startswith("ref(label("):
            self.runs.append(("plain", self.numbers[literal(line).split(":")[1]]))
        elif line.startswith("[#heading"):
            self.end()
            self.kinds.append("heading")
        elif line.startswith("}) <"):
            self.end()
            self.kinds.pop()
        elif line.startswith("blocks.callout"):
            self.end()
            self.brief.blocks.append(("subheading", [("plain", STRING.findall(line)[1])]))
        elif line.startswith("list.item"):
            self.end()
            self.kinds.append("item")
        elif line.startswith("parbreak"):
            self.end()
        elif line.startswith("}),") and self.kinds[-1] == "item":
            self.end()
            self.kinds.pop()
        elif line.startswith(("blocks.headline", "blocks.key-values")):
            self.end()
            self.brief.blocks.append(("cells", []))
            self.kinds.append("cells")
        elif self.kinds[-1] == "cells" and line in ("},", "),", ")"):
            self.cell(line)
        elif line.startswith(("blocks.place-figure", "blocks.side-by-side")):
            self.end()
            self.brief.blocks.append(("figures", STRING.findall(line)))
        elif line.startswith("blocks.place-table"):
            self.end()
            self.brief.blocks.append(("table", literal(line)))

    def cell(self, line):
        if line == "},":
            self.row.append(self.runs)
            self.runs = []
        elif line == "),":
            self.brief.blocks[-1][1].append(self.row)
            self.row = []
        else:
            self.kinds.pop()


def read(sources, edition):
    """The briefs of all regions, sorted by name."""
    return [brief(place, edition) for place in sorted(Path(sources).glob("regions-*.pdf"))]


def brief(place, edition):
    document = json.loads((place / "document.json").read_text())
    name = place.name.split("-", 1)[1].split(".")[0]
    meta = document["meta"]
    made = Brief(name, meta["title"], meta["subtitle"])
    made.figures, made.tables = document["figures"], document["tables"]
    chapters = [(place / chapter["path"][1:]).read_text() for chapter in document["chapters"]]
    numbers, placed = numbered(chapters)
    for text in chapters:
        Chapter(made, numbers).read(text)
    for number, figure in enumerate(placed, 1):
        with open(Path(edition) / "tables" / f"{name}.figure-{number:02}.csv") as file:
            made.data[figure] = list(csv.DictReader(file))
    return made


def numbered(chapters):
    """"Figure 1" and so on, by the names of figures, tables and chapters; the figures in order."""
    text = "\n".join(chapters)
    figures, tables = [], []
    for call, names in re.findall(r"blocks\.(place-figure|side-by-side|place-table)\((.*)\)", text):
        (tables if call == "place-table" else figures).extend(STRING.findall(names))
    numbers = {name: f"Figure {n}" for n, name in enumerate(figures, 1)}
    numbers.update({name: f"Table {n}" for n, name in enumerate(tables, 1)})
    numbers.update({name: "the section" for name in re.findall(r"<sec:([a-z-]+)>", text)})
    return numbers, figures
