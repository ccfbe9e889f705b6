"""What the scripts of the folders beside `ru-cn` share: tables in and out, and the description of a folder from that of `ru-cn`."""

import csv
import json
from pathlib import Path


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def describe(out: Path, ru_cn: Path, tables: dict[str, list[dict[str, str]]], others: set[str], head: dict[str, str]) -> None:
    """Writes `datapackage.json`: the resources of `ru-cn` with the columns that the tables have here, and `others` as they are there."""
    known = {resource["path"]: resource for resource in json.loads((ru_cn / "datapackage.json").read_text(encoding="utf-8"))["resources"]}
    resources = []
    for name in sorted((set(tables) | others) & set(known)):
        resource = dict(known[name])
        if name in tables:
            fields = {field["name"]: field for field in resource["schema"]["fields"]}
            resource["schema"] = resource["schema"] | {"fields": [fields[column] for column in tables[name][0]]}
        resources.append(resource)
    licences = [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}]
    package = {"profile": "data-package"} | head | {"licenses": licences, "resources": resources}
    (out / "datapackage.json").write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
