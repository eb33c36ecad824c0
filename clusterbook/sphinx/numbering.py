"""Figures, tables and equations are numbered within their page, by the printed book's sections.

The second figure of chapter 3, section 4 is 图 3.4.2 wherever other pages grow, and that of the
section's first sheet 图 3.4.1.2; on pages that the printed book does not number it is simply 图 2.
"""

from clusterbook.numbering import prefix
from clusterbook.sphinx.frame import ROOT


def running_numbers(app, env):
    """Give Sphinx its own numbers of the last build, or it would write every page again."""
    env.toc_fignumbers = getattr(env, "running_fignumbers", env.toc_fignumbers)
    return []


def number_within_pages(app, env):
    env.running_fignumbers = env.toc_fignumbers
    env.toc_fignumbers = {
        docname: {kind: within_page(docname, numbers) for kind, numbers in types.items()}
        for docname, types in env.toc_fignumbers.items()
    }
    return []


def within_page(docname, numbers):
    before = prefix(docname.removeprefix(ROOT))
    return {key: (*before, place) for place, key in enumerate(numbers, 1)}


def setup(app):
    # Around the collector that assigns running numbers, which listens at the default priority.
    app.connect("env-get-updated", running_numbers, priority=100)
    app.connect("env-get-updated", number_within_pages, priority=900)
