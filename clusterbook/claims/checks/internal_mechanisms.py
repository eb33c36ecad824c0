"""The checks of the claims on internal mechanisms: competitiveness, sharing, efficiency, trust.

Growth of shares and quotients by province and sector, pay in American counties, and the places of
linked sectors. Panels and small helpers are those of :mod:`clusterbook.claims.checks.formation`.
"""

import numpy as np
import pandas as pd

from clusterbook.claims.checks.formation import (
    american_cells,
    brackets,
    ends_figures,
    logs,
    province_cells,
    quotients,
    side,
    signed,
)
from clusterbook.claims.evidence import stances
from clusterbook.claims.model import Figure, Finding, Verdict
from clusterbook.claims.registry import check
from clusterbook.data import load
from clusterbook.indicators import related_strength
from clusterbook.inference import (
    minimum_detectable_effect,
    node_permutation_test,
    specification_curve,
)

STEPS = {2007: (2002, 2012), 2012: (2007, 2017)}
BASE = "17"
MANUFACTURING = [f"{code:02d}" for code in range(6, 22)]


def sector_growth(rows, value="gross_output", without=("01",)):
    """One row a province, sector and period (from 2007 and from 2012), in logs.

    `rows` are those of ``province_sectors``. `growth` of the quotient over five years; `own` and `related` at the start, `own_earlier` and
    `related_earlier` five years before, `own_later` and `related_later` at the end. The related
    strength leaves the sector's own value and the region's own proximities out. `place` and
    `trade` are the effects of each period. A row lacks what its year lacks.
    """
    cells = province_cells(rows, value)
    own = quotients(cells, without)
    kept = cells[~cells.index.get_level_values("sector").isin(without)]
    related = {}
    for year in kept:
        table = kept[year].unstack().dropna(how="all").fillna(0)
        related[year] = related_strength(table)["related_strength"]
    found = {"own": own, "related": pd.DataFrame(related)}
    parts = []
    for start, (earlier, end) in STEPS.items():
        years = {"_earlier": earlier, "": start, "_later": end}
        part = pd.DataFrame(
            {
                name + suffix: np.log(frame[year].where(frame[year] > 0))
                for name, frame in found.items()
                for suffix, year in years.items()
            }
        ).rename_axis(["province", "sector"])
        parts.append(part.dropna(subset=["own", "own_later"]).reset_index().assign(period=start))
    rows = pd.concat(parts, ignore_index=True)
    rows["growth"] = rows["own_later"] - rows["own"]
    rows["place"] = rows["province"] + rows["period"].astype(str)
    # One sector is the base in every period, or the two sets of effects would overlap.
    rows["trade"] = np.where(
        rows["sector"] == BASE, "base", rows["sector"] + rows["period"].astype(str)
    )
    return rows


def absorbed(frame, formula, parameter, clusters):
    """One coefficient with its effects taken out: estimate, 95% interval, standard error, rows.

    A regressor that does not vary tells nothing: no estimate, and an interval without ends.
    """
    if np.ptp(frame[parameter].dropna()) < 1e-9:
        return np.nan, (-np.inf, np.inf), np.nan, len(frame)
    curve = specification_curve(
        frame, [formula], parameter=parameter, clusters=clusters, missing="drop", null="none"
    )
    row = curve.estimates.iloc[0]
    return row["estimate"], (row["low"], row["high"]), row["standard_error"], int(row["rows"])


EFFECTS = "C(place) + C(trade)"


