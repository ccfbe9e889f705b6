"""Engines: the blocks of a brief become a source, the source becomes a PDF."""
import html
import re
import subprocess
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

HERE = Path(__file__).resolve().parent
FONTS = HERE.parents[1] / "templates" / "fonts"


def escaped(text):
    return re.sub(r"([\\`*_{}\[\]()#+\-.!<>$@~^|])", r"\\\1", text or "")


def escaped_typst(text):
    return re.sub(r"([\\`*_\[\]#<>$@~/'\"=+-])", r"\\\1", text or "")


def template(name, text, strong, raised):
    """A template whose filter `t` writes a text, and `runs` a text with its parts set apart."""
    around = {"plain": ("", ""), "strong": strong, "super": raised}

    def runs(parts):
        return "".join(around[style][0] + text(part) + around[style][1] for style, part in parts)

    environment = Environment(loader=FileSystemLoader(HERE), trim_blocks=True, lstrip_blocks=True)
    environment.filters.update(t=text, runs=runs)
    return environment.get_template(name)


def escaped_html(text):
    return html.escape(text or "")


TYPST = template("brief.typ.jinja", escaped_typst, ("#strong[", "]"), ("#super[", "]"))
MARKDOWN = template("brief.md.jinja", escaped, ("**", "**"), ("^", "^"))
HTML = template("brief.html.jinja", escaped_html, ("<b>", "</b>"), ("<sup>", "</sup>"))


def pandoc(source, folder, *options):
    import pypandoc

    command = [pypandoc.get_pandoc_path(), "--from", "markdown", *options]
    subprocess.run(command, input=source.encode(), check=True, cwd=folder, stderr=subprocess.DEVNULL)


SHARED = {}


def compile_typst(folder, name):
    """By the binding, in this process; the fonts are opened once."""
    import typst

    if "fonts" not in SHARED:
        SHARED["fonts"] = typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])
    source, output = (str(Path(folder) / f"{name}.{ending}") for ending in ("typ", "pdf"))
    typst.compile(source, output=output, root=str(folder), font_paths=SHARED["fonts"])


def by_typst(brief, paths, folder):
    source = TYPST.render(brief=brief, paths=paths)
    (Path(folder) / f"{brief.name}.typ").write_text(source)
    compile_typst(folder, brief.name)


def by_pandoc_and_typst(brief, paths, folder):
    pandoc(MARKDOWN.render(brief=brief, paths=paths), folder, "--to", "typst", "--standalone", "--output", f"{brief.name}.typ",
           "--variable", "mainfont=Source Sans 3")
    compile_typst(folder, brief.name)


def by_weasyprint(brief, paths, folder):
    from weasyprint import HTML as Page

    source = HTML.render(brief=brief, paths=paths)
    Page(string=source, base_url=str(folder)).write_pdf(str(Path(folder) / f"{brief.name}.pdf"))


def by_pandoc_and_xelatex(brief, paths, folder):
    pandoc(MARKDOWN.render(brief=brief, paths=paths), folder, "--pdf-engine=xelatex", "--output", f"{brief.name}.pdf",
           "--variable", "mainfont=SourceSans3-Regular.ttf",
           "--variable", f"mainfontoptions=Path={FONTS}/,BoldFont=SourceSans3-Bold.ttf,ItalicFont=SourceSans3-It.ttf",
           "--variable", "papersize=a4", "--variable", "geometry=margin=22mm")


# The engine, what it does, and in which form it takes figures.
ENGINES = {
    "typst": (by_typst, "svg"),
    "pandoc-typst": (by_pandoc_and_typst, "svg"),
    "weasyprint": (by_weasyprint, "svg"),
    "pandoc-xelatex": (by_pandoc_and_xelatex, "pdf"),
}
