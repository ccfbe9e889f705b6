"""The columns of every table, their types, units and keys: what datapackage.json says and what is checked."""

from __future__ import annotations

import re

FLOW = ["RU-CN", "CN-RU"]
COUNTRIES = ["RU", "CN"]
STATUS = ["observed", "estimated"]


def field(name: str, description: str, kind: str = "string", unit: str = "", **constraints) -> dict:
    """One column; required unless said otherwise."""
    made = {"name": name, "type": kind, "description": description}
    if unit:
        made["unit"] = unit
    made["constraints"] = {"required": True} | constraints
    if made["constraints"]["required"] is False:
        del made["constraints"]["required"]
    if not made["constraints"]:
        del made["constraints"]
    return made


def optional(name: str, description: str, kind: str = "string", unit: str = "") -> dict:
    return field(name, description, kind, unit, required=False)


def year(low: int, high: int) -> dict:
    return field("year", "calendar year", "integer", "a", minimum=low, maximum=high)


def flow() -> dict:
    return field("flow", "origin-destination: RU-CN made in Russia and used in China, CN-RU the reverse", enum=FLOW)


def country() -> dict:
    return field("country", "country", enum=COUNTRIES)


def status() -> dict:
    return field("status", "observed or estimated", enum=STATUS)


def source() -> dict:
    return field("source", "key of sources.csv; several with a semicolon")


def names() -> list[dict]:
    return [field("name_en", "name in English"), field("name_ru", "name in Russian"), field("name_zh", "name in Chinese")]


def key(column: str, table: str, reference: str) -> dict:
    return {"fields": column, "reference": {"resource": table, "fields": reference}}


