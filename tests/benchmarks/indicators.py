"""Indicators on made-up data of the size that China's tables have, beside econcomplex and esda.

Each time is the best of several runs in one process, so that ratios can be quoted from one run.
"""

import sys
import time
import warnings
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
warnings.simplefilter("ignore")

from indicator_examples import lattice, random_plants, random_table  # noqa: E402

from clusterbook.indicators import (  # noqa: E402
    adjacency_weights,
    density,
    economic_complexity,
    ellison_glaeser,
    herfindahl,
    krugman_specialization,
    local_moran,
    location_quotient,
    locational_gini,
    morans_i,
    nearest_weights,
    proximity,
)

UNITS = 2_900


def best(function, runs=3):
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return min(times)


def show(what, seconds, target=None):
    aim = f"{target:>9.3f}  {target / seconds:>6.1f} x" if target else ""
    print(f"{what:<58}{seconds:>9.4f}{aim}")
    return seconds


def main():
    print(f"{'':<58}{'seconds':>9}{'target':>9}  {'room':>8}")
    plants()
    table()
    space()


def plants():
    frame = random_plants(100_000, 300, 467)
    columns = {"region": "region", "industry": "industry", "size": "jobs"}
    show(
        "Ellison-Glaeser, 100,000 plants", best(lambda: ellison_glaeser(frame, **columns), 7), 0.02
    )
    import polars as pl

    rows = pl.DataFrame({name: frame[name].to_list() for name in frame})
    show("  the same from Polars", best(lambda: ellison_glaeser(rows, **columns), 7), 0.02)


def table():
    cells = random_table(300, 500)
    parts = {
        "location quotient": lambda: location_quotient(cells),
        "Herfindahl": lambda: herfindahl(cells),
        "Krugman specialisation": lambda: krugman_specialization(cells),
        "locational Gini": lambda: locational_gini(cells, variant="weighted"),
        "proximity": lambda: proximity(cells),
        "density": lambda: density(cells),
        "economic complexity": lambda: economic_complexity(cells),
    }
    single = {name: best(function) for name, function in parts.items()}
    together = show("table indices, 300 x 500, together", sum(single.values()), 0.6)
    for name, seconds in single.items():
        show(f"  {name}", seconds)
    import econcomplex

    theirs = show(
        "  econcomplex, its complexity index alone", best(lambda: econcomplex.eci_pci(cells))
    )
    print(
        f"  its complexity index alone / ours alone: {theirs / single['economic complexity']:.1f}"
    )
    print(f"  its complexity index alone / all of ours: {theirs / together:.1f}")


def space():
    rng = np.random.default_rng(0)
    frame = pd.DataFrame({"unit": range(UNITS), "x": rng.random(UNITS), "y": rng.random(UNITS)})
    frame["z"] = np.sin(5 * frame["x"]) + rng.normal(0, 1, UNITS)
    weights = nearest_weights(frame, unit="unit", x="x", y="y", neighbours=6)
    options = {"unit": "unit", "value": "z", "weights": weights, "permutations": 999}
    ours = show(
        "Moran's I, 2,900 units, 999 permutations", best(lambda: morans_i(frame, **options)), 1
    )
    local = show(
        "local Moran, 2,900 units, 999 permutations", best(lambda: local_moran(frame, **options))
    )
    import esda
    import libpysal

    knn = libpysal.weights.KNN(frame[["x", "y"]].to_numpy(), k=6)
    knn.transform = "r"
    z = frame["z"].to_numpy()
    theirs = show("  esda, Moran's I", best(lambda: esda.Moran(z, knn, permutations=999)))
    lisa = show("  esda, local Moran", best(lambda: esda.Moran_Local(z, knn, permutations=999), 2))
    print(f"  esda / ours: {theirs / ours:.1f}; local: {lisa / local:.1f}")
    side = 54
    cells, pairs = lattice(side)
    show(
        f"  weights of a lattice of {len(cells):,}",
        best(lambda: adjacency_weights(pairs, unit="a", neighbour="b")),
    )


if __name__ == "__main__":
    main()
