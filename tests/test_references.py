import json
import re
from pathlib import Path

import pytest
from pybtex.database import parse_file, parse_string

from clusterbook.bibliography import author_year, gbt7714, remarks
from clusterbook.sphinx.references import GBT7714, ChineseCitations, EnglishCitations, EnglishList

ROOT = Path(__file__).resolve().parent.parent
STATUS = {"CONFIRMED", "SEEN", "SEEN (partial)"}
CITED = re.compile(r"\{cite(?::\w+)?\}`([^`]+)`")

BIB = r"""
@book{zh-book, author = {{陈守则} and {徐俊昌}}, title = {对策研究}, publisher = {吉林大学出版社},
  address = {长春}, year = {2013}, langid = {chinese}, author_en = {Chen, Shouze and Xu, Junchang},
  title_en = {Policies}, publisher_en = {Jilin University Press}, address_en = {Changchun}}
@article{zh-article, author = {{贺灿飞} and {郭琪} and {马妍} and others}, title = {研究进展},
  journal = {地理学报}, volume = {69}, number = {8}, pages = {1207--1223}, year = {2014},
  langid = {chinese}, author_en = {He, Canfei and Guo, Qi and Ma, Yan and others}}
@article{zh-issue, author = {{王缉慈}}, title = {战略}, journal = {中国工业经济}, number = {3},
  pages = {47--54}, year = {2002}, langid = {chinese}, author_en = {Wang, Jici}}
@book{zh-edition, author = {{甲}}, title = {书}, edition = {2}, translator = {{乙}},
  publisher = {社}, year = {2001}, langid = {chinese}, author_en = {Jia}}
@book{edition, author = {Marshall, Alfred}, title = {Principles}, edition = {8},
  publisher = {Macmillan}, address = {London}, year = {1920}}
@book{translated, author = {Weber, Alfred}, translator = {Friedrich, C. J.}, title = {Location},
  publisher = {Press}, address = {Chicago}, year = {1929}}
@book{edited, editor = {Aydalot, P. and Keeble, D.}, title = {High Technology},
  publisher = {Routledge}, address = {London}, year = {1988}}
@book{homeless, author = {Hwang, C.-L. and Yoon, K.}, title = {Decisions}, publisher = {Springer},
  year = {1981}}
@article{article, author = {Porter, Michael E.}, title = {Clusters}, journal = {HBR}, volume = {76},
  number = {6--7}, pages = {77--90}, year = {1998}, doi = {10.1/x_y}}
@article{question, author = {den Hertog, Pim}, title = {`{Panacea}'?}, journal = {J}, year = {2003}}
@incollection{part, author = {Grabher, G.}, editor = {Pyke, F. and {St. John}, C. H.},
  title = {Ties}, booktitle = {Firm}, volume = {4}, pages = {255--277}, publisher = {Routledge},
  address = {London}, year = {1993}}
@inproceedings{paper, author = {McKinney, Wes}, title = {Data}, booktitle = {Proceedings},
  year = {2010}, pages = {56--61}}
@techreport{report, author = {A, B. and C, D. and E, F. and G, H.}, title = {Growth},
  type = {NBER Working Paper}, number = {18250}, institution = {NBER}, year = {2012}}
@techreport{report-online, author = {A, B.}, title = {Growth}, institution = {Jena},
  address = {Jena}, year = {2007}, url = {https://example.org/1}}
@proceedings{volume, organization = {OECD}, title = {Boosting}, publisher = {OECD},
  address = {Paris}, year = {1999}}
@misc{online, author = {{Some Community}}, title = {Page}, url = {https://example.org}}
@misc{paperless, author = {{吉林省统计局}}, title = {公报}, year = {2025}, langid = {chinese}}
@misc{nameless, title = {探索}, shorttitle = {探索}, shorttitle_en = {Explorations}, year = {2018},
  langid = {chinese}, status = {SEEN (partial)}, note = {a note}, note_zh = {附注}}
"""
ENTRIES = parse_string(BIB, "bibtex").entries