@check(
    "P17",
    rule="以产出份额的增长代竞争力，以不含自己的关联强度代集群：控制本部门的区位商后，关联强度的系数在通常做法里、"
    "在与左边不共用任何数的做法（用再早五年的数）里都显著为正，为部分支持（没有企业，也未识别因果，故至多如此）；"
    "后一做法显著为负，不支持；否则证据不足"
    " | growth of the output share stands for competitiveness, related strength without the sector itself for the cluster: "
    "partly supported when, given the sector's own quotient, related strength has a significantly positive coefficient "
    "both as usual and when no number is shared with the left side (figures of five years earlier; "
    "firms are not seen and no cause is identified, hence never more); contradicted when the latter is "
    "significantly negative; undetermined otherwise",
    data=["province_sectors"],
)
def clustered_compete_better():
    rows = sector_growth(load("province_sectors"))
    usual, usual_ends, _, n = absorbed(
        rows, f"growth ~ own + related + {EFFECTS}", "related", "province"
    )
    backward = rows.assign(fall=-rows["growth"])
    reverse, reverse_ends, _, _ = absorbed(
        backward, f"fall ~ own_later + related_later + {EFFECTS}", "related_later", "province"
    )
    apart, apart_ends, error, rows_apart = absorbed(
        rows, f"growth ~ own_earlier + related_earlier + {EFFECTS}", "related_earlier", "province"
    )
    own_usual = absorbed(rows, f"growth ~ own + related + {EFFECTS}", "own", "province")[0]
    # What the figures of five years earlier would show if the usual coefficients were all real.
    told = rows.assign(told=own_usual * rows["own"] + usual * rows["related"])
    expected = absorbed(
        told, f"told ~ own_earlier + related_earlier + {EFFECTS}", "related_earlier", "province"
    )[0]
    if side(usual_ends) > 0 and side(apart_ends) > 0:
        verdict = Verdict.PARTLY
    else:
        verdict = Verdict.CONTRADICTED if side(apart_ends) < 0 else Verdict.UNDETERMINED
    says_zh = {1: "显著为正", 0: "与零分不开", -1: "显著为负"}
    says_en = {
        1: "significantly positive",
        0: "not to be told from zero",
        -1: "significantly negative",
    }
    echo = side(reverse_ends) > 0
    echo_zh = "倒放也为正，可见不是单向的推动。" if echo else ""
    echo_en = "Positive backwards as well, it is no one-way push. " if echo else ""
    return Finding(
        verdict,
        (
            *ends_figures("usual", "通常做法的系数 | coefficient as usual", usual, usual_ends),
            *ends_figures(
                "reverse",
                "把时间倒过来的系数 | coefficient with time run backwards",
                reverse,
                reverse_ends,
            ),
            *ends_figures(
                "apart",
                "用再早五年的数的系数 | coefficient with figures of five years earlier",
                apart,
                apart_ends,
            ),
            Figure(
                "detectable",
                "后一做法的最小可检测效应 | minimum detectable effect of the latter",
                minimum_detectable_effect(error, degrees=rows["province"].nunique() - 1),
                "",
                2,
            ),
            Figure(
                "expected",
                "若通常的系数全真，后一做法应得 | what the latter should find if the usual coefficients were real",
                expected,
                "",
                2,
            ),
            Figure("cells", "通常做法的样本数 | N as usual", n, "", 0),
            Figure(
                "cells_apart",
                "用再早五年的数的样本数 | N with the earlier figures",
                rows_apart,
                "",
                0,
            ),
        ),
        f"关联强度的系数，通常做法是{usual:.2f}（95%区间{brackets(usual_ends)}），{says_zh[side(usual_ends)]}；把时间倒过来是"
        f"{signed(reverse)}（{brackets(reverse_ends)}），{says_zh[side(reverse_ends)]}；换成再早五年的数是{signed(apart)}"
        f"（{brackets(apart_ends)}），{says_zh[side(apart_ends)]}（通常的系数若全真，此处应有{expected:.2f}）。{echo_zh}这是各省各部门的产出份额，没有一家企业（未含港澳台）。",
        f"The coefficient of related strength is {signed(usual)} as usual (95% interval {brackets(usual_ends)}), "
        f"{says_en[side(usual_ends)]}; with time run backwards {signed(reverse)} ({brackets(reverse_ends)}), {says_en[side(reverse_ends)]}; with figures of "
        f"five years earlier {signed(apart)} ({brackets(apart_ends)}), {says_en[side(apart_ends)]} (it should be {expected:.2f} were the usual ones all real). {echo_en}"
        "These are output shares of provinces and sectors, without a single firm (Hong Kong, Macao and Taiwan not included).",
        "有所在地与生产率的企业面板（如规模以上工业企业），分得出集群内外，并有集群以外的原因使企业进出集群"
        " | a panel of firms with place and productivity (such as industrial enterprises above designated size) that "
        "tells those inside clusters from those outside, some of them moved by causes other than the cluster"
        if verdict is Verdict.UNDETERMINED
        else "",
    )


