"""Pins of the claims on the page on formation, and worlds in which the strong pull ahead."""

import numpy as np

from clusterbook.indicators import location_quotient

PINNED = {
    "C46": (
        "undetermined",
        {
            "county_slope": 0.7903,
            "county_free": 0.8178,
            "county_spread": 0.9402,
            "sector_slope": 0.8480,
            "sector_free": 0.9685,
            "sector_spread": 1.1153,
        },
    ),
    "P21": (
        "undetermined",
        {
            "county_strongest": 0.006897,
            "county_units": 248,
            "sector_strongest": -0.04061,
            "sector_cells": 106,
            "residents_plain": 0.01539,
            "residents_controlled": -0.01817,
        },
    ),
    "P22": ("undetermined", {"entry": -0.008248, "jobs": -0.02976, "cells": 2113}),
}


def strong_pull_ahead(name, frame):
    """Output from 2012 on grows with the quotient that the cell had in 2002."""
    if name != "province_sectors":
        return frame
    table = frame[frame["year"] == 2002].groupby(["province_en", "h38"])["gross_output"].sum()
    quotient = location_quotient(table.unstack().fillna(0).clip(lower=0))["location_quotient"]
    keys = list(zip(frame["province_en"], frame["h38"], strict=True))
    pull = quotient.clip(lower=0.01).reindex(keys).fillna(1).to_numpy()
    power = frame["year"].map({2002: 0.0, 2007: 0.0, 2012: 0.3, 2017: 0.6})
    return frame.assign(gross_output=frame["gross_output"] * pull**power)


def specialised_thrive(name, frame):
    """American cells grow in step with their size after 2018."""
    if name == "us_counties":
        growth = (frame["establishments"] ** 0.3).where(frame["year"] == 2021, 1)
        return frame.assign(
            establishments=np.ceil(frame["establishments"] * growth),
            jobs=frame["jobs"].astype(float) * growth,
        )
    return frame


CHANGES = [strong_pull_ahead, specialised_thrive]
