"""Where an established package computes the same thing, ours gives the same number."""

import warnings

import numpy as np
import pandas as pd
import pytest
from indicator_examples import lattice, random_table

from clusterbook.indicators import (
    TableError,
    adjacency_weights,
    density,
    economic_complexity,
    herfindahl,
    krugman_specialization,
    local_moran,
    location_quotient,
    locational_gini,
    morans_i,
    nearest_weights,
    proximity,
)

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import econcomplex
    import esda
    import libpysal

TABLE = random_table(31, 38, seed=4)
SIDE = 12


@pytest.fixture(scope="module")
def field():
    """A lattice with a smooth field, in both packages."""
    cells, pairs = lattice(SIDE)
    rng = np.random.default_rng(0)
    row, column = np.divmod(cells["cell"].to_numpy(), SIDE)
    cells["z"] = np.sin(row / 3) + np.cos(column / 4) + rng.normal(0, 0.6, len(cells))
    cells["x"], cells["y"] = column + rng.uniform(0, 0.3, len(cells)), row * 1.0
    theirs = libpysal.weights.lat2W(SIDE, SIDE)
    theirs.transform = "r"
    return cells, adjacency_weights(pairs, unit="a", neighbour="b"), theirs


def test_weights(field):
    cells, ours, theirs = field
    assert np.allclose(ours.matrix.toarray(), theirs.full()[0])
    near = nearest_weights(cells, unit="cell", x="x", y="y", neighbours=5)
    knn = libpysal.weights.KNN(cells[["x", "y"]].to_numpy(), k=5)
    knn.transform = "r"
    assert np.allclose(near.matrix.toarray(), knn.full()[0])


def test_nearest_on_the_sphere():
    rng = np.random.default_rng(1)
    points = pd.DataFrame(
        {"u": range(60), "x": rng.uniform(73, 135, 60), "y": rng.uniform(18, 53, 60)}
    )
    ours = nearest_weights(points, unit="u", x="x", y="y", neighbours=4, metric="sphere")
    arc = libpysal.weights.KNN(
        points[["x", "y"]].to_numpy(), k=4, radius=libpysal.cg.sphere.RADIUS_EARTH_KM
    )
    arc.transform = "r"
    assert np.allclose(ours.matrix.toarray(), arc.full()[0])


def test_morans_i(field):
    cells, ours, theirs = field
    row = morans_i(cells, unit="cell", value="z", weights=ours).loc["z"]
    moran = esda.Moran(cells["z"].to_numpy(), theirs, permutations=999)
    assert row["morans_i"] == pytest.approx(moran.I)
    assert row["expected"] == pytest.approx(moran.EI)
    assert row["variance"] == pytest.approx(moran.VI_norm)
    assert row["z"] == pytest.approx(moran.z_norm)
    assert row["p"] == 0.001


def test_local_moran(field):
    cells, ours, theirs = field
    n = len(cells)
    found = local_moran(cells, unit="cell", value="z", weights=ours, permutations=4999)
    local = esda.Moran_Local(cells["z"].to_numpy(), theirs, permutations=4999, seed=1)
    # The variance has divisor n in ours and n - 1 in theirs.
    assert found["local_moran"].to_numpy() == pytest.approx(local.Is * n / (n - 1))
    quadrants = {1: "high-high", 2: "low-high", 3: "low-low", 4: "high-low"}
    assert found["quadrant"].tolist() == [quadrants[q] for q in local.q]
    one_sided = found["p"].to_numpy() / 2
    assert np.abs(one_sided - local.p_sim).max() < 0.03
    assert np.corrcoef(one_sided, local.p_sim)[0, 1] > 0.999


def matrix(result):
    return np.asarray(result, dtype=float)


def test_quotients_and_specialisation():
    ours = location_quotient(TABLE)["location_quotient"].unstack()
    assert matrix(econcomplex.rca(TABLE)) == pytest.approx(ours.to_numpy())
    found = krugman_specialization(TABLE)["krugman"].to_numpy()
    assert matrix(econcomplex.krugman_index(TABLE)).ravel() == pytest.approx(found)


def test_herfindahl_under_its_right_name():
    """What econcomplex calls hhi is the normalised form unless told otherwise."""
    found = herfindahl(TABLE)
    theirs = matrix(econcomplex.hhi(TABLE)).ravel()
    assert theirs == pytest.approx(found["normalised"].to_numpy())


def test_locational_gini_is_half_of_ours():
    ours = locational_gini(TABLE, variant="weighted_half")["locational_gini"].to_numpy()
    assert matrix(econcomplex.locational_gini(TABLE)).ravel() == pytest.approx(ours)


def test_proximity_and_density():
    ours = proximity(TABLE)
    theirs = matrix(econcomplex.proximity(TABLE)["product"])
    off = ~np.eye(len(ours), dtype=bool)
    assert theirs[off] == pytest.approx(ours.to_numpy()[off])
    near = ours.to_numpy() * off
    percent = matrix(econcomplex.relatedness_density(TABLE, phi=near))
    assert percent / 100 == pytest.approx(density(TABLE)["density"].unstack().to_numpy())


def test_economic_complexity():
    ours = economic_complexity(TABLE)
    regions, industries = econcomplex.eci_pci(TABLE)[:2]
    assert matrix(regions).ravel() == pytest.approx(ours.regions["complexity"], abs=1e-8)
    # Theirs signs the industries by themselves; ours keeps them on the side of the regions.
    theirs = matrix(industries).ravel()
    found = ours.industries["complexity"]
    assert abs(np.corrcoef(theirs, found)[0, 1]) == pytest.approx(1)
    has = location_quotient(TABLE)["location_quotient"].unstack() >= 1
    of_regions = has.mul(ours.regions["complexity"], axis=0).sum() / has.sum()
    assert np.corrcoef(of_regions, found)[0, 1] == pytest.approx(1)


def test_a_disconnected_table_is_answered_by_theirs_and_refused_by_ours():
    blocks = np.kron(np.eye(2), [[5, 1, 2], [1, 5, 2], [3, 1, 4]])
    table = pd.DataFrame(blocks, list("abcdef"), list("uvwxyz"))
    # Nothing but which part a region belongs to.
    assert matrix(econcomplex.eci_pci(table)[0]).ravel() == pytest.approx([1] * 3 + [-1] * 3)
    with pytest.raises(TableError, match="2 parts"):
        economic_complexity(table)