# Written by hand after the standard, the year with the imprint.
EXPECTED = {
    "zh-book": "陈守则, 徐俊昌. 对策研究[M]. 长春: 吉林大学出版社, 2013.",
    "zh-article": "贺灿飞, 郭琪, 马妍, 等. 研究进展[J]. 地理学报, 2014, 69(8): 1207-1223.",
    "zh-issue": "王缉慈. 战略[J]. 中国工业经济, 2002(3): 47-54.",
    "zh-edition": "甲. 书[M]. 乙, 译. 2版. [出版地不详]: 社, 2001.",
    "edition": "MARSHALL A. Principles[M]. 8th ed. London: Macmillan, 1920.",
    "translated": "WEBER A. Location[M]. FRIEDRICH C J, trans. Chicago: Press, 1929.",
    "edited": "AYDALOT P, KEEBLE D. High Technology[M]. London: Routledge, 1988.",
    "homeless": "HWANG C L, YOON K. Decisions[M]. [S.l.]: Springer, 1981.",
    "article": "PORTER M E. Clusters[J]. HBR, 1998, 76(6-7): 77-90. DOI:10.1/x_y.",
    "question": "DEN HERTOG P. ‘Panacea’?[J]. J, 2003.",
    "part": (
        "GRABHER G. Ties[M]//PYKE F, ST. JOHN C H. Firm: Vol. 4. London: Routledge, 1993: 255-277."
    ),
    "paper": "MCKINNEY W. Data[C]//Proceedings. [S.l.: s.n.], 2010: 56-61.",
    "report": "A B, C D, E F, et al. Growth: NBER Working Paper 18250[R]. [S.l.]: NBER, 2012.",
    "report-online": "A B. Growth[R/OL]. Jena: Jena, 2007. https://example.org/1.",
    "volume": "OECD. Boosting[C]. Paris: OECD, 1999.",
    "online": "Some Community. Page[EB/OL]. https://example.org.",
    "paperless": "吉林省统计局. 公报[Z]. 2025.",
    "nameless": "探索[Z]. 2018.",
}
YEAR_FIRST = {
    "zh-book": "陈守则, 徐俊昌, 2013. 对策研究[M]. 长春: 吉林大学出版社.",
    "zh-issue": "王缉慈, 2002. 战略[J]. 中国工业经济(3): 47-54.",
    "article": "PORTER M E, 1998. Clusters[J]. HBR, 76(6-7): 77-90. DOI:10.1/x_y.",
    "report": "A B, C D, E F, et al., 2012. Growth: NBER Working Paper 18250[R]. [S.l.]: NBER.",
    "online": "Some Community, [n.d.]. Page[EB/OL]. https://example.org.",
    "nameless": "探索[Z]. 2018.",
}
ENGLISH = {
    "zh-book": (
        "Chen, Shouze and Xu, Junchang (2013). 对策研究 [Policies]. "
        "Changchun: Jilin University Press."
    ),
    "zh-article": (
        "He, Canfei, Guo, Qi, Ma, Yan et al. (2014). 研究进展. 地理学报 69(8), 1207–1223."
    ),
    "edited": "Aydalot, P. and Keeble, D. (eds) (1988). High Technology. London: Routledge.",
    "edition": "Marshall, Alfred (1920). Principles. 8th ed. London: Macmillan.",
    "translated": "Weber, Alfred (1929). Location. Translated by C. J. Friedrich. Chicago: Press.",
    "article": "Porter, Michael E. (1998). Clusters. HBR 76(6–7), 77–90. https://doi.org/10.1/x_y.",
    "part": (
        "Grabher, G. (1993). Ties. In: Pyke, F. and St. John, C. H. (eds), Firm, vol. 4, "
        "pp. 255–277. London: Routledge."
    ),
    "report": "A, B., C, D., E, F. and G, H. (2012). Growth. NBER Working Paper 18250. NBER.",
    "online": "Some Community (n.d.). Page. https://example.org.",
    "nameless": "探索 (2018).",
}


@pytest.mark.parametrize("key", EXPECTED)
def test_gbt7714(key):
    assert gbt7714(ENTRIES[key]) == EXPECTED[key]


def test_every_type_is_expected():
    assert set(EXPECTED) == set(ENTRIES)


@pytest.mark.parametrize("key", YEAR_FIRST)
def test_gbt7714_with_the_year_after_the_authors(key):
    assert gbt7714(ENTRIES[key], year_first=True) == YEAR_FIRST[key]


@pytest.mark.parametrize("key", ENGLISH)
def test_english_list(key):
    assert str(author_year(ENTRIES[key])) == ENGLISH[key]


def test_remarks_say_what_was_not_seen():
    assert remarks(ENTRIES["nameless"], "zh") == "（附注；部分著录项未见）"
    assert remarks(ENTRIES["nameless"], "en") == " [in Chinese; a note; some particulars not seen]"
    assert remarks(ENTRIES["article"], "en") == ""


def citations(style, list_style, role, *keys, entries=ENTRIES):
    """What a reader sees of a citation, made from the templates without a build."""
    from sphinxcontrib.bibtex.style.referencing import format_references
    from sphinxcontrib.bibtex.style.template import SphinxReferenceInfo

    chosen = list_style().sort([entries[key] for key in keys])
    labels = list_style().format_labels(chosen)
    where = SphinxReferenceInfo(None, "", "", "", None, "", "")
    found = [
        (entry, list_style().format_entry(label, entry), where)
        for label, entry in zip(labels, chosen, strict=True)
    ]
    return str(format_references(style(), role, found))


