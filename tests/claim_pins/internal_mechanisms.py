"""Pins of the claims on the page on internal mechanisms, and worlds in which they turn."""

import numpy as np

from clusterbook.indicators import related_strength

PINNED = {
    "P17": (
        "undetermined",
        {
            "usual": 0.5826,
            "reverse": 0.3959,
            "apart": 0.1939,
            "expected": 0.2817,
            "cells": 2156,
            "cells_apart": 2121,
        },
    ),
    "P18": (
        "partly supported",
        {
            "links": 0.1785,
            "links_manufacturing": 0.0991,
            "number": 0.06101,
            "size": 0.06394,
            "cells": 5778,
        },
    ),
    "P19": (
        "undetermined",
        {"by_output": -0.02374, "by_value_added": 0.05515, "cells": 4407},
    ),
    "P20": ("undetermined", {"rows": 4, "agrees": 1, "differs": 2}),
}


def related_sectors_pull(name, frame):
    """Output grows from 2007 on with the related strength that 2002 shows."""
    if name != "province_sectors":
        return frame
    table = frame[frame["year"] == 2002].groupby(["province_en", "h38"])["gross_output"].sum()
    strength = related_strength(table.unstack().fillna(0).clip(lower=0))["related_strength"]
    keys = list(zip(frame["province_en"], frame["h38"], strict=True))
    pull = strength.clip(lower=0.1).reindex(keys).fillna(1).to_numpy()
    power = frame["year"].map({2002: 0.0, 2007: 0.0, 2012: 1.0, 2017: 2.0})
    return frame.assign(gross_output=frame["gross_output"] * pull**power)


def pay_alike(name, frame):
    """Every American job pays the same."""
    if name != "us_counties":
        return frame
    return frame.assign(payroll_thousand_usd=frame["jobs"].astype(float) * 50)


def larger_more_efficient(name, frame):
    """Value added rises faster than output, in every cell by the same rule."""
    if name != "province_sectors":
        return frame
    return frame.assign(value_added=np.maximum(frame["gross_output"], 0) ** 1.2)


CHANGES = [related_sectors_pull, pay_alike, larger_more_efficient]
