"""Pins of the claims on the page on constraints."""

PINNED = {
    "P34": (
        "partly supported",
        {
            "migrants_2012": 73.58,
            "fiscal_2012": 20.83,
            "migrants_2017": 23.02,
            "fiscal_2017": 56.04,
            "contenders_2012": 2,
            "contenders_2017": 4,
            "deepest": -0.8155,
        },
    ),
}
