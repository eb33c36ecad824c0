"""Pins of the claims on the page on features, and worlds in which the verdicts are others."""

OPEN = ("11", "12", "31", "32", "33", "35", "44")

PINNED = {
    "C24": ("consistent", {"agree": 3, "differ": 0, "silent": 0}),
    "C25": (
        "partly supported",
        {"firms_2001": 2.638, "firms_2008": 2.033, "households_2008": 1.061, "p_last": 0.015},
    ),
    "C26": ("partly supported", {"agree": 1, "differ": 1, "silent": 1}),
    "C27": (
        "undetermined",
        {"slope": -0.04905, "error": 0.1878, "detectable": 0.5436, "cells": 1369},
    ),
    "C28": ("partly supported", {"agree": 2, "differ": 0, "silent": 0}),
    "C29": (
        "differs",
        {"agree": 6, "differ": 1, "dimensions": 2, "prefectures": 332, "first": 2.263},
    ),
    "C30": ("consistent", {"agree": 1, "differ": 0, "silent": 0}),
    "C31": (
        "partly supported",
        {
            "gini_I_2010": 0.2906,
            "gini_I_2020": 0.3715,
            "gini_M_2020": 0.3369,
            "p_2010": 0.05882,
            "p_2020": 0.02614,
        },
    ),
    "C32": ("differs", {"agree": 0, "differ": 1, "silent": 0}),
    "C33": ("partly supported", {"examples": 3, "recognised": 14, "counties": 7, "towns": 0}),
    "C34": ("consistent", {"agree": 3, "differ": 0, "silent": 0}),
    "C35": ("consistent", {"agree": 2, "differ": 0, "silent": 0}),
    "C36": (
        "undetermined",
        {
            "slope_v3": -0.08777,
            "slope_v4": -0.07252,
            "slope_v5": -0.07228,
            "p_v3": 0.004,
            "p_v4": 0.068,
            "alone": 0.007,
        },
    ),
    "C37": (
        "partly supported",
        {"agree": 1, "differ": 1, "districts_2001": 181, "districts_2011": 141},
    ),
    "C38": ("not testable", {"agree": 0, "differ": 0}),
    "C39": ("consistent", {"agree": 2, "differ": 0, "silent": 0}),
    "C40": (
        "partly supported",
        {"strong": 35.33, "weak": 41.92, "correlation": 0.1621, "pairs": 666},
    ),
    "C41": ("undetermined", {"by_value_added": 0.05515, "by_output": -0.02373}),
    "C42": ("partly supported", {"known": 4, "ties": 4.65}),
    "C43": ("consistent", {"agree": 2, "differ": 0, "silent": 0}),
    "C44": ("partly supported", {"agree": 2, "differ": 1, "silent": 0}),
    "C45": ("partly supported", {"agree": 1, "differ": 1, "silent": 0}),
}


def knowledge_everywhere(name, frame):
    """Information and research spread as all non-farm work is."""
    if name != "county_sections":
        return frame
    work = frame[list("BCDEFGHJKLNOPQRS")].sum(axis=1)
    return frame.assign(I=work / 50, M=work / 60)


def open_provinces_empty(name, frame):
    """The provinces open to trade lose most of their factories by 2020."""
    if name != "county_sections":
        return frame
    lost = frame["prefecture_code"].str[:2].isin(OPEN) & (frame["year"] == 2020)
    return frame.assign(C=frame["C"].where(~lost, frame["C"] / 5))


def towns_recognised(name, frame):
    return frame.assign(place_zh="某镇") if name == "cluster_recognition" else frame


def grades_fallen(name, frame):
    return frame.assign(grade="C") if name == "case_facts" else frame


def bought_in(name, frame):
    """Large sectors keep less: value added and pay grow with the root of what is above them."""
    if name != "province_sectors":
        return frame
    value_added = frame["gross_output"].clip(lower=0) ** 0.5
    return frame.assign(value_added=value_added, compensation=value_added**0.5)


def profits_from_elsewhere(name, frame):
    """A sector earns by what the other sectors of its province sell outside."""
    if name != "province_sectors":
        return frame
    sold = frame["net_outflow"].clip(lower=0) / frame["gross_output"].clip(lower=1)
    by = [frame["year"], frame["province_en"]]
    rest = sold.groupby(by).transform("sum") - sold
    return frame.assign(operating_surplus=frame["gross_output"] * rest)


CHANGES = [
    knowledge_everywhere,
    open_provinces_empty,
    towns_recognised,
    grades_fallen,
    bought_in,
    profits_from_elsewhere,
]