TABLES = {
    "trade.csv": {
        "title": "Trade by product",
        "description": "Goods trade of Russia and China by flow and product; products add up to the preferred Russia-reported total.",
        "fields": [year(2010, 2021), flow(), field("product", "product"),
                   field("value_usd", "value, current prices", "number", "USD", minimum=0), status(),
                   field("method", "how the row was made", enum=[
                       "reported", "crude-share", "value-interpolated", "published-share", "value-held", "share-held",
                       "structure-interpolated", "structure-anchor", "structure-held"]),
                   source(), optional("note", "remark")],
        "primaryKey": ["year", "flow", "product"],
        "foreignKeys": [key("product", "products", "product")],
    },
    "trade_totals.csv": {
        "title": "Trade in all goods",
        "description": "Totals by flow, year and reporter, every source; preferred = 1 marks the one to use.",
        "fields": [year(1992, 2025), flow(), field("reporter", "the country whose customs reports", enum=COUNTRIES),
                   field("value_usd", "value, current prices", "number", "USD", minimum=0),
                   field("preferred", "1 for one row a year, flow and reporter, else 0", "integer", enum=[0, 1]),
                   status(), source()],
        "primaryKey": ["year", "flow", "reporter", "source"],
        "foreignKeys": [key("source", "sources", "source")],
    },
    "products.csv": {
        "title": "Products",
        "description": "Product groups of trade.csv and the chapters or sections they cover.",
        "fields": [field("product", "product code"), *names(), field("definition", "HS chapters or SITC sections covered")],
        "primaryKey": ["product"], "ordered": True,
    },
    "concordance.csv": {
        "title": "Product to industry",
        "description": "Share of a product that belongs to an industry; shares of a flow and product sum to 1.",
        "fields": [flow(), field("product", "product"), field("industry", "industry"),
                   field("share", "share of the product's value", "number", "1", minimum=0, maximum=1),
                   status(), source(), optional("note", "remark")],
        "primaryKey": ["flow", "product", "industry"],
        "foreignKeys": [key("product", "products", "product"), key("industry", "industries", "industry")],
    },
    "industries.csv": {
        "title": "Industries",
        "description": "Industries of the reports and groups of them, with the intensity they take and the bases of regional allocation.",
        "fields": [field("industry", "code"), field("kind", "industry or group", enum=["industry", "group"]),
                   optional("intensity_group", "intensity it takes; empty for a group"),
                   optional("members", "industries of a group, with a semicolon; empty for an industry"),
                   optional("made_basis", "weight that spreads RU-CN over the regions that make"),
                   optional("used_basis", "weight that spreads CN-RU over the regions that use"),
                   field("order", "order in the reports", "integer", minimum=1), *names(),
                   field("short_en", "short name in English"), field("short_ru", "short name in Russian"),
                   field("short_zh", "short name in Chinese"), field("definition", "what it covers"),
                   optional("note", "remark")],
        "primaryKey": ["industry"], "ordered": True,
        "foreignKeys": [key("intensity_group", "intensity_groups", "intensity_group")],
    },
    "intensity_groups.csv": {
        "title": "Intensity groups",
        "description": "The 17 merged WIOD industries for which both countries have output and emissions.",
        "fields": [field("intensity_group", "code"), *names(),
                   field("wiod_codes", "NACE Rev.2 codes of WIOD 2016, with a semicolon; a hyphen is a range"),
                   optional("note", "remark")],
        "primaryKey": ["intensity_group"], "ordered": True,
    },
    "output.csv": {
        "title": "Gross output",
        "description": "Gross output at basic prices, current, national currency.",
        "fields": [year(2000, 2014), country(), field("intensity_group", "intensity group"),
                   field("output_lcu", "gross output", "number", "LCU", minimum=0), status(), source()],
        "primaryKey": ["year", "country", "intensity_group"],
        "foreignKeys": [key("intensity_group", "intensity_groups", "intensity_group")],
    },
    "emissions.csv": {
        "title": "CO2 by industry",
        "description": "Direct CO2 emissions of an industry.",
        "fields": [year(2000, 2014), country(), field("intensity_group", "intensity group"),
                   field("emissions_t", "direct CO2", "number", "t", minimum=0), status(), source()],
        "primaryKey": ["year", "country", "intensity_group"],
        "foreignKeys": [key("intensity_group", "intensity_groups", "intensity_group")],
    },
    "exchange_rates.csv": {
        "title": "Exchange rates",
        "description": "Yearly mean exchange rates to the US dollar.",
        "fields": [year(2000, 2024), country(), field("lcu_per_usd", "national currency a US dollar", "number", "LCU/USD", minimum=0),
                   status(), source()],
        "primaryKey": ["year", "country"],
        "foreignKeys": [key("source", "sources", "source")],
    },
    "macro.csv": {
        "title": "The economy as a whole",
        "description": "National CO2 and gross domestic product.",
        "fields": [year(2000, 2023), country(), optional("co2_t", "territorial CO2 without land use", "number", "t"),
                   optional("gdp_usd", "GDP, current prices", "number", "USD"),
                   optional("gdp_real_usd2011", "real GDP, international dollars of 2011", "number", "USD"), status(), source()],
        "primaryKey": ["year", "country"],
    },
    "io_industries.csv": {
        "title": "Industries of the input-output tables",
        "description": "The 35 industries of WIOD 2013 (ISIC Rev. 3) and the codes of the CO2 accounts that each takes.",
        "fields": [field("io_industry", "code"), field("name_en", "name in English"),
                   field("emission_codes", "NACE Rev. 2 codes of the CO2 accounts that it takes, with a semicolon"),
                   optional("intensity_groups", "intensity groups made of these codes, with a semicolon; empty for services")],
        "primaryKey": ["io_industry"], "ordered": True,
    },
    "io_use.csv": {
        "title": "Domestic intermediate use",
        "description": "What an industry of a country buys from an industry of the same country; cells without use are left out.",
        "fields": [year(2000, 2011), country(), field("seller", "selling industry"), field("buyer", "buying industry"),
                   field("use_usd", "value, current basic prices", "number", "USD", minimum=0), status(), source()],
        "primaryKey": ["year", "country", "seller", "buyer"],
        "foreignKeys": [key("seller", "io_industries", "io_industry"), key("buyer", "io_industries", "io_industry")],
    },
    "io_accounts.csv": {
        "title": "Output and CO2 by industry of the input-output tables",
        "description": "Gross output and direct CO2 of the same industries and years.",
        "fields": [year(2000, 2011), country(), field("io_industry", "industry"),
                   field("output_usd", "gross output, current basic prices", "number", "USD", minimum=0),
                   field("emissions_t", "direct CO2", "number", "t", minimum=0), status(), source()],
        "primaryKey": ["year", "country", "io_industry"],
        "foreignKeys": [key("io_industry", "io_industries", "io_industry")],
    },
    "io_exports.csv": {
        "title": "Bilateral goods and services by industry",
        "description": "What the other country takes for intermediate and final use.",
        "fields": [year(2000, 2011), flow(), field("io_industry", "industry"),
                   field("value_usd", "value, current basic prices", "number", "USD", minimum=0), status(), source()],
        "primaryKey": ["year", "flow", "io_industry"],
        "foreignKeys": [key("io_industry", "io_industries", "io_industry")],
    },
    "regions.csv": {
        "title": "Regions",
        "description": "Russian regions: 83 on the map, two optional. Oblasts with okrugs are the part without the okrugs.",
        "fields": [field("region", "ISO 3166-2 code"), *names(), field("type", "kind of region"),
                   field("federal_district", "federal district now"),
                   optional("federal_district_2013", "federal district in 2013"),
                   optional("parent", "oblast an okrug belongs to"), field("okato", "OKATO code, five digits"),
                   field("default", "yes, or optional: shown only on request", enum=["yes", "optional"])],
        "primaryKey": ["region"],
        "foreignKeys": [{"fields": "parent", "reference": {"resource": "", "fields": "region"}}],
    },
    "regional_weights.csv": {
        "title": "Regional weights",
        "description": "Share of a region in the nation by basis; a year without data takes the nearest year (estimated).",
        "fields": [field("basis", "what is measured", enum=["mining", "manufacturing", "grp", "population", "investment", "timber"]),
                   field("region", "region"), year(2010, 2021),
                   field("share", "share of the nation", "number", "1", minimum=0, maximum=1), status(), source()],
        "primaryKey": ["basis", "region", "year"],
        "foreignKeys": [key("region", "regions", "region"), key("source", "sources", "source")],
    },
    "regional_indicators.csv": {
        "title": "Regional indicators",
        "description": "Population and gross regional product of the regions, published years.",
        "fields": [field("region", "region"), year(2010, 2021), field("indicator", "population or grp", enum=["population", "grp"]),
                   field("value", "value", "number", minimum=0), field("unit", "unit of the value", enum=["person", "LCU"]),
                   status(), source()],
        "primaryKey": ["region", "year", "indicator"],
        "foreignKeys": [key("region", "regions", "region"), key("source", "sources", "source")],
    },
    "regional_anchors.csv": {
        "title": "Published trade of regions with China",
        "description": "Full-year totals of a region or of a set of regions.",
        "fields": [field("anchor", "code"), field("regions", "regions, with a semicolon"),
                   field("flows", "flows covered, with a semicolon", enum=["RU-CN", "CN-RU", "RU-CN;CN-RU"]), year(2010, 2025),
                   field("value_usd", "value, current prices", "number", "USD", minimum=0),
                   field("published_value", "as published", "number"), field("published_unit", "unit as published"),
                   status(), source(), optional("note", "remark")],
        "primaryKey": ["anchor"],
        "foreignKeys": [key("source", "sources", "source")],
    },
    "literature.csv": {
        "title": "Published totals",
        "description": "CO2 embodied in the trade of the pair as other studies publish it, and the fact that it is set beside.",
        "fields": [field("literature", "study"), optional("citation", "key of the bibliography; empty: the study cannot be named"),
                   year(1990, 2030), field("compares", "id of the fact that it is set beside"),
                   field("value", "value; balances from the reporter's side", "number", "t"), field("unit", "unit of the value", enum=["t"]),
                   field("scope", "what is counted: a key of the labels, or words"), optional("note", "remark"), status(), source()],
        "primaryKey": ["literature", "year"],
        "foreignKeys": [key("source", "sources", "source")],
    },
    "sources.csv": {
        "title": "Sources",
        "description": "Every source key of the tables: publisher, the copy that was read, terms.",
        "fields": [field("source", "key"), field("short", "name for source lines"), field("title", "title"), field("publisher", "publisher"),
                   optional("url", "address of the copy or of the publisher"), field("licence", "terms"),
                   optional("retrieved", "day of retrieval; empty: not recorded", "date"), optional("note", "remark")],
        "primaryKey": ["source"],
    },
}

