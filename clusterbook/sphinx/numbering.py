"""Figures, tables and equations are numbered within their page, by the printed book's sections.

The second figure of chapter 3, section 4 is 图 3.4.2 wherever other pages grow, and that of the
section's first sheet 图 3.4.1.2; on pages that the printed book does not number it is simply 图 2.
"""

from clusterbook.numbering import prefix
from clusterbook.sphinx.frame import ROOT


def number_within_pages(app, env):
    for docname, types in env.toc_fignumbers.items():
        before = prefix(docname.removeprefix(ROOT))
        for kind, numbers in types.items():
            types[kind] = {key: (*before, place) for place, key in enumerate(numbers, 1)}
    return []


def setup(app):
    # After the collector that assigns running numbers, which listens at the default priority.
    app.connect("env-get-updated", number_within_pages, priority=900)
