"""Data that several tests of inference use, and plain implementations to compare with."""

import itertools

import numpy as np
import pandas as pd


def grunfeld():
    """The ten firms and twenty years that most packages carry; statsmodels has an eleventh firm."""
    import statsmodels.api as sm

    data = sm.datasets.grunfeld.load_pandas().data
    return data[data["firm"] != "American Steel"].reset_index(drop=True)


def panel(seed=0, clusters=6, size=8, effect=0.5):
    """A small panel with a cluster effect, a year and two regressors."""
    rng = np.random.default_rng(seed)
    rows = clusters * size
    data = pd.DataFrame({"place": np.arange(rows) // size, "year": np.arange(rows) % size})
    shift = rng.normal(size=clusters)[data["place"]]
    data["x"] = rng.normal(size=rows) + shift
    data["z"] = rng.normal(size=rows) + 0.3 * data["x"]
    data["y"] = effect * data["x"] + data["z"] + shift + rng.normal(size=rows)
    return data


def brute_force_t(y, x, codes, signs=None, position=0, null=0.0):
    """t* for every sign vector by fitting the model anew: no algebra, no shared code."""
    clusters = codes.max() + 1
    if signs is None:
        signs = np.array(list(itertools.product([1, -1], repeat=clusters)), float)

    def t_of(outcome):
        beta = np.linalg.lstsq(x, outcome, rcond=None)[0]
        residual = outcome - x @ beta
        bread = np.linalg.pinv(x.T @ x)
        scores = np.array([x[codes == g].T @ residual[codes == g] for g in range(clusters)])
        variance = bread @ (scores.T @ scores) @ bread
        return (beta[position] - null) / np.sqrt(variance[position, position])

    rest = np.delete(x, position, axis=1)
    offset = null * x[:, position]
    fitted = rest @ np.linalg.lstsq(rest, y - offset, rcond=None)[0]
    residual = y - offset - fitted
    return t_of(y), np.array([t_of(fitted + offset + residual * s[codes]) for s in signs])