GEOGRAPHY = {
    "name": "regions_geojson", "path": "regions.geojson", "title": "Boundaries of the regions",
    "description": "Natural Earth 1:10m, simplified; property `region` is the key of regions.csv.",
    "format": "geojson", "mediatype": "application/geo+json", "encoding": "utf-8",
}


def check(tables: dict[str, list[list[str]]]) -> None:
    """Types, constraints and keys of every row, as datapackage.json promises."""
    for name, rows in tables.items():
        table = TABLES[name]
        for row in rows:
            for cell, column in zip(row, table["fields"], strict=True):
                check_cell(f"{name} {column['name']} {row}", cell, column)
        columns = [column["name"] for column in table["fields"]]
        for foreign in table.get("foreignKeys", []):
            reference = foreign["reference"]
            other = reference["resource"] + ".csv" if reference["resource"] else name
            place = [column["name"] for column in TABLES[other]["fields"]].index(reference["fields"])
            there = {row[place] for row in tables[other]}
            here = {row[columns.index(foreign["fields"])] for row in rows} - {""}
            assert here <= there, (name, foreign, here - there)


def check_cell(where: str, cell: str, column: dict) -> None:
    rules = column.get("constraints", {})
    if not cell:
        assert not rules.get("required"), where
        return
    if column["type"] in ("number", "integer"):
        pattern = r"-?\d+" if column["type"] == "integer" else r"-?\d+(\.\d+)?"
        assert re.fullmatch(pattern, cell), where
        value = float(cell)
        assert rules.get("minimum", value) <= value <= rules.get("maximum", value), where
        cell = value
    assert "enum" not in rules or cell in rules["enum"], where