def colocation(rows, links):
    """Two matrices over the 38 sectors: how far they share provinces, and how closely they trade.

    The first is the pairwise index of co-agglomeration on output shares of 2012 (plant sizes drop
    out of it for two different industries); the second the largest of the four coefficients between two sectors in the national
    table, both ways.
    """
    rows = rows[rows["year"] == 2012]
    output = rows.groupby(["province", "h38"])["gross_output"].sum()
    table = output.unstack().fillna(0).clip(lower=0)
    weight = table.sum(axis=1) / table.to_numpy().sum()
    excess = (table / table.sum()).sub(weight, axis=0)
    together = excess.T @ excess / (1 - (weight**2).sum())
    ways = [
        links.pivot(index="from_h38", columns="to_h38", values=name)
        for name in ("input_coefficient", "sales_coefficient")
    ]
    order = list(table.columns)
    ways = [way.loc[order, order].to_numpy() for way in ways]
    largest = np.maximum.reduce([ways[0], ways[0].T, ways[1], ways[1].T])
    return (
        pd.DataFrame(together.to_numpy(), order, order),
        pd.DataFrame(largest, order, order),
    )


def american_pay(rows, totals, least=3, year=2018):
    """Pay per job in American counties, in logs, with establishments and their size."""
    cells = american_cells(rows, totals, least)
    frame = pd.DataFrame(
        {
            "pay": np.log(cells[f"payroll_thousand_usd_{year}"] / cells[f"jobs_{year}"]),
            "quotient": cells[f"jobs_quotient_{year}"],
            "number": cells[f"establishments_quotient_{year}"],
            "size": np.log(cells[f"jobs_{year}"] / cells[f"establishments_{year}"]),
        }
    )
    frame = frame.replace([np.inf, -np.inf], np.nan)
    return pd.concat([frame, cells[["county", "industry", "state"]]], axis=1).dropna()


