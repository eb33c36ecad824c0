"""Checks of what the preface says of Jilin's private clusters: since when, and around which pillars."""

from clusterbook.claims.evidence import stances, weigh
from clusterbook.claims.model import Figure, Finding, Verdict
from clusterbook.claims.registry import check
from clusterbook.data import load

# The five of the preface, as the rows of evidence name them.
PILLARS = ("汽车", "石油化工", "光电子", "生物制药", "农副产品深加工")


def parts(claim, stance):
    """The parts of a claim on which the evidence takes a stance: their names in both languages."""
    rows = load("claim_evidence", claim=claim)
    rows = rows[rows["stance"] == stance]
    return list(rows["part_zh"]), list(rows["part_en"])


def listed(names, zh):
    if not names:
        return "无" if zh else "none"
    return "、".join(names) if zh else ", ".join(names)


@check(
    "P27",
    rule="起点与时长各有凭据且都相合，为与文献一致；有凭据相反，为不一致；否则证据不足"
    " | consistent when beginning and length have evidence that agrees throughout; differs when some "
    "speaks against; undetermined otherwise",
    data=["claim_evidence"],
)
def beginning_and_length(late_nineties=(1997, 1999), stated_years=10, printed=2013):
    found = stances("P27")
    verdict = weigh(
        found, whole=Verdict.CONSISTENT, part=Verdict.UNDETERMINED, against=Verdict.DIFFERS
    )
    longest, shortest = (printed - year for year in late_nineties)
    fits = shortest <= stated_years
    zh, en = parts("P27", "differs")
    other_zh = [name.removeprefix("起步：") for name in zh if name.startswith("起步：")]
    other_en = [name.removeprefix("beginning: ") for name in en if name.startswith("beginning: ")]
    length_zh = (
        "与“近十年”相合"
        if fits
        else f"不是近十年；起点与时长若都照字面，这句话写在{late_nineties[1] + stated_years}年以前"
    )
    length_en = (
        "which agrees with nearly ten"
        if fits
        else "not nearly ten; taken literally, beginning and length put the sentence before "
        f"{late_nineties[1] + stated_years}"
    )
    return Finding(
        verdict,
        (
            Figure("sources", "凭据 | pieces of evidence", sum(found.values()), "", 0),
            Figure("against", "相反者 | of these against", found["differs"], "", 0),
            Figure(
                "shortest",
                f"{late_nineties[1]}年至印行 | years from {late_nineties[1]} to printing",
                shortest,
                "年 | years",
                0,
            ),
            Figure(
                "longest",
                f"{late_nineties[0]}年至印行 | years from {late_nineties[0]} to printing",
                longest,
                "年 | years",
                0,
            ),
        ),
        f"由九十年代末算到{printed}年印行，有{shortest}至{longest}年，{length_zh}。"
        f"起点与所述不合的凭据：{listed(other_zh, True)}。"
        "凭据大多没有写明所有制，民营企业从哪一年起成群，仍不知道。",
        f"From the late 1990s to the printing in {printed} there are {shortest} to {longest} years, {length_en}. "
        f"Evidence against the beginning: {listed(other_en, False)}. Most of it does not state ownership, and "
        "the year from which private firms formed clusters remains unknown.",
        "按所有制与成立年份的企业名录 | a register of firms by ownership and year of founding"
        if verdict is Verdict.UNDETERMINED
        else "",
    )


@check(
    "P28",
    rule="五个支柱的所有制与“五大支柱”之称各有凭据，全都相合，为与文献一致；有一项相反，为不一致；否则证据不足"
    " | consistent when evidence on the ownership of the five and on the name of five pillars agrees "
    "throughout; differs when one piece speaks against; undetermined otherwise",
    data=["claim_evidence"],
)
def five_private_pillars():
    found = stances("P28")
    verdict = weigh(
        found, whole=Verdict.CONSISTENT, part=Verdict.UNDETERMINED, against=Verdict.DIFFERS
    )
    counts, names = {}, {}
    for stance in ("agrees", "differs", "silent"):
        zh, en = parts("P28", stance)
        own = [(a, b) for a, b in zip(zh, en, strict=True) if a in PILLARS]
        counts[stance] = len(own)
        names[stance] = [a for a, _ in own], [b for _, b in own]
    name_differs = len(parts("P28", "differs")[0]) > counts["differs"]
    return Finding(
        verdict,
        (
            Figure("pillars", "支柱 | pillars", len(PILLARS), "", 0),
            Figure("private", "凭据称民营者 | called private", counts["agrees"], "", 0),
            Figure("state", "凭据称国有或院所者 | state or institute", counts["differs"], "", 0),
            Figure("silent", "没有凭据者 | without evidence", counts["silent"], "", 0),
        ),
        f"就见到的凭据，核心企业属国有或院所的有{listed(names['differs'][0], True)}，称为民营的有"
        f"{listed(names['agrees'][0], True)}；没有一个支柱有按所有制分的份额。"
        + (
            "省里2011年的归类也不是五大支柱，而是三个支柱产业加两个优势产业。"
            if name_differs
            else ""
        )
        + "若把原句读作民营企业围着这些核心成群，核心是不是民营便不妨事，而配套企业的所有制没有数据。",
        "In the evidence read, the core firms belong to the state or its institutes in "
        f"{listed(names['differs'][1], False)}, and are called private in {listed(names['agrees'][1], False)}; "
        "for none of the pillars are there shares by ownership. "
        + (
            "Nor was the province's own grouping of 2011 five pillars, but three pillars and two advantaged "
            "industries. "
            if name_differs
            else ""
        )
        + "Should the sentence mean private firms around these cores, the ownership of the cores would not "
        "matter, and that of the suppliers has no data.",
        "五个产业按所有制分的产值与资产，含配套企业"
        " | output and assets of the five industries by ownership, suppliers included"
        if verdict is Verdict.UNDETERMINED
        else "",
    )
