"""Pins of the preface's claims."""

PINNED = {
    "P01": (
        "partly supported",
        {"implied_lowest": 14198.0, "growth_lowest": 32.62, "growth_highest": 40.79},
    ),
    "P02": (
        "partly supported",
        {"implied_gdp": 10530.7, "share_v3": 50.32, "share_v4": 68.76, "share_v5": 67.68},
    ),
    "P03": (
        "undetermined",
        {"gap_output": 10.8, "gap_taxes": 15.9, "gap_jobs": 10.0, "guangdong_2010": 49.7},
    ),
    "P04": (
        "partly supported",
        {
            "jilin_2001": 1.189,
            "jilin_2008": 3.584,
            "pooled_2008": 5.14,
            "rank": 14,
            "rank_at_worst": 19,
        },
    ),
    "P05": (
        "undetermined",
        {
            "contribution_province": 63.02,
            "contribution_multiple": 64.22,
            "contribution_amount": 43.81,
        },
    ),
    "P06": ("undetermined", {"benefits": 5, "with_evidence": 0}),
    "P07": ("undetermined", {"multiple": 2.209, "growth": 17.18, "inferred_2018": 29423.5}),
    "P08": (
        "contradicted",
        {"needed_v3": 86.99, "needed_v4": 119.03, "needed_v5": 117.3, "proxy_2018": 7883.7},
    ),
    "P09": ("contradicted", {"pace": 2.8, "shortfall": 12.7, "zhejiang_rise": 1.4}),
    "P10": ("undetermined", {"base_2012": 115, "base_2010": 133.5, "multiple": 2.087}),
    "P11": ("contradicted", {"multiple": 1.8125, "base_needed": 14.5}),
    "P12": ("undetermined", {"base_2012": 684.17, "growth_2010_2012": 28.86}),
    "P13": ("undetermined", {"implied_revenue": 3000, "revenue_2010": 1208.2, "pace": 2.175}),
    "P14": ("partly supported", {"revenue": 2.209, "entities": 2.087, "enterprises": 1.8125}),
    "P15": ("partly supported", {"parts": 4, "confirmed": 2}),
    "P16": ("undetermined", {"projects": 5, "evidence": 0}),
    "P30": (
        "partly supported",
        {"zhejiang_2008": 0.1892, "guangdong_2008": 0.1339, "zhejiang_2003": 0.1258},
    ),
    "P31": ("undetermined", {"claimed": 0.1, "implied_return": 0.5}),
    "P32": ("supported", {"steps": 6, "found": 6}),
    "P33": ("undetermined", {"parts": 4, "confirmed": 2}),
}
