"""Who supplies whom: linkages and multipliers of an input-output table."""

import numpy as np
import pandas as pd

from clusterbook.indicators.common import choose, ratio, reasons
from clusterbook.tables import TableError, check_numbers, listing, match_totals

__all__ = ["backward_linkage", "forward_linkage", "output_multiplier"]


def output_multiplier(transactions, *, output, per_output=None):
    """Output multiplier of every sector: total output per unit of its final demand.

    `transactions` is a pandas frame of sectors × sectors: what the row sells to the column as
    intermediate input, in the units of `output`, which maps sector to gross output. Both are matched
    by label. `per_output` maps sector to something per unit of output (persons, value added); the
    multiplier then counts that.

    Returns one row a sector: `direct` (own unit, or its `per_output`), `multiplier`, `ratio` of the
    two and `reason`: no output.

    Raises TableError for a table that is not square with the same labels on both sides, for cells
    or outputs that are missing, negative, infinite or text, for a sector whose inputs come to its
    output or more, or that has inputs but no output.

    In words: column sums of the Leontief inverse, each row weighted by `per_output`. The demand model
    with fixed coefficients; where inputs are not split into domestic and imported the multipliers
    are upper bounds. Source: MillerBlair2009.

    >>> flows = pd.DataFrame([[150, 500], [200, 100]], ["farm", "works"], ["farm", "works"])
    >>> output_multiplier(flows, output={"farm": 1000, "works": 2000})["multiplier"].round(3).tolist()
    [1.518, 1.452]
    """
    names, z, x = read_flows(transactions, output)
    weight = np.ones(len(x))
    if per_output is not None:
        weight = match_totals(per_output, names, name="per_output")[names].to_numpy()
    multiplier = weight @ inverse(ratio_or_zero(z, x[None, :]))
    return result(names, x, direct=weight, multiplier=multiplier, ratio=ratio(multiplier, weight))


def backward_linkage(transactions, *, output):
    """Backward linkage: how hard a sector's final demand pulls on all suppliers.

    Arguments, and errors, as for :func:`output_multiplier`.

    Returns one row a sector: `backward` (column sum of the Leontief inverse), `relative` (over the
    mean of all sectors with output: above 1 pulls more than the average), `direct` (inputs per unit
    of output) and `reason`: no output.

    In words: output of all sectors per unit of final demand, relative to the average sector. Source:
    MillerBlair2009.

    >>> flows = pd.DataFrame([[150, 500], [200, 100]], ["farm", "works"], ["farm", "works"])
    >>> backward_linkage(flows, output={"farm": 1000, "works": 2000})["relative"].round(4).tolist()
    [1.0222, 0.9778]
    """
    names, z, x = read_flows(transactions, output)
    a = ratio_or_zero(z, x[None, :])
    pull = inverse(a).sum(axis=0)
    return result(names, x, backward=pull, relative=pull / pull[x > 0].mean(), direct=a.sum(axis=0))


def forward_linkage(transactions, *, output, variant="ghosh"):
    """Forward linkage: how far a sector's output goes into the production of others.

    Arguments, and errors, as for :func:`output_multiplier`. The `variant` is ``"ghosh"``, row sums
    of the inverse of output coefficients, or ``"leontief"``, row sums of the Leontief inverse
    (Rasmussen's sensitivity of dispersion, which asks for one more unit of final demand for every
    sector, however small).

    Returns one row a sector: `forward`, `relative` (over the mean of all sectors with output),
    `direct` (share of output that is sold as input), `variant` and `reason`: no output.

    Raises ValueError for an unknown variant. With ``"ghosh"`` a sector that sells its whole output,
    or more, as input is refused.

    In words: output of all sectors that one more unit of the sector's primary input allows, relative
    to the average sector. Source: MillerBlair2009.

    >>> flows = pd.DataFrame([[150, 500], [200, 100]], ["farm", "works"], ["farm", "works"])
    >>> forward_linkage(flows, output={"farm": 1000, "works": 2000})["forward"].round(3).tolist()
    [1.914, 1.254]
    """
    choose("variant", variant, ("ghosh", "leontief"))
    names, z, x = read_flows(transactions, output)
    b = ratio_or_zero(z, x[:, None])
    if variant == "ghosh":
        push = inverse(b.T).sum(axis=0)
    else:
        push = inverse(ratio_or_zero(z, x[None, :])).sum(axis=1)
    return result(
        names,
        x,
        forward=push,
        relative=push / push[x > 0].mean(),
        direct=b.sum(axis=1),
        variant=variant,
    )


def read_flows(transactions, output):
    if not isinstance(transactions, pd.DataFrame) or transactions.empty:
        raise TableError(
            "transactions must be a pandas frame of sectors × sectors with cells in it"
        )
    names = transactions.index
    for axis in (names, transactions.columns):
        if axis.has_duplicates:
            raise TableError(f"sector twice there: {listing(axis[axis.duplicated()])}")
    odd = names.symmetric_difference(transactions.columns)
    if len(odd):
        raise TableError(f"transactions has {listing(odd)} on one side only")
    for column in transactions.columns:
        check_numbers(transactions[column], f"transactions, column {column!r}")
    z = transactions[names].to_numpy(dtype=float)
    x = match_totals(output, names, name="output")[names].to_numpy()
    if not x.any():
        raise TableError("no sector has any output")
    idle = (x == 0) & (z.any(axis=0) | z.any(axis=1))
    if idle.any():
        raise TableError(f"no output but inputs or sales: {listing(names[idle])}")
    return names, z, x


def inverse(coefficients):
    """Inverse of the identity less the coefficients, if total use stays finite."""
    radius = np.abs(np.linalg.eigvals(coefficients)).max()
    if radius >= 1 - 1e-12:
        raise TableError(
            f"inputs use up the output (spectral radius {radius:.3f}): are flows and output in the "
            "same units?"
        )
    return np.linalg.inv(np.eye(len(coefficients)) - coefficients)


def ratio_or_zero(z, x):
    return np.nan_to_num(ratio(z, np.broadcast_to(x, z.shape)))


def result(names, x, **columns):
    frame = pd.DataFrame(columns, index=names.rename(names.name or "sector"))
    idle = x == 0
    numbers = frame.select_dtypes("number").columns
    frame.loc[idle, numbers] = np.nan
    frame["reason"] = reasons(len(x), (idle, "no output"))
    return frame
