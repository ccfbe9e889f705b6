"""Reads every PDF of an edition back with pikepdf, which shares no code with what wrote it.

    python tests/readers/read_edition.py reports/2021

Says what a screen reader, an archive or a catalogue would miss: one line a fault, exit code 1. What a PDF promises is read
from the manifest inside it; without PDF/A-3, PDF/A-4 or PDF 2.0 files have no relationship, and that is no fault.
"""

import functools
import hashlib
import json
import re
import sys
import tomllib
from pathlib import Path

import pikepdf

# The publisher's mark on the first page is no chart: its text, in each language.
THEME = Path(__file__).parents[2] / "templates" / "theme" / "theme.toml"
MARKS = set(tomllib.loads(THEME.read_text(encoding="utf-8"))["logo"]["alt"].values())

# An alternative text of no more characters does not stand in for a chart.
TOO_SHORT = 40

# What standards write into the metadata: prefix and property, with the value.
IDENTIFICATION = {
    "a-3a": {"pdfaid:part": "3", "pdfaid:conformance": "A"},
    "a-3b": {"pdfaid:part": "3", "pdfaid:conformance": "B"},
    "a-3u": {"pdfaid:part": "3", "pdfaid:conformance": "U"},
    "a-4f": {"pdfaid:part": "4", "pdfaid:conformance": "F"},
    "a-4e": {"pdfaid:part": "4", "pdfaid:conformance": "E"},
    "ua-1": {"pdfuaid:part": "1"},
}


def items(value):
    """The members of an array, or the one value in its place."""
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def elements(node):
    """Every element of the structure tree below a node, in reading order."""
    for child in items(node.get("/K")):
        if isinstance(child, pikepdf.Dictionary):
            if "/S" in child:
                yield child
            yield from elements(child)


def kind(element):
    return str(element.get("/S", ""))


