"""Pins of the claims on the page on advantages, and worlds in which the verdicts are others."""

import numpy as np
import pandas as pd

PINNED = {
    "C47": ("undetermined", {"slope": 0.7032, "error": 0.03797, "placebo": 0.9514, "cells": 1818}),
    "C48": ("consistent", {"agree": 4, "differ": 0, "silent": 0}),
    "C49": (
        "undetermined",
        {"product": -0.001081, "error": 0.00497, "detectable": 0.0142, "cells": 3954},
    ),
    "C50": ("consistent", {"announced": 7, "items": 6, "found": 7}),
    "C51": (
        "undetermined",
        {
            "slope_2008_v4": -0.05036,
            "slope_2016_v3": -0.08292,
            "slope_2016_v5": -0.06903,
            "p_2016_v3": 0.056,
            "plain": -0.1867,
        },
    ),
    "C52": ("undetermined", {"agree": 0, "differ": 0, "silent": 1}),
    "C53": ("undetermined", {"facts": 3, "market": 0}),
    "C54": (
        "undetermined",
        {
            "by_value_added": 0.05515,
            "by_gross_output": -0.02373,
            "pay": 0.07301,
            "pay_error": 0.004423,
            "pay_plants": 0.08358,
            "cells": 3954,
        },
    ),
    "C55": ("undetermined", {"by_value_added": 0.05515, "by_gross_output": -0.02373}),
    "C56": (
        "undetermined",
        {"by_compensation": 0.1452, "by_value_added": -0.06025, "pay": 0.07301},
    ),
    "C57": ("partly supported", {"agree": 3, "forward": -0.009416, "backward": -0.008056}),
    "C58": ("undetermined", {"differ": 1, "rescue": 15}),
    "C59": ("undetermined", {"making": -0.3114, "trading": 0.1179, "units": 2486}),
    "C60": ("undetermined", {"silent": 1, "listed": 260}),
    "C61": ("partly supported", {"agree": 2, "silent": 1}),
}


def used_at_home(name, frame):
    """What a province makes more of it uses still more."""
    if name != "province_sectors":
        return frame
    output = frame["gross_output"].clip(lower=0)
    return frame.assign(net_outflow=output - output**1.2)


def small_plants_paid(name, frame):
    """Pay falls with plant size, the more the larger the industry is in its county."""
    if name != "us_counties":
        return frame
    jobs, plants = (frame[c].astype(float).clip(lower=1) for c in ("jobs", "establishments"))
    pay = np.exp(-0.05 * np.log(jobs / plants) * np.log(jobs))
    return frame.assign(payroll_thousand_usd=50 * pay * jobs)


def market_ranked(name, frame):
    """Somebody ranks the tie market of Shengzhou first."""
    if name != "case_facts":
        return frame
    row = {"id": "X1", "cluster": "shengzhou", "metric_en": "rank of the tie market", "value": 1}
    return pd.concat([frame, pd.DataFrame([row | {"grade": "B"}])], ignore_index=True)


def makers_and_traders_meet(name, frame):
    """By 2020 makers and traders are many where both were many."""
    if name != "county_sections":
        return frame
    both = frame["C"].fillna(0) * frame["F"].fillna(0)
    later = frame["year"] == 2020
    return frame.assign(C=frame["C"].where(~later, both), F=frame["F"].where(~later, both))


CHANGES = [
    used_at_home,
    small_plants_paid,
    market_ranked,
    makers_and_traders_meet,
]
