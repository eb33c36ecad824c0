"""Inference with few clusters and many choices: bootstrap, permutation, curve, placebos, power.

A regression is shown in its notebook, with statsmodels; here stands what resamples, corrects and
shows it. Nothing is dropped in silence, and every result says how its p was found.
"""

from clusterbook.inference.bootstrap import wild_cluster_bootstrap
from clusterbook.inference.common import InferenceError
from clusterbook.inference.multiple import adjust_family
from clusterbook.inference.permutation import node_permutation_test, permutation_test
from clusterbook.inference.power import clustered_standard_error, minimum_detectable_effect
from clusterbook.inference.results import regression_table
from clusterbook.inference.specification import specification_curve
from clusterbook.inference.synthetic import synthetic_control

__all__ = [
    "InferenceError",
    "adjust_family",
    "clustered_standard_error",
    "minimum_detectable_effect",
    "node_permutation_test",
    "permutation_test",
    "regression_table",
    "specification_curve",
    "synthetic_control",
    "wild_cluster_bootstrap",
]
