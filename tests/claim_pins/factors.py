"""Pins of the claims on the factors of a cluster, and worlds in which their verdicts are others."""

import numpy as np

from clusterbook.claims.checks.concept import concept_measures
from clusterbook.claims.checks.factors import ZONE
from clusterbook.data import load

PINNED = {
    "C14": ("differs", {"differs": 4, "earlier": 7}),
    "C15": ("differs", {"differs": 3}),
    "C16": ("consistent", {"agrees": 1}),
    "C17": ("consistent", {"agrees": 2}),
    "C18": ("consistent", {"agrees": 2}),
    "C19": ("not testable", {"changed": 8, "branches": 15}),
    "C20": (
        "undetermined",
        {
            "zones": 99,
            "areas": 76,
            "level": 3.829,
            "level_error": 1.195,
            "change_none": -1.555,
            "change_size": 1.999,
            "change_before_size": -1.369,
        },
    ),
    "C21": ("undetermined", {"comparisons": 540, "wins": 14.444, "wins_counting": 0}),
    "C22": (
        "partly supported",
        {"customers_01": 0.1641, "customers_05": 0.2509, "suppliers": 0.1558, "error": 0.0718},
    ),
    "C23": ("partly supported", {"places": 6112, "lost": 24.54, "halved": 4.396, "t": -2.041}),
}


def nothing_moves(name, frame):
    """Every year of the input-output tables is that of 2012."""
    if name != "province_sectors":
        return frame
    then = frame[frame["year"] == 2012]
    return then.loc[then.index.repeat(4)].assign(year=[2002, 2007, 2012, 2017] * len(then))


def zones_fill_up(name, frame):
    """By 2020 all jobs outside agriculture in areas with a development zone are in factories."""
    if name != "county_sections":
        return frame
    zone = frame["county"].str.contains(ZONE) & (frame["year"] == 2020)
    touched = frame["unit_stable"].isin(frame.loc[zone, "unit_stable"].dropna()) | zone
    letters = [column for column in frame.columns if len(column) == 1]
    nonfarm = frame[letters].drop(columns="A").sum(axis=1)
    change = touched & (frame["year"] == 2020)
    for letter in letters[1:]:
        frame[letter] = frame[letter].where(~change, nonfarm if letter == "C" else 0)
    return frame


def demand_dealt_out_anew(name, frame):
    """The industries have each other's change of national jobs."""
    if name != "us_industries":
        return frame
    change = (frame["jobs_1990"] / frame["jobs_1980"]).sample(frac=1, random_state=2)
    return frame.assign(jobs_1990=(frame["jobs_1980"] * change.to_numpy()))


def corners_of_their_own(summary):
    """A world in which the corners have nothing to do with each other and their ``summary`` decides."""
    names = sorted(load("gdp", year=2012, vintage="v4")["province_en"])
    random = np.random.default_rng(5)
    draw = {key: random.permutation(np.linspace(-2, 2, 31)) for key in "abcd"}
    factors, demand, rivalry, government = (dict(zip(names, draw[k], strict=True)) for k in "abcd")
    links = concept_measures(years=(2012,)).set_index("province_en")["links"]
    links = (links - links.mean()) / links.std()

    def standard(values):
        values = np.array([values[name] for name in names])
        return (values - values.mean()) / values.std(ddof=1)

    corners = [*(standard(v) for v in (factors, demand, rivalry, government))]
    corners.append(links.reindex(names).to_numpy())
    result = dict(zip(names, summary(np.array(corners), axis=0), strict=True))
    codes = load("gdp", year=2012, vintage="v4").set_index("province_en")["province_code"]
    by_code = {str(code): name for name, code in codes.items()}

    def change(name, frame):
        if name == "county_covariates":
            where = frame["adcode"].astype(str).map(by_code)
            rest = where.isna()
            return frame.assign(
                age0_14_pct=frame["age0_14_pct"].where(rest, 20 - where.map(factors)),
                age65_pct=frame["age65_pct"].where(rest, 10.0),
                school_years=frame["school_years"].where(rest, 8 + where.map(factors)),
                urban_pct=frame["urban_pct"].where(rest, 50 + where.map(demand)),
            )
        if name == "population":
            return frame.assign(population=1000.0)
        if name == "gdp":
            return frame.assign(gdp=1000 * np.exp(frame["province_en"].map(demand)))
        if name == "private_enterprises":
            return frame.assign(value=np.exp(frame["province_en"].map(rivalry)))
        if name != "province_panel":
            return frame
        years = {2012: 0.0, 2020: 1.0, 2022: 1.0}
        grown = frame["province_en"].map(result) * frame["year"].map(years).fillna(0)
        value = np.exp(grown)
        value = value.where(frame["variable"] != "rd_intensity", grown)
        for variable, driver in (
            ("registered_private_self_employed", rivalry),
            ("tax_revenue_local", government),
        ):
            value = value.where(
                frame["variable"] != variable, np.exp(frame["province_en"].map(driver))
            )
        return frame.assign(value=value.where(frame["variable"] != "fiscal_expenditure", 1.0))

    return change


CHANGES = [
    nothing_moves,
    zones_fill_up,
    demand_dealt_out_anew,
    corners_of_their_own(np.mean),
    corners_of_their_own(np.min),
]
