"""What the families share: the error, labels of clusters, tail probabilities, resampling signs."""

import numpy as np
import pandas as pd

SLACK = 1e-9
SHOWN = 5


class InferenceError(ValueError):
    """Input from which nothing can be inferred: the message names what was found and where."""


def listing(labels):
    """The first few labels, and how many more there are."""
    labels = [str(label) for label in labels]
    more = f" and {len(labels) - SHOWN} more" if len(labels) > SHOWN else ""
    return ", ".join(labels[:SHOWN]) + more


def cluster_codes(values, name):
    """Codes 0, 1, … and the labels of a column of clusters; at least two, none missing."""
    values = pd.Series(values)
    holes = values.isna().to_numpy()
    if holes.any():
        raise InferenceError(
            f"clusters {name!r}: {holes.sum()} rows have none (the first is row "
            f"{np.flatnonzero(holes)[0] + 1}): give them one, or leave these rows out of the data"
        )
    codes, labels = pd.factorize(values, sort=True)
    if len(labels) < 2:
        found = listing(labels) or "nothing"
        raise InferenceError(f"clusters {name!r}: only {found}; two clusters or more are needed")
    return codes, pd.Index(labels)


def reaches(drawn, observed):
    """Which draws are at least as great as the observed, equals up to rounding included."""
    return drawn >= observed - SLACK * np.maximum(1.0, np.abs(observed))


def exceeds(drawn, observed):
    """Which draws are greater than the observed, equals up to rounding left out."""
    return drawn > observed + SLACK * np.maximum(1.0, np.abs(observed))


def tail_p(drawn, observed, alternative, exact):
    """p from draws: ties count as extreme; with random draws the observed is one more of them."""
    if alternative not in ("two-sided", "greater", "less"):
        raise ValueError(
            f"alternative is {alternative!r}; it must be 'two-sided', 'greater' or 'less'"
        )
    one = 0 if exact else 1
    up = (one + reaches(drawn, observed).sum()) / (one + len(drawn))
    down = (one + reaches(-drawn, -observed).sum()) / (one + len(drawn))
    return float(
        {"greater": up, "less": down, "two-sided": min(1.0, 2 * min(up, down))}[alternative]
    )


def whole(value, name, least):
    """A whole number of at least so much."""
    if not isinstance(value, int | np.integer) or isinstance(value, bool) or value < least:
        raise ValueError(f"{name} is {value!r}; it must be a whole number of at least {least}")
    return int(value)


def share(value, name):
    """A number between 0 and 1, both left out."""
    if not 0 < value < 1:
        raise ValueError(f"{name} is {value!r}; it must lie between 0 and 1")
    return float(value)
