"""Typed inputs of the oracles: small published examples and made-up tables."""

import numpy as np
import pandas as pd

THREE = pd.DataFrame([[50, 10, 0], [20, 40, 5], [0, 30, 45]], list("ABC"), list("xyz"))


def long(table, region="region", industry="industry", value="value"):
    """A region × industry table as rows."""
    rows = table.rename_axis(index=region, columns=industry).stack().rename(value)
    return rows.reset_index()


THREE_ROWS = long(THREE)

# Ten plants of one industry in three cities (Farhauer and Kröll's textbook).
CARS = pd.DataFrame(
    {
        "city": ["Wien"] * 5 + ["Linz"] * 4 + ["Graz"],
        "industry": "cars",
        "jobs": [200, 650, 12000, 100, 50, 16000, 13000, 1500, 1500, 25000],
    }
)
CITIES = {"Wien": 500_000, "Linz": 400_000, "Graz": 100_000}

# 42 plants of four industries in three regions, from the same book.
SIZES = {
    "Clothing trade": ([1020, 1250, 1255, 1750, 1720, 1580], [315, 330], [370, 200, 210]),
    "Forestry": (
        [1020, 1100, 1055, 1100, 1070, 1080],
        [1030, 1015, 1150, 1100],
        [210, 170, 100],
    ),
    "Textiles dyeing": ([1020, 1250, 1255, 1750, 1720, 1580], [315, 330], [210]),
    "Textiles trade": ([1320, 1250, 1255, 1300, 1320, 1320], [615, 630], [530]),
}
PLANTS = pd.DataFrame(
    [
        (region, industry, size)
        for industry, regions in SIZES.items()
        for region, sizes in enumerate(regions, 1)
        for size in sizes
    ],
    columns=["region", "industry", "jobs"],
)

# Two years of three industries in a region, and the nation by industry.
YEARS = pd.DataFrame(
    {
        "region": "r1",
        "industry": list("abc"),
        "before": [50, 10, 0],
        "after": [60, 15, 2],
    }
)
YEARS_OF_ALL = pd.DataFrame(
    {"region": "r1", "industry": list("abc"), "before": [50, 10, 8], "after": [60, 15, 10]}
)
NATION = {
    "reference_start": {"a": 70, "b": 80, "c": 50},
    "reference_end": {"a": 90, "b": 90, "c": 50},
}


def lattice(side):
    """Cells of a square lattice and the pairs that share an edge."""
    cells = pd.DataFrame({"cell": range(side**2)})
    right = [(c, c + 1) for c in range(side**2) if c % side < side - 1]
    down = [(c, c + side) for c in range(side * (side - 1))]
    return cells, pd.DataFrame(right + down, columns=["a", "b"])


def random_table(regions, industries, seed=0, zeros=0.3):
    """A made-up table of counts with some zeros, no empty row or column."""
    rng = np.random.default_rng(seed)
    cells = rng.lognormal(3, 1.2, (regions, industries)).round() + 1
    cells[rng.random(cells.shape) < zeros] = 0
    cells[np.arange(regions), np.arange(regions) % industries] = 5
    cells[np.arange(industries) % regions, np.arange(industries)] = 7
    return pd.DataFrame(
        cells,
        index=[f"r{k:03}" for k in range(regions)],
        columns=[f"i{k:03}" for k in range(industries)],
    )


def random_plants(n, regions, industries, seed=0):
    rng = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "region": [f"r{k:03}" for k in rng.integers(0, regions, n)],
            "industry": [f"i{k:03}" for k in rng.integers(0, industries, n)],
            "jobs": rng.lognormal(3, 1.2, n).round() + 1,
        }
    )
