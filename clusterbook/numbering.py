"""The numbers of the printed book's sections, by which figures, tables and exercises are counted."""

import re

from clusterbook.data import load

SECTION = re.compile(r"ch(\d+)/s(\d+)-")
SHEET = re.compile(r"ch\d+/c(\d+)-")


def section_of(page):
    """The page of the printed section to which a sheet belongs."""
    contents = load("contents")
    sheet = contents[contents["page"] == page].iloc[0]
    where = (contents["chapter"] == sheet["chapter"]) & (contents["section"] == sheet["section"])
    return contents.loc[where & (contents["kind"] == "section"), "page"].item()


def prefix(page):
    """``(3, 4)`` for ``ch3/s04-…``, ``(3, 4, 1)`` for ``ch3/c1-…``, a sheet of that section, ``()``
    for pages outside the numbered sections.
    """
    if match := SECTION.match(page):
        return int(match[1]), int(match[2])
    if match := SHEET.match(page):
        return *prefix(section_of(page)), int(match[1])
    return ()