class Reader:
    """The faults of one PDF."""

    def __init__(self, path, edition):
        self.path = path
        self.edition = edition
        self.faults = []
        self.pdf = pikepdf.open(path)
        self.root = self.pdf.Root

    def fault(self, text):
        self.faults.append(f"{self.path.relative_to(self.edition)}: {text}")

    def want(self, condition, text):
        if not condition:
            self.fault(text)

    def read(self, expected):
        files = self.embedded()
        manifest = json.loads(files.get("manifest.json", (b"{}", None))[0])
        promised = manifest.get("standards", [])
        if expected is not None:
            self.want(promised == expected, f"promises {promised}, not {expected}")
        self.catalogue(manifest)
        self.metadata(manifest, promised)
        self.structure(files)
        self.annotations()
        self.files(files, manifest, promised)
        return self.faults

    def catalogue(self, manifest):
        root = self.root
        self.want(str(root.get("/Lang", "")) == manifest.get("language"), "the language of the document is not set")
        self.want(root.get("/MarkInfo", {}).get("/Marked") is True, "the document is not tagged")
        preferences = root.get("/ViewerPreferences", {})
        self.want(preferences.get("/DisplayDocTitle") is True, "the title is not shown in the head of the window")
        self.want("/PageLabels" in root, "the pages have no labels")
        with self.pdf.open_outline() as outline:
            self.want(len(outline.root) > 0, "the document has no bookmarks")

    def metadata(self, manifest, promised):
        with self.pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            for name in ("dc:title", "dc:creator", "dc:description", "dc:language", "pdf:Keywords", "xmp:CreateDate"):
                self.want(metadata.get(name), f"the metadata lack {name}")
            self.want(manifest.get("date", "-") in str(metadata.get("xmp:CreateDate")), "the metadata have another date")
            self.want(str(manifest.get("edition")) in str(metadata.get("dc:description")), "the metadata do not name the edition")
            for standard in promised:
                for name, value in IDENTIFICATION.get(standard, {}).items():
                    self.want(str(metadata.get(name)) == value, f"{standard}: {name} is {metadata.get(name)}")

    def structure(self, files):
        tree = self.root.get("/StructTreeRoot")
        if tree is None:
            return self.fault("the document has no structure tree")
        figures, level = 0, 0
        for element in elements(tree):
            name = kind(element)
            if name == "/Figure":
                text = str(element.get("/Alt", ""))
                if text not in MARKS:
                    figures += 1
                    self.figure(text)
            elif name == "/Table":
                heads = [child for child in elements(element) if kind(child) == "/TH"]
                self.want(heads, "a table has no head cells")
                self.want(all(self.scope(head) for head in heads), "a head cell of a table has no scope")
            elif re.fullmatch(r"/H\d", name):
                self.want(int(name[2:]) <= level + 1, f"a heading goes from level {level} to {name[2:]}")
                level = int(name[2:])
        charts = [name for name in files if re.fullmatch(r"figure-\d+\.csv", name)]
        self.want(figures == len(charts), f"{figures} figures are tagged, {len(charts)} have their data inside")

    def figure(self, text):
        self.want(len(text) > TOO_SHORT, f"a figure has no or little text: {text!r}")
        self.want(re.search(r"\d", text), f"the text of a figure holds no number: {text!r}")

    @staticmethod
    def scope(head):
        return any(isinstance(a, pikepdf.Dictionary) and "/Scope" in a for a in items(head.get("/A")))

    def annotations(self):
        for page in self.pdf.pages:
            links = [a for a in page.get("/Annots", []) if a.get("/Subtype") == "/Link"]
            self.want(all(str(link.get("/Contents", "")) for link in links), "a link does not say where it leads")
            self.want(all("/StructParent" in link for link in links), "a link is not in the structure tree")
            self.want(not links or page.get("/Tabs") == "/S", "the tabulator does not follow the structure")

    def embedded(self):
        """Bytes and specification of each file inside."""
        found = {}
        tree = self.root.get("/Names", {}).get("/EmbeddedFiles", {})
        names = items(tree.get("/Names"))
        for specification in names[1::2]:
            name = str(specification.get("/UF", specification.get("/F", "")))
            found[name] = (bytes(specification.EF.F.read_bytes()), specification)
        return found

    def files(self, files, manifest, promised):
        self.want({"facts.csv", "manifest.json"} <= files.keys(), "facts.csv or manifest.json is not inside")
        linked = {str(f.get("/F", "")) for f in items(self.root.get("/AF"))}
        related = any(code.startswith(("a-3", "a-4")) or code == "2.0" for code in promised)
        hashes = {record["name"]: record["sha256"] for record in manifest.get("attachments", [])}
        for name, (content, specification) in files.items():
            self.want(str(specification.get("/Desc", "")), f"{name} has no description")
            if related:
                wanted = "/Source" if name == "manifest.json" else "/Data"
                self.want(specification.get("/AFRelationship") == wanted, f"{name} has no relationship")
                self.want(name in linked, f"{name} is not associated with the document")
            if name != "manifest.json":
                self.want(hashlib.sha256(content).hexdigest() == hashes.get(name), f"{name} is not the file of the manifest")
            self.beside(name, content)

    def beside(self, name, content):
        """A file inside and the one in the folder of the edition."""
        slug, language = self.path.name.removesuffix(".pdf").rsplit(".", 1)
        suffix = "" if language == "en" else f".{language}"
        if name == "facts.csv":
            self.want(set(content.splitlines()) <= lines_of(self.edition / name), "facts.csv holds a line that the edition does not have")
        elif name.endswith(".csv"):
            stem = name.removesuffix(".csv").removeprefix("table-")
            file = self.edition / "tables" / f"{slug}.{stem}{suffix}.csv"
            self.want(file.is_file() and file.read_bytes() == content, f"{name} is not {file.name}")


@functools.cache
def lines_of(path):
    """The lines of a file; read once for all documents."""
    return frozenset(path.read_bytes().splitlines())


def main(arguments):
    if not 2 <= len(arguments) <= 3:
        sys.exit("usage: read_edition.py EDITION [STANDARDS]")
    edition = Path(arguments[1])
    expected = arguments[2].split(",") if len(arguments) == 3 else None
    paths = sorted(edition.rglob("*.pdf"))
    faults = [] if paths else [f"{edition}: no PDF"]
    for path in paths:
        try:
            faults += Reader(path, edition).read(expected)
        except (pikepdf.PdfError, KeyError, AttributeError, ValueError) as error:
            faults.append(f"{path.relative_to(edition)}: cannot be read: {error}")
    print("\n".join(faults) or f"{len(paths)} documents read")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
