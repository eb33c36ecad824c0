"""Pins of the claims on the concept of cluster, and worlds in which their verdicts are others."""

import numpy as np
import pandas as pd

from clusterbook.data import load

PINNED = {
    "P24": ("consistent", {"idea": 123, "word": 34, "agrees": 2}),
    "C01": ("consistent", {"agrees": 4}),
    "C02": (
        "undetermined",
        {
            "density_v3": 0.6673,
            "density_v5_income": 0.1866,
            "specialisation_v4": -0.3015,
            "links_v3": -0.2811,
            "both_v5": -0.2946,
            "correlation": -0.7177,
        },
    ),
    "C03": (
        "undetermined",
        {
            "lower_v3": 31,
            "lower_v4": 31,
            "hit_v3": -1.0608,
            "hit_v4": -0.9255,
            "placebo_v3": -0.9566,
            "placebo_v4": -0.7897,
        },
    ),
    "C04": ("consistent", {"agrees": 3, "definitions": 18, "sets": 10}),
    "C05": ("differs", {"differs": 2, "agrees": 1}),
    "C06": ("not testable", {"agrees": 2, "silent": 2}),
    "C07": ("differs", {"differs": 1, "agrees": 1, "silent": 1}),
    "C08": ("consistent", {"agrees": 3}),
    "C09": ("differs", {"differs": 1, "agrees": 3}),
    "C10": ("consistent", {"agrees": 2}),
    "C11": ("undetermined", {"silent": 2}),
    "C12": ("undetermined", {"silent": 1}),
    "C13": ("differs", {"differs": 1, "agrees": 1}),
}


def place(frame):
    """The rank of each row's province, from −1 to 1, and a number that has nothing to do with it."""
    order = pd.Series(range(31), sorted(load("gdp", year=2012, vintage="v4")["province_en"]))
    rank = frame["province_en"].map(order).to_numpy(float)
    return rank / 15 - 1, np.sin(7 * rank)


def concepts_agree(name, frame):
    """The same provinces are dense, specialised and supplied, and they trade most."""
    if name == "province_sectors":
        rank, _ = place(frame)
        weight = frame.groupby(["year", "sector_code"])["gross_output"].transform("mean")
        # Every province has a branch of its own, so that none is the national mix by itself.
        own = frame["h38"].astype(int) == 6 + np.round(15 * (rank + 1)).astype(int) % 16
        # Construction, real estate, education, health and offices supply hardly anybody.
        final = frame["h38"].isin(["25", "31", "35", "36", "38"])
        factor = np.exp(0.6 * (rank + 1) * own - 1.5 * rank * final)
        return frame.assign(gross_output=weight * factor)
    if name == "prefecture_places":
        names = load("gdp", year=2012, vintage="v4")[["province", "province_en"]]
        found = frame["province"].map(
            lambda full: next((en for zh, en in names.to_numpy() if full.startswith(zh)), "Jilin")
        )
        rank, _ = place(frame.assign(province_en=found))
        return frame.assign(area_km2=np.exp(-3 * rank))
    if name == "province_panel":
        rank, noise = place(frame)
        product = load("gdp", vintage="v4").set_index(["province_en", "year"])["gdp"]
        keys = pd.MultiIndex.from_frame(frame[["province_en", "year"]])
        trade = product.reindex(keys).to_numpy() * np.exp(3 * rank + 0.1 * noise)
        return frame.assign(value=frame["value"].where(frame["variable"] != "trade_total", trade))
    return frame


def growth_without_a_slowdown(name, frame):
    """Every province grows by about a tenth each year, before the crisis and after it."""
    if name != "gdp":
        return frame
    rank, noise = place(frame)
    wave = 0.01 * np.sin(frame["year"] * (1 + noise) + 20 * rank)
    return frame.assign(gdp=1000 * 1.1 ** (frame["year"] - 1990) * np.exp(wave))


CHANGES = [concepts_agree, growth_without_a_slowdown]
