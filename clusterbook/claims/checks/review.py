"""The check of the claim on clusters and regional innovation systems, held against the literature."""

from clusterbook.claims.evidence import reading
from clusterbook.claims.registry import check


@check(
    "P23",
    rule="各要点都有文献相合，为与文献一致；有相反的，为与文献不一致；否则证据不足"
    " | consistent when the literature agrees on every part; differs when some speaks against; "
    "undetermined otherwise",
    data=["claim_evidence"],
)
def cluster_as_innovation_system():
    return reading(
        "P23",
        needs="把集群与支持机构的往来量出来的区域研究"
        " | regional studies that measure the dealings of clusters with supporting bodies",
        zh="文献认同的是“一种形式”，不认同的是“重要”与“自成体系”：集群要加上支持机构才成体系，这样的组合并不常见。",
        en="What the literature shares is “a form”; what it does not share is “important”, or that a cluster is such "
        "a system by itself: it becomes one with supporting bodies, and the combination is not common.",
    )
