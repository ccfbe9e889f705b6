"""The regional briefs of an edition as a competent user builds them today: matplotlib, a template, an engine.

    briefs.py ENGINE SOURCES EDITION DATA OUT BRIEFS PROCESSES     engines: typst pandoc-typst weasyprint pandoc-xelatex
    briefs.py missing ENGINE                                       what the engine lacks on this machine, or "nothing"

SOURCES are the finished sources of the edition (`edition compose`), EDITION its folder, DATA the data folder. The first
lines of figures, the texts, the captions and the tables are those of the edition; they are read before the clock starts.
Prints briefs and seconds.
"""
import importlib.util
import shutil
import sys
import time
from concurrent.futures import ProcessPoolExecutor

PACKAGES = {
    "typst": ["matplotlib", "numpy", "jinja2", "typst"],
    "pandoc-typst": ["matplotlib", "numpy", "jinja2", "typst", "pypandoc"],
    "weasyprint": ["matplotlib", "numpy", "jinja2", "weasyprint"],
    "pandoc-xelatex": ["matplotlib", "numpy", "jinja2", "pypandoc"],
}


def missing(engine):
    lacking = [name for name in PACKAGES[engine] if importlib.util.find_spec(name) is None]
    if engine == "pandoc-xelatex" and shutil.which("xelatex") is None:
        lacking.append("xelatex")
    return lacking


def begin(data):
    global country
    import charts

    country = charts.Country(data)


def make(task):
    import charts
    from engines import ENGINES

    engine, brief, out = task
    build, ending = ENGINES[engine]
    build(brief, charts.draw(country, brief, out, ending), out)


def main(engine, sources, edition, data, out, count, processes):
    import os

    import content

    os.makedirs(out, exist_ok=True)
    briefs = content.read(sources, edition)
    tasks = [(engine, briefs[n % len(briefs)], out) for n in range(int(count))]
    start = time.perf_counter()
    with ProcessPoolExecutor(int(processes), initializer=begin, initargs=(data,)) as pool:
        list(pool.map(make, tasks))
    print(len(tasks), time.perf_counter() - start)


if __name__ == "__main__":
    if sys.argv[1] == "missing":
        print(", ".join(missing(sys.argv[2])) or "nothing")
    else:
        main(*sys.argv[1:])
