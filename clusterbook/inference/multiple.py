"""Many tests at once, corrected over a family that was declared before."""

import pandas as pd

from clusterbook.inference.common import InferenceError, listing, share

__all__ = ["adjust_family"]


def adjust_family(pvalues, *, declared, level=0.05):
    """Holm's and Benjamini and Hochberg's correction over a declared family of tests.

    `pvalues` maps the label of a test to its p (a dict or a Series); `declared` lists the labels of
    the family, in the order in which it was declared. Neither may hold a label that the other has
    not: a test left out or slipped in changes the correction of all others. `level` is the error
    rate aimed at: of any false rejection (Holm), of the false among the rejected (Benjamini and
    Hochberg).

    Returns a frame with one row a test, in the declared order: `p`, `holm` and `benjamini_hochberg`
    (adjusted p), `rejected_holm` and `rejected_benjamini_hochberg`; ``frame.attrs`` holds the
    size of the `family` and the `level`.

    Raises InferenceError for an empty family, a label that stands twice, is declared but not
    tested or tested but not declared, and for a p that is missing or not between 0 and 1.

    In words: Holm multiplies the smallest p by the number of tests, the next by one less, and so
    on; Benjamini and Hochberg divide by the share of tests with a p as small. Source: Holm1979,
    BenjaminiHochberg1995.

    >>> p = {"exports": 0.01, "wages": 0.04, "births": 0.03}
    >>> adjust_family(p, declared=["wages", "exports", "births"])[["holm", "benjamini_hochberg"]]
             holm  benjamini_hochberg
    test
    wages    0.06                0.04
    exports  0.03                0.03
    births   0.06                0.04
    """
    from statsmodels.stats.multitest import multipletests

    level = share(level, "level")
    p = pd.Series(pvalues, dtype=float)
    family = pd.Index(list(declared), name="test")
    if not len(family):
        raise InferenceError("the family is empty: declare the tests")
    for labels, what in ((family, "declared"), (p.index, "tested")):
        if labels.has_duplicates:
            raise InferenceError(f"{what} twice: {listing(labels[labels.duplicated()].unique())}")
    untested, undeclared = family.difference(p.index), p.index.difference(family)
    if len(untested):
        raise InferenceError(f"declared but without a p: {listing(untested)}")
    if len(undeclared):
        raise InferenceError(f"tested but not declared: {listing(undeclared)}")
    p = p.loc[family]
    wrong = p[~p.between(0, 1)]
    if len(wrong):
        raise InferenceError(f"{wrong.index[0]}: p is {wrong.iloc[0]}; it must lie between 0 and 1")
    holm = multipletests(p, alpha=level, method="holm")
    rate = multipletests(p, alpha=level, method="fdr_bh")
    frame = pd.DataFrame(
        {
            "p": p.to_numpy(),
            "holm": holm[1],
            "benjamini_hochberg": rate[1],
            "rejected_holm": holm[0],
            "rejected_benjamini_hochberg": rate[0],
        },
        index=family,
    )
    frame.attrs = {"family": len(family), "level": level}
    return frame
