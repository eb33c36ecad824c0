"""Reading the tables that checks rest on: stated figures, dated facts, rows of evidence."""

from collections import Counter

from clusterbook.claims.model import Verdict
from clusterbook.data import load


def stated(figure):
    """A figure that the preface states, by its id in ``data/preface_figures.csv``."""
    return value_of("preface_figures", figure)


def fact(identifier):
    """The value of a dated fact, by its id in ``data/jilin_facts.csv``."""
    return value_of("jilin_facts", identifier)


def value_of(table, identifier):
    rows = load(table)
    rows = rows[rows["id"] == identifier]
    if len(rows) != 1:
        raise KeyError(
            f"data/{table}.csv has {len(rows)} rows with id {identifier!r}, expected one"
        )
    return float(rows["value"].iloc[0])


def gdp(year, vintage, province="Jilin"):
    """Nominal GDP of a province in 100 million yuan, in a named vintage."""
    rows = load("gdp", vintage=vintage, province_en=province)
    rows = rows[rows["year"] == year]
    if len(rows) != 1:
        raise KeyError(f"data/gdp.csv has {len(rows)} rows for {province} {year} {vintage}")
    return float(rows["gdp"].iloc[0])


def private_enterprises(year, province):
    """Registered private enterprises in units of 10,000, from the yearbooks' cross sections."""
    rows = load("private_enterprises", variable="private_enterprises", province_en=province)
    rows = rows[rows["year"] == year]
    if len(rows) != 1:
        raise KeyError(f"data/private_enterprises.csv has {len(rows)} rows for {province} {year}")
    return float(rows["value"].iloc[0])


def stances(claim):
    """How the rows of evidence on a claim stand to it: a Counter of agrees, differs and silent.

    Raises ``KeyError`` when there is no row, since a verdict then rests on nothing.
    """
    rows = load("claim_evidence")
    found = Counter(rows[rows["claim"] == claim]["stance"])
    if not found:
        raise KeyError(f"data/claim_evidence.csv has no row for {claim}")
    return found


def weigh(found, *, whole, part, against=Verdict.CONTRADICTED):
    """The verdict that rows of evidence give, from the counts of :func:`stances`.

    ``against`` as soon as one row differs; ``whole`` when every row agrees; ``part`` when some do;
    undetermined when none does.
    """
    if found["differs"]:
        return against
    if found["agrees"] == sum(found.values()):
        return whole
    return part if found["agrees"] else Verdict.UNDETERMINED


def yearly(first, last, years):
    """Average yearly growth in per cent that leads from ``first`` to ``last`` in ``years`` years."""
    return ((last / first) ** (1 / years) - 1) * 100
