"""What type a cluster is: conditions that can be measured, each answered yes, no or not known.

The rule of the pages on types and modes. A cluster may meet several conditions or none; a missing
figure is no answer, and it never turns into a no.
"""

import pandas as pd

from clusterbook.data import load

__all__ = ["CLUSTERS", "LIMITS", "answers", "assign", "both", "cluster_evidence"]

# Firms at least, persons per firm at most, suppliers to an assembler at least, raw material in
# inputs and the state in the largest firm at least (per cent); which grades of facts, until when.
LIMITS = {
    "firms": 100,
    "persons": 50,
    "suppliers": 30,
    "raw": 25,
    "state": 50,
    "grades": "AB",
    "until": 2100,
}
# The ten clusters of Jilin, each with the group of the 20 x 20 input-output matrix it lies in.
CLUSTERS = {
    "automobile": "10",
    "auto_electronics": None,
    "rail_equipment": "10",
    "petrochemical": "06",
    "agro_processing": "03",
    "pharma_tonghua": None,
    "pharma_dunhua": None,
    "optoelectronics": "12",
    "socks": "04",
    "space": None,
}


def both(*answers):
    """Yes if all are yes, no if one is no, else not known (None).

    >>> both(True, None), both(None, False)
    (None, False)
    """
    return False if False in answers else None if None in answers else True


def answers(known, limits=LIMITS):
    """Yes, no or None (not known) for each type, from a cluster's known values.

    `known` maps criteria (`firms`, `persons` per firm, `suppliers` per assembler, `raw` and `state`
    in per cent, `pilot` 0 or 1) to values; what it lacks is not known. No cluster has a figure for
    the satellite platform.

    >>> answers({"firms": 20})["small"], answers({"firms": 200})["small"]
    (False, None)
    """

    def at_least(name):
        return bool(known[name] >= limits[name]) if name in known else None

    few = bool(known["persons"] <= limits["persons"]) if "persons" in known else None
    return {
        "small": both(at_least("firms"), few),
        "hub": at_least("suppliers"),
        "raw": at_least("raw"),
        "state": at_least("state"),
        "research": bool(known["pilot"]) if "pilot" in known else None,
        "satellite": None,
    }


def assign(evidence, limits=LIMITS):
    """Types met and types open of every cluster: lists in the columns `met` and `open`.

    `evidence` is that of :func:`cluster_evidence`; facts of other grades than the limits name, and
    those later than `until`, are left aside.
    """
    usable = evidence[
        evidence["grade"].isin(list(limits["grades"])) & (evidence["year"] <= limits["until"])
    ]
    rows = {}
    for cluster in CLUSTERS:
        mine = usable[usable["cluster"] == cluster].set_index("criterion")["value"]
        found = answers(mine.to_dict(), limits)
        rows[cluster] = {
            "met": [t for t, a in found.items() if a is True],
            "open": [t for t, a in found.items() if a is None],
        }
    return pd.DataFrame(rows).T


def cluster_evidence():
    """What is known of the ten clusters: one row a criterion, with its facts, grade and year.

    Columns `cluster`, `criterion`, `value`, `ids` (facts it rests on, or ``IO2012``, the provincial
    input-output table), `grade` (the weakest) and `year` (the latest). Firms of agro-processing are
    leading enterprises alone; the raw share is that of the sector and not of the cluster.
    """
    facts = load("cluster_facts").set_index("id")
    recognition = load("cluster_recognition").set_index("id")

    def value(fact):
        return float(facts.loc[fact, "value"])

    def in_note(fact, pattern):
        """Numbers that stand in the note to a fact."""
        found = pd.Series([facts.loc[fact, "note_en"]]).str.extract(pattern).iloc[0]
        return [float(number) for number in found]

    assemblers, suppliers = in_note("K017", r"^(\d+) assembly.* (\d+) parts")
    (knitters,) = in_note("J141", r"^(\d+) knitters")
    (state_share,) = in_note("J072", r"^([\d.]+)% after")
    rows = [
        ("automobile", "firms", value("K017"), ["K017"]),
        ("automobile", "suppliers", suppliers / assemblers, ["K017"]),
        ("auto_electronics", "firms", value("J060"), ["J060"]),
        ("auto_electronics", "pilot", 1, ["R01", "R03"]),
        ("agro_processing", "firms", value("K049") + value("K050"), ["K049", "K050"]),
        ("agro_processing", "state", state_share, ["J072"]),
        ("pharma_tonghua", "firms", value("J061"), ["J061"]),
        ("pharma_tonghua", "persons", value("J062") / value("J061"), ["J061", "J062"]),
        ("pharma_tonghua", "pilot", 1, ["R02", "R04"]),
        ("optoelectronics", "firms", value("K076"), ["K076"]),
        ("socks", "firms", value("J141"), ["J141"]),
        ("socks", "persons", value("J144") / value("J141"), ["J141", "J144"]),
        ("socks", "suppliers", (value("J141") - knitters) / knitters, ["J141"]),
    ]
    # The Ministry's list of 2013 had two of Jilin (fact J063): the others were not on it.
    pilots = {cluster for cluster, criterion, *_ in rows if criterion == "pilot"}
    rows += [(cluster, "pilot", 0, ["J063"]) for cluster in CLUSTERS if cluster not in pilots]
    matrix = load("jilin_matrix20", year=2012)
    bought = matrix.pivot(index="from_m20", columns="to_m20", values="coefficient")
    raw = bought.loc[["01", "02"]].sum() / bought.sum() * 100
    rows += [
        (cluster, "raw", raw[group], ["IO2012"]) for cluster, group in CLUSTERS.items() if group
    ]

    def grade_and_year(ids):
        if ids == ["IO2012"]:
            return "A", 2012
        found = [facts.loc[i] if i in facts.index else recognition.loc[i] for i in ids]
        return max(row["grade"] for row in found), max(int(row["year"]) for row in found)

    evidence = pd.DataFrame(rows, columns=["cluster", "criterion", "value", "ids"])
    evidence[["grade", "year"]] = evidence["ids"].map(grade_and_year).tolist()
    # The pilots were named in 2013; their second mention is of 2015.
    evidence.loc[evidence["criterion"] == "pilot", "year"] = 2013
    return evidence
