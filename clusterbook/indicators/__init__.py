"""The indicators of specialisation, concentration, space, change, relatedness, linkages and scores.

Frames in, frames out: an indicator knows neither files nor plots. Every result carries its labels;
what is not defined (zero over zero) is missing, and a column ``reason`` says why. Nothing is
rounded.
"""

from clusterbook.indicators.change import shift_share, transition_matrix
from clusterbook.indicators.concentration import (
    ellison_glaeser,
    gini,
    krugman_concentration,
    locational_gini,
    raw_concentration,
    theil,
)
from clusterbook.indicators.linkages import backward_linkage, forward_linkage, output_multiplier
from clusterbook.indicators.relatedness import (
    density,
    economic_complexity,
    proximity,
    related_strength,
)
from clusterbook.indicators.scores import (
    entropy_weights,
    equal_weights,
    first_principal_component,
    gem,
    rank_intervals,
    topsis,
)
from clusterbook.indicators.spatial import (
    adjacency_weights,
    local_moran,
    morans_i,
    nearest_weights,
)
from clusterbook.indicators.specialization import (
    herfindahl,
    krugman_specialization,
    location_quotient,
    location_quotient_interval,
)
from clusterbook.tables import TableError

__all__ = [
    "TableError",
    "adjacency_weights",
    "backward_linkage",
    "density",
    "economic_complexity",
    "ellison_glaeser",
    "entropy_weights",
    "equal_weights",
    "first_principal_component",
    "forward_linkage",
    "gem",
    "gini",
    "herfindahl",
    "krugman_concentration",
    "krugman_specialization",
    "local_moran",
    "location_quotient",
    "location_quotient_interval",
    "locational_gini",
    "morans_i",
    "nearest_weights",
    "output_multiplier",
    "proximity",
    "rank_intervals",
    "raw_concentration",
    "related_strength",
    "shift_share",
    "theil",
    "topsis",
    "transition_matrix",
]