@check(
    "P18",
    rule="共享：投入产出联系紧的部门，落在同样的省（置换部门，单侧p小于0.05）；两种经济：美国各县各业，人均工资随机构数的区位商（外部）"
    "与平均规模（内部）都显著为正。两条都有，为部分支持（未识别因果，故至多如此）；两条都无，不支持；否则证据不足"
    " | sharing: sectors with close input-output links are found in the same provinces (sectors permuted, one-sided p below "
    "0.05); two economies: in American counties pay per job rises with the quotient of establishments (external) and with their "
    "average size (internal), both significantly. Partly supported with both (no cause is identified, hence never more); "
    "contradicted with neither; undetermined otherwise",
    data=["province_sectors", "national_links", "us_counties", "us_county_totals"],
)
def sharing_and_scale(threshold=0.05, draws=499):
    together, links = colocation(load("province_sectors"), load("national_links"))
    near = node_permutation_test(together, links, draws=draws, alternative="greater")
    own = [code for code in together.index if code in MANUFACTURING]
    inside = node_permutation_test(
        together.loc[own, own], links.loc[own, own], draws=draws, alternative="greater"
    )
    pay = american_pay(load("us_counties"), load("us_county_totals"))
    formula = "pay ~ number + size + C(county) + C(industry)"
    number, number_ends, _, n = absorbed(pay, formula, "number", "state")
    size, size_ends, _, _ = absorbed(pay, formula, "size", "state")
    shared = near.p < threshold
    twofold = side(number_ends) > 0 and side(size_ends) > 0
    if shared and twofold:
        verdict = Verdict.PARTLY
    else:
        verdict = Verdict.UNDETERMINED if shared or twofold else Verdict.CONTRADICTED
    say = "看得出" if shared else "看不出"
    say_inside = "也看得出" if inside.p < threshold else "则看不出"
    both_zh = "两者都显著" if twofold else "并非两者都显著为正"
    return Finding(
        verdict,
        (
            Figure(
                "links",
                "38个部门：同处与联系的相关 | 38 sectors: correlation of co-location and links",
                near.statistic,
                "",
                2,
            ),
            Figure("links_p", "其p值 | its p", near.p, "", 3),
            Figure(
                "links_manufacturing",
                "制造业之内：同处与联系的相关 | within manufacturing: the same correlation",
                inside.statistic,
                "",
                2,
            ),
            Figure("links_manufacturing_p", "其p值 | its p", inside.p, "", 2),
            *ends_figures(
                "number",
                "工资对机构区位商 | pay on the quotient of establishments",
                number,
                number_ends,
                3,
            ),
            *ends_figures(
                "size",
                "工资对平均规模 | pay on the average size of establishments",
                size,
                size_ends,
                3,
            ),
            Figure("cells", "县×行业的格子 | cells of county and industry", n, "", 0),
        ),
        f"38个部门两两相比，2012年同处一省的程度与投入产出联系的相关是{near.statistic:.2f}（p值{near.p:.3f}），共享的痕迹{say}；"
        f"只看制造业之内，是{inside.statistic:.2f}（p值{inside.p:.2f}），{say_inside}。美国各县各业，机构的区位商每高一个对数单位，人均工资高"
        f"{signed(number, 3)}（95%区间{brackets(number_ends, 3)}），平均规模每高一个对数单位，高{signed(size, 3)}（{brackets(size_ends, 3)}），"
        f"{both_zh}。中国的表没有机构数，规模与外部经济分不开（未含港澳台）。",
        f"Over pairs of 38 sectors the degree of sharing provinces in 2012 and the input-output link have the correlation {near.statistic:.2f} "
        f"(p {near.p:.3f}), so that a trace of sharing is {'visible' if shared else 'not visible'}; within manufacturing it is {inside.statistic:.2f} "
        f"(p {inside.p:.2f}), {'visible as well' if inside.p < threshold else 'not visible'}. In American counties one log unit of the quotient of "
        f"establishments goes with {signed(number, 3)} in pay per job (95% interval {brackets(number_ends, 3)}), one of their average size with "
        f"{signed(size, 3)} ({brackets(size_ends, 3)}), {'both significant' if twofold else 'not both significantly positive'}. Chinese tables have no establishments, and internal and external "
        "scale cannot be told apart there (Hong Kong, Macao and Taiwan not included).",
        "中国各地各业的单位数、就业与工资（经济普查分县分行业资料）"
        " | establishments, jobs and pay by county and industry in China (the economic census in that detail)"
        if verdict is Verdict.UNDETERMINED
        else "",
    )


def value_added_rate(rows):
    """One row a province, sector and year: log value added per output, and two log quotients."""
    value_added, output = province_cells(rows, "value_added"), province_cells(rows)
    parts = {
        "rate": np.log(value_added.where(value_added > 0) / output.where(output > 0)),
        "by_output": quotients(output),
        "by_value_added": quotients(value_added),
    }
    frame = pd.DataFrame({name: part.stack() for name, part in parts.items()})
    frame.index.names = ["province", "sector", "year"]
    frame = frame.dropna()
    for name in ("by_output", "by_value_added"):
        frame[name] = logs(frame[[name]])
    frame = frame.dropna().reset_index()
    year = frame["year"].astype(str)
    trade = np.where(frame["sector"] == BASE, "base", frame["sector"] + year)
    return frame.assign(place=frame["province"] + year, trade=trade)


