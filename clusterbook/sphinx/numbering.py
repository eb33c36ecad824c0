"""Figures, tables and equations are numbered within their page, by the printed book's sections.

The second figure of chapter 3, section 4 is 图 3.4.2 wherever other pages grow, and that of the
section's first sheet 图 3.4.1.2; on pages that the printed book does not number it is simply 图 2.
"""

import re

from clusterbook.sphinx.frame import ROOT, section_of

SECTION = re.compile(r"chapters/ch(\d+)/s(\d+)-")
SHEET = re.compile(r"chapters/(ch\d+/c(\d+)-.*)")


def prefix(docname):
    """``(3, 4)`` for ``chapters/ch3/s04-…``, ``(3, 4, 1)`` for ``chapters/ch3/c1-…``, a sheet of
    that section, ``()`` for pages outside the numbered sections.
    """
    if match := SECTION.match(docname):
        return int(match[1]), int(match[2])
    if match := SHEET.match(docname):
        return *prefix(ROOT + section_of(match[1])), int(match[2])
    return ()


def number_within_pages(app, env):
    for docname, types in env.toc_fignumbers.items():
        for kind, numbers in types.items():
            types[kind] = {
                key: (*prefix(docname), position) for position, key in enumerate(numbers, 1)
            }
    return []


def setup(app):
    # After the collector that assigns running numbers, which listens at the default priority.
    app.connect("env-get-updated", number_within_pages, priority=900)
