"""Total intensities carried: emissions of the makers and their domestic suppliers for the goods of the edition."""

from folder import ESTIMATED


def insert(f, facts, end):
    years = sorted({r["year"] for r in f.io_accounts})
    if not years:
        return
    for country in f.sides:
        for table in years:
            rows = {r["io_industry"]: r for r in f.io_accounts if (r["year"], r["country"]) == (table, country)}
            for industry in f.industries:
                members = [j for j, groups in f.io_groups.items() if f.group_of[industry] in groups]
                found = [(facts.get("intensity_total", country, j, table), facts.get("intensity_direct_io", country, j, table),
                          rows[j]) for j in members if facts.get("intensity_total", country, j, table)]
                direct = sum(d[0] * r["output_usd"] for _, d, r in found)
                if direct > 0:
                    total = sum(t[0] * r["output_usd"] for t, _, r in found)
                    status = max([ESTIMATED] + [max(t[3], d[3], r["status"]) for t, d, r in found])
                    facts.put(("multiplier", country, industry, table), total / direct, status)
    for year in range(f.first, end + 1):
        table = max([y for y in years if y <= year], default=years[0])
        for place in [f.reporter] + f.regions:
            for flow, country in zip(f.flows, f.sides):
                parts = {}
                for i in f.industries:
                    e, m = facts.get("embodied", flow, i, place, year), facts.get("multiplier", country, i, table)
                    if e and m:
                        parts[i] = (e[0] * m[0], max(ESTIMATED, e[3], m[3]))
                sets = {"all": f.industries}
                if place == f.reporter:
                    sets.update(f.groups)
                    for i, part in parts.items():
                        facts.put(("embodied_supply", flow, i, place, year), *part)
                for code, members in sets.items():
                    known = [parts[i] for i in members if i in parts]
                    if known:
                        value, status = sum(v for v, _ in known), max(s for _, s in known)
                        facts.put(("embodied_supply", flow, code, place, year), value, status)
            for code in f.industries + list(f.groups) + ["all"]:
                out, inward = (facts.get("embodied_supply", flow, code, place, year) for flow in f.flows)
                if out and inward:
                    facts.put(("balance_supply", code, place, year), out[0] - inward[0], max(out[3], inward[3]))