@check(
    "P19",
    rule="各省各部门增加值与总产出之比对区位商回归：商按总产出算、按增加值算，系数都显著为正，为部分支持（未识别因果，故至多如此）；"
    "都显著为负，不支持；否则证据不足（两种算法左右都与被解释量共用一个数，符号随算法而翻，就什么也没有说）"
    " | value added per output on the location quotient, by province and sector: partly supported when the coefficient is "
    "significantly positive with the quotient by output and by value added alike (no cause is identified, hence never more); "
    "contradicted when significantly negative with both; undetermined otherwise (each shares a number with the left side, and a sign "
    "that flips with the base says nothing)",
    data=["province_sectors"],
)
def efficiency_of_the_province():
    frame = value_added_rate(load("province_sectors"))
    found = {
        base: absorbed(frame, f"rate ~ {base} + {EFFECTS}", base, "province")
        for base in ("by_output", "by_value_added")
    }
    sides = [side(ends) for _, ends, _, _ in found.values()]
    if min(sides) > 0:
        verdict = Verdict.PARTLY
    else:
        verdict = Verdict.CONTRADICTED if max(sides) < 0 else Verdict.UNDETERMINED
    (by_output, output_ends, _, n), (by_value, value_ends, _, _) = found.values()
    flips = sides[0] * sides[1] < 0
    return Finding(
        verdict,
        (
            *ends_figures(
                "by_output", "商按总产出算 | quotient by output", by_output, output_ends, 3
            ),
            *ends_figures(
                "by_value_added", "商按增加值算 | quotient by value added", by_value, value_ends, 3
            ),
            Figure("cells", "省×部门×年 | provinces, sectors and years", n, "", 0),
        ),
        f"增加值与总产出之比对区位商，商按总产出算，系数{signed(by_output, 3)}（95%区间{brackets(output_ends, 3)}）；按增加值算，"
        f"{signed(by_value, 3)}（{brackets(value_ends, 3)}）。{'换一种算法，符号就翻，这是同一张表自己与自己的相关' if flips else '两种算法的符号没有相反'}。"
        "各省各部门的就业与资本没有，生产效率无从算起（未含港澳台）。",
        f"Value added per output on the location quotient has the coefficient {signed(by_output, 3)} with the quotient by output (95% interval "
        f"{brackets(output_ends, 3)}) and {signed(by_value, 3)} by value added ({brackets(value_ends, 3)}). "
        f"{'The sign flips with the base: one table correlates with itself' if flips else 'The signs do not oppose each other'}. Workers and capital by "
        "province and sector are missing, without which there is no productivity (Hong Kong, Macao and Taiwan not included).",
        "各省各部门的就业、工时与资本存量，2002—2017年，与产出分开采集"
        " | workers, hours and capital by province and sector, 2002–2017, gathered apart from output"
        if verdict is Verdict.UNDETERMINED
        else "",
    )


@check(
    "P20",
    rule="凭据全部相合，为部分支持（未识别因果，故至多如此）；全部相反，不支持；有合有反，或都未涉及，为证据不足"
    " | partly supported when all rows of evidence agree (no cause is identified, hence never more); contradicted when all differ; "
    "undetermined when they disagree among themselves or are silent",
    data=["claim_evidence"],
)
def trust_and_stability():
    found = stances("P20")
    total = sum(found.values())
    if found["agrees"] == total:
        verdict = Verdict.PARTLY
    else:
        verdict = Verdict.CONTRADICTED if found["differs"] == total else Verdict.UNDETERMINED
    return Finding(
        verdict,
        (
            Figure("rows", "所据凭据 | rows of evidence", total, "", 0),
            Figure("agrees", "相合 | agree", found["agrees"], "", 0),
            Figure("differs", "相反 | differ", found["differs"], "", 0),
        ),
        f"手头没有一张表量到信任或欺诈。文献的{total}条凭据里，{found['agrees']}条相合，{found['differs']}条相反，{found['silent']}条没有涉及：关系网能约束欺诈，"
        "也能给欺诈以机会；能稳住集群，也能把它锁住。这里没有系统检索，只列最常被引的几种。",
        f"No table at hand measures trust or fraud. Rows of evidence from the literature: {total} (agreeing "
        f"{found['agrees']}, differing {found['differs']}, silent {found['silent']}). Ties that curb fraud also give it its chance, and ties that hold a cluster together can lock it in. "
        "The literature was not searched systematically; only the works cited most stand here.",
        "企业问卷：往来对象、账期、合同纠纷与违约，问集群内外、隔几年再问"
        " | a survey of firms, inside clusters and outside and again some years later: partners, credit given, disputes and breaches of contract"
        if verdict is Verdict.UNDETERMINED
        else "",
    )
