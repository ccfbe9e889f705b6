"""Published results beside ours."""

TONNES = {"t": 1.0, "kt": 1e3, "Mt": 1e6, "Gt": 1e9}


def insert(f, facts):
    for r in f.literature:
        value = r["value"] * TONNES[r["unit"]]
        facts.put(("literature_value", r["literature"], r["year"]), value, r["status"])
        ours = facts.get(r["compares"])
        if ours and value != 0:
            facts.put(("literature_ratio", r["literature"], r["year"]), ours[0] / value, max(r["status"], ours[3]))