def package(tables: dict[str, list[list[str]]], used: dict[str, set[str]]) -> dict:
    """The Frictionless Data Package descriptor."""
    known = {row[0]: row for row in tables["sources.csv"]}
    extra = {"regions.csv": {"region-codes", "natural-earth"}, "products.csv": {"tradeprint"},
             "industries.csv": {"tradeprint"}, "intensity_groups.csv": {"wiod-2016"},
             "io_industries.csv": {"wiod-2013", "jrc-co2", "tradeprint"}, "sources.csv": {"tradeprint"}}

    def listed(keys: set[str]) -> list[dict]:
        made = []
        for source_key in sorted(keys):
            entry = {"title": f"{known[source_key][3]}: {known[source_key][2]}"}
            if known[source_key][4]:
                entry["path"] = known[source_key][4]
            made.append(entry)
        return made

    resources = []
    for name, table in TABLES.items():
        made = {"fields": table["fields"], "primaryKey": table["primaryKey"], "missingValues": [""]}
        if table.get("foreignKeys"):
            made["foreignKeys"] = table["foreignKeys"]
        resources.append({
            "name": name.removesuffix(".csv"), "path": name, "profile": "tabular-data-resource",
            "title": table["title"], "description": table["description"], "format": "csv", "mediatype": "text/csv",
            "encoding": "utf-8", "dialect": {"delimiter": ",", "lineTerminator": "\n", "header": True}, "schema": made,
            "sources": listed(used.get(name) or extra[name]), "licenses": LICENCES,
        })
    resources.append(GEOGRAPHY | {"sources": listed({"natural-earth", "region-codes"}), "licenses": PUBLIC_DOMAIN})
    return {
        "profile": "data-package", "name": "tradeprint-ru-cn",
        "title": "CO2 embodied in the trade of Russia and China: data of the 2021 edition",
        "description": "Trade by product, output, emissions, exchange rates and regional weights. See README.md in the folder above.",
        "version": "2021", "licenses": LICENCES, "sources": listed(set(known)), "resources": resources,
    }


LICENCES = [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/",
             "title": "Creative Commons Attribution 4.0 for the compilation; the terms of each source in sources.csv"}]
PUBLIC_DOMAIN = [{"name": "other-pd", "title": "Natural Earth, public domain; names of CLDR under Unicode-DFS-2016"}]