@pytest.mark.parametrize(
    "role, keys, zh, en",
    [
        ("p", ["zh-book"], "（陈守则、徐俊昌，2013）", "(Chen and Xu, 2013)"),
        ("t", ["zh-book"], "陈守则、徐俊昌（2013）", "Chen and Xu (2013)"),
        ("p", ["article"], "（Porter，1998）", "(Porter, 1998)"),
        ("p", ["zh-article"], "（贺灿飞等，2014）", "(He et al., 2014)"),
        ("t", ["report"], "A等（2012）", "A et al. (2012)"),
        ("p", ["nameless"], "（《探索》，2018）", "(Explorations, 2018)"),
        ("p", ["online"], "（Some Community，无日期）", "(Some Community, n.d.)"),
        ("p", ["article", "question"], "（den Hertog，2003；Porter，1998）", None),
    ],
)
def test_citations(role, keys, zh, en):
    assert citations(ChineseCitations, GBT7714, role, *keys) == zh
    if en:
        assert citations(EnglishCitations, EnglishList, role, *keys) == en


def test_works_of_one_author_and_year_get_letters():
    entries = parse_string(
        "@book{one, author={K, P}, title={Geography}, publisher={X}, year={1991}}"
        "@book{two, author={K, P}, title={Returns}, publisher={X}, year={1991}}",
        "bibtex",
    ).entries
    found = citations(EnglishCitations, EnglishList, "p", "two", "one", entries=entries)
    assert found == "(K, 1991a; K, 1991b)"


def test_chinese_works_open_the_chinese_list_in_order_of_their_pinyin():
    chosen = [ENTRIES[k] for k in ("article", "zh-issue", "edition", "zh-article", "zh-book")]
    keys = [entry.key for entry in GBT7714().sort(chosen)]
    assert keys == ["zh-book", "zh-article", "zh-issue", "edition", "article"]


def without_evidence(entries):
    return [
        key
        for key, entry in entries.items()
        if entry.fields.get("status") not in STATUS or not entry.fields.get("evidence", "").strip()
    ]


def without_english(entries):
    """Works in Chinese that the English edition could not cite in English."""
    return [
        key
        for key, entry in entries.items()
        if entry.fields.get("langid") == "chinese"
        and not {"author_en", "shorttitle_en"} & {name.lower() for name in entry.fields}
    ]


def unknown_citations(source, entries):
    """Citation keys of a Markdown text that the bibliography does not hold."""
    keys = {key.strip() for group in CITED.findall(source) for key in group.split(",")}
    # A key may carry words around it: {see}key{p. 3}.
    keys = {re.sub(r"^(?:\{[^}]*\})?([^{}]+)(?:\{[^}]*\})?$", r"\1", key) for key in keys}
    return sorted(keys - set(entries))


def test_the_checks_find_faults():
    bad = parse_string(
        "@misc{a, title={x}, status={SEEN}} @misc{b, title={x}, status={SURE}, evidence={y}}"
        "@misc{c, title={x}, status={SEEN}, evidence={y}, langid={chinese}}",
        "bibtex",
    ).entries
    assert without_evidence(bad) == ["a", "b"]
    assert without_english(bad) == ["c"]
    text = "{cite:t}`a, {see}b{p. 3}` and {cite}`Nobody1999`"
    assert unknown_citations(text, bad) == ["Nobody1999"]


def test_every_entry_has_status_and_evidence():
    assert without_evidence(bibliography()) == []


def test_every_chinese_work_can_be_cited_in_english():
    assert without_english(bibliography()) == []


def test_every_citation_is_in_the_bibliography():
    entries = bibliography()
    missing = {}
    for path in sorted((ROOT / "chapters").rglob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        found = unknown_citations("\n".join("".join(cell["source"]) for cell in cells), entries)
        if found:
            missing[path.name] = found
    assert missing == {}


def test_every_entry_formats_in_both_editions():
    for style in (GBT7714(), EnglishList()):
        entries = style.sort(list(bibliography().values()))
        labels = list(style.format_labels(entries))
        assert len(set(labels)) == len(labels)
        for label, entry in zip(labels, entries, strict=True):
            text = str(style.format_entry(label, entry).text)
            assert not re.search(r"[{}\\]|\.\.|, ,|\bNone\b| {2}|: \.", text), text


def bibliography():
    return parse_file(str(ROOT / "references.bib")).entries
