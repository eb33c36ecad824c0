"""Faults found in other packages: ours does not have them, and the check would see them.

Each check runs on our function and on a copy that has the fault; it must pass on the first and fail
on the second.
"""

import numpy as np
import pandas as pd
import pytest
from indicator_examples import CARS, CITIES, NATION, THREE, YEARS

from clusterbook.indicators import (
    TableError,
    ellison_glaeser,
    gini,
    herfindahl,
    krugman_concentration,
    locational_gini,
    raw_concentration,
    shift_share,
    theil,
)


def fails(check, faulty):
    with pytest.raises(AssertionError):
        check(faulty)


def gamma(plants, totals):
    found = ellison_glaeser(plants, region="city", industry="industry", size="jobs", totals=totals)
    return found["gamma"].iloc[0]


def gamma_by_order(plants, totals):
    """F1: totals go to regions in order of first appearance."""
    order = dict(zip(plants["city"].unique(), totals.values(), strict=True))
    return gamma(plants, order)


def check_totals_follow_labels(function):
    before = function(CARS, CITIES)
    linz_first = CARS.iloc[[5, 6, 7, 8, 0, 1, 2, 3, 4, 9]]
    assert before == pytest.approx(0.05990628412)
    assert function(linz_first, CITIES) == pytest.approx(before)
    assert function(CARS, dict(reversed(CITIES.items()))) == pytest.approx(before)


def test_f1_totals_follow_labels():
    check_totals_follow_labels(gamma)
    fails(check_totals_follow_labels, gamma_by_order)
    linz_first = CARS.iloc[[5, 6, 7, 8, 0, 1, 2, 3, 4, 9]]
    assert gamma_by_order(linz_first, CITIES) == pytest.approx(-0.0640, abs=5e-5)
    with pytest.raises(TableError, match="Series or a dict"):
        gamma(CARS, list(CITIES.values()))


def theil_l(values, weights):
    frame = pd.DataFrame({"y": values, "w": weights})
    return theil(frame, value="y", weight="w", kind="L")["theil"]["total"]


def theil_divided_twice(values, weights):
    """F3: the weighted form divides by n once too often."""
    return theil_l(values, weights) / len(values)


def check_weights_of_one_change_nothing(function):
    plain = theil(pd.DataFrame({"y": [1, 2, 3, 4]}), value="y", kind="L")["theil"]["total"]
    assert function([1, 2, 3, 4], [1, 1, 1, 1]) == pytest.approx(plain)
    assert function([1, 2], [3, 1]) == pytest.approx(function([1, 1, 1, 2], [1] * 4))


def test_f3_weights_of_one_change_nothing():
    check_weights_of_one_change_nothing(theil_l)
    fails(check_weights_of_one_change_nothing, theil_divided_twice)
    assert theil_divided_twice([1, 2, 3, 4], [1] * 4) == pytest.approx(0.030444, abs=5e-7)


def test_f3_theil_t_allows_zero_and_l_says_why_it_does_not():
    frame = pd.DataFrame({"y": [0, 2, 3, 4]})
    assert np.isfinite(theil(frame, value="y", kind="T")["theil"]["total"])
    row = theil(frame, value="y", kind="L").loc["total"]
    assert np.isnan(row["theil"])
    assert row["reason"] == "a value is zero"


def weighted_gini(values, weights):
    return gini(pd.DataFrame({"y": values, "w": weights}), value="y", weight="w")["gini"].item()


def gini_with_unsorted_weights(values, weights):
    """F5: values are sorted, their weights stay where they were."""
    y, w = np.sort(values), np.asarray(weights) / np.sum(weights)
    amount = y * w / (y * w).sum()
    after = np.cumsum(amount)
    return 1 - (w * (after + after - amount)).sum()


def check_order_of_rows_does_not_matter(function):
    assert function([1, 2, 3, 4], [1, 2, 3, 4]) == pytest.approx(0.18)
    assert function([4, 3, 2, 1], [4, 3, 2, 1]) == pytest.approx(0.18)


def test_f5_weights_are_sorted_with_their_values():
    check_order_of_rows_does_not_matter(weighted_gini)
    fails(check_order_of_rows_does_not_matter, gini_with_unsorted_weights)
    assert gini_with_unsorted_weights([4, 3, 2, 1], [4, 3, 2, 1]) > 0.2


def regional_shift(frame):
    columns = {"region": "region", "industry": "industry", "start": "before", "end": "after"}
    return shift_share(frame, **columns, **NATION)["regional_shift"].sum()


def regional_shift_by_rates(frame):
    """F6: the regional component from growth rates, which zero over zero spoils."""
    base, later = (frame["industry"].map(NATION[k]) for k in ("reference_start", "reference_end"))
    rate = frame["after"] / frame["before"].replace(0, np.nan)
    rate[frame["before"] == 0] = np.inf
    return (frame["before"] * (rate - later / base)).sum(skipna=False)


def check_an_industry_may_start_from_zero(function):
    assert function(YEARS) == pytest.approx(1.4642857143)


def test_f6_an_industry_may_start_from_zero():
    check_an_industry_may_start_from_zero(regional_shift)
    fails(check_an_industry_may_start_from_zero, regional_shift_by_rates)
    assert np.isnan(regional_shift_by_rates(YEARS))


def undefined_without_reason(table):
    """F7: an industry of zero gives missing numbers and no word."""
    return raw_concentration(table).assign(reason="")


def check_what_is_missing_has_a_reason(function):
    found = function(THREE.assign(none=0))
    numbers = found.select_dtypes("number")
    assert numbers.loc["none"].isna().all()
    assert found.loc["none", "reason"] == "industry total is zero"
    assert (found["reason"].drop("none") == "").all()
    assert numbers.drop("none").notna().all().all()


@pytest.mark.parametrize(
    "function",
    [raw_concentration, krugman_concentration, lambda t: locational_gini(t, variant="weighted")],
)
def test_f7_an_industry_of_zero_is_missing_with_a_reason(function):
    check_what_is_missing_has_a_reason(function)
    fails(check_what_is_missing_has_a_reason, undefined_without_reason)


def test_f7_plants_of_size_zero_are_missing_with_a_reason():
    plants = pd.concat([CARS, pd.DataFrame([("Graz", "ghost", 0)], columns=CARS.columns)])
    row = ellison_glaeser(plants, region="city", industry="industry", size="jobs").loc["ghost"]
    assert np.isnan(row["gamma"])
    assert row["reason"] == "industry total is zero"


def test_nothing_is_rounded():
    """A rounded table of shares would move these digits."""
    cells = pd.DataFrame([[1, 3], [7, 1]])
    assert herfindahl(cells)["herfindahl"].tolist() == [0.625, 0.78125]
    assert krugman_concentration(cells)["krugman"].tolist() == pytest.approx([5 / 12, 5 / 6])
