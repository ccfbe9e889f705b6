"""Total intensities by rounds of suppliers (no matrix is inverted), and emissions embodied in bilateral trade by both counts."""

from folder import OBSERVED

# A round of suppliers adds less than the one before by the largest column sum of A.
SMALLEST = 1e-17


def insert(f, facts):
    codes = f.io_industries
    for year in sorted({r["year"] for r in f.io_accounts}):
        m, status = {}, {}
        for c in f.sides:
            rows = {r["io_industry"]: r for r in f.io_accounts if (r["year"], r["country"]) == (year, c)}
            uses = [r for r in f.io_use if (r["year"], r["country"]) == (year, c) and r["use_usd"] > 0]
            made = {i: rows[i]["output_usd"] for i in codes if rows[i]["output_usd"] > 0}
            f_c = {i: rows[i]["emissions_t"] / made[i] for i in made}
            m["direct_io", c], m["total", c] = f_c, _rounds(f_c, uses, made)
            weakest = max([OBSERVED] + [rows[i]["status"] for i in made] + [r["status"] for r in uses])
            for i in made:
                status["direct_io", c, i], status["total", c, i] = rows[i]["status"], weakest
                for kind in ("direct_io", "total"):
                    facts.put((f"intensity_{kind}", c, i, year), m[kind, c][i], status[kind, c, i])
        for kind in ("direct_io", "total"):
            for flow, c in zip(f.flows, f.sides):
                whole = []
                for r in f.io_exports:
                    i = r["io_industry"]
                    if (r["year"], r["flow"]) == (year, flow) and i in m[kind, c]:
                        part = (r["value_usd"] * m[kind, c][i], max(r["status"], status[kind, c, i]))
                        facts.put((f"embodied_{kind}", flow, i, f.reporter, year), *part)
                        whole.append(part)
                if whole:
                    total = sum(v for v, _ in whole), max(s for _, s in whole)
                    facts.put((f"embodied_{kind}", flow, "all", f.reporter, year), *total)
            for i in codes + ["all"]:
                out, inward = (facts.get(f"embodied_{kind}", flow, i, f.reporter, year) for flow in f.flows)
                if out and inward:
                    name = (f"balance_{kind}", i, f.reporter, year)
                    facts.put(name, out[0] - inward[0], max(out[3], inward[3]))


def _rounds(direct, uses, made):
    """f + f A + f A A + ..., until a round adds nothing."""
    share = [(r["seller"], r["buyer"], r["use_usd"] / made[r["buyer"]]) for r in uses]
    total, last = dict(direct), dict(direct)
    while max(last.values()) > SMALLEST * max(total.values()):
        now = dict.fromkeys(made, 0.0)
        for seller, buyer, a in share:
            now[buyer] += last[seller] * a
        last = now
        for i in made:
            total[i] += last[i]
    return total
