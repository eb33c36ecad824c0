"""The check of the claim on the page on promotion strategies: when the national pilots began."""

from clusterbook.claims.evidence import READING, on_balance
from clusterbook.claims.registry import check


@check("P25", rule=READING, data=["claim_evidence"])
def pilots_of_2011():
    return on_balance(
        "P25",
        zh="部署与认定相差近两年：拿试点作前后比较，先要说定以哪一年为界。",
        en="Launch and naming lie almost two years apart: a comparison of before and after must say "
        "which of them divides the years.",
        needs="科技部2011年的文件，或同时的报道 | a document of the Ministry of 2011, or a report of the time",
    )
