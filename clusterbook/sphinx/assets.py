"""What the pages load from the book itself: its style sheet and a local MathJax.

The style sheet lies in the package, not in the project's ``_static``, where Jupyter Book would
link every file a second time. MathJax comes from an installed package, as parts: without its
context menu it is 40 per cent lighter than the usual single file, and no outside host is asked.
"""

import shutil
from importlib.resources import as_file, files
from pathlib import Path

STATIC = Path(__file__).with_name("static")
MATHJAX_PARTS = ("core", "input/tex", "output/chtml", "a11y/assistive-mml")
# Extensions such as \cancel or \boldsymbol load when a formula uses them.
MATHJAX_FILES = (
    "startup.js",
    *(f"{part}.js" for part in MATHJAX_PARTS),
    "output/chtml/fonts/tex.js",
    "input/tex/extensions",
    "output/chtml/fonts/woff-v2",
)


def configure(app, config):
    config.html_static_path.append(str(STATIC))
    config.html_favicon = str(STATIC / "favicon.svg")
    config.mathjax_path = "mathjax/startup.js"
    config.mathjax3_config = {
        **(config.mathjax3_config or {}),
        "loader": {"load": list(MATHJAX_PARTS)},
    }


def place_mathjax(app):
    """Copy the parts of MathJax into ``_static`` (before the pages, which quote its checksum)."""
    if app.builder.format == "html":
        copy_mathjax(Path(app.outdir) / "_static" / "mathjax")


def copy_mathjax(target):
    with as_file(files("mathjax") / "static" / "mathjax") as package:
        for name in MATHJAX_FILES:
            source = package / "es5" / name
            if source.is_dir():
                skip = shutil.ignore_patterns("all-packages.js")
                shutil.copytree(source, target / name, dirs_exist_ok=True, ignore=skip)
            else:
                (target / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target / name)
        shutil.copyfile(package / "LICENSE", target / "LICENSE")


def setup(app):
    app.connect("config-inited", configure)
    app.connect("builder-inited", place_mathjax)
    app.add_css_file("book.css")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
