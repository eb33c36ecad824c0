import json
from pathlib import Path

import pytest

from clusterbook.data import describe, tables
from clusterbook.data import load as load_table
from clusterbook.notebooks import cell_language, text
from clusterbook.terms import COLUMNS, anchor, avoided, forms, load, unmatched

ROOT = Path(__file__).resolve().parent.parent
ROWS = load()

# Words that would accuse: the house says 修订 revised, 未达到 not reached.
ACCUSING = [
    {
        "zh": "修订",
        "en": "revised",
        "avoid_zh": "注水;造假;虚报;作假",
        "avoid_en": "fake;faked;falsified",
    }
]

ROW = dict.fromkeys(COLUMNS, "")
MADE_UP = [
    {
        **ROW,
        "zh": "区位商",
        "en": "location quotient",
        "avoid_zh": "区位熵",
        "avoid_en": "LQ ratio",
    },
    {**ROW, "zh": "外部经济", "en": "external economies"},
    {**ROW, "zh": "外部经济学", "en": "outer economics"},
]


def pairs():
    """``(path, Chinese text, English text)`` of all pairs of cells."""
    for path in sorted((ROOT / "chapters").rglob("*.ipynb")):
        waiting = None
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            lang = cell_language(cell)
            if cell["cell_type"] != "markdown" or lang is None:
                continue
            if lang == "zh":
                waiting = text(cell)
            elif waiting is not None:
                yield path.relative_to(ROOT), waiting, text(cell)
                waiting = None


def test_avoided_forms_are_found():
    assert avoided("区位熵大于1。", "zh", MADE_UP) == [("区位熵", "区位商")]
    assert avoided("The LQ-ratios rise.", "en", MADE_UP) == [("LQ ratio", "location quotient")]
    assert avoided("lq Ratio", "en", MADE_UP)
    assert avoided("区位商大于1。", "zh", MADE_UP) == []
    assert avoided("a CLQ ratio", "en", MADE_UP) == []


def test_what_is_not_prose_is_passed_over():
    assert avoided("`区位熵` {cite:t}`区位熵2001`\n```python\n区位熵 = 1\n```", "zh", MADE_UP) == []
    assert avoided("```{note}\n区位熵\n```", "zh", MADE_UP) != []
    assert avoided("{term}`区位熵 <区位商>`", "zh", MADE_UP) != []


def test_terms_without_rendering_are_found():
    assert unmatched("区位商", "the ratio", MADE_UP) == [("区位商", "location quotient")]
    assert (
        unmatched("{term}`区位商`", "{term}`Location quotients <location quotient>`", MADE_UP) == []
    )
    assert unmatched("外部经济", "an external economy", MADE_UP) == []
    assert unmatched("外部经济学", "outer economics", MADE_UP) == []
    assert unmatched("没有术语", "nothing", MADE_UP) == []
    assert unmatched("# 区位商的用处\n\n正文", "# Uses\n\nText", MADE_UP) == []


@pytest.mark.parametrize(
    "change, message",
    [
        (lambda lines: ["zh,en"] + lines[1:], "columns must be"),
        (lambda lines: lines + [lines[1]], "stands twice"),
        (lambda lines: lines + ["新词,new word,,,,A word.,"], "line .*: definition_zh is empty"),
    ],
)
def test_a_faulty_table_is_refused(tmp_path, change, message):
    lines = (ROOT / "data" / "terms.csv").read_text(encoding="utf-8").splitlines()
    path = tmp_path / "terms.csv"
    path.write_text("\n".join(change(lines)), encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        load(path)


def test_addresses_of_terms_are_unique():
    assert len({anchor(row) for row in ROWS}) == len(ROWS)


def test_no_avoided_form_is_part_of_a_term():
    for lang in ("zh", "en"):
        terms = [row[lang].lower() for row in ROWS]
        for row in ROWS:
            for form in forms(row, f"avoid_{lang}"):
                assert not [term for term in terms if form.lower() in term], form


def test_definitions_keep_the_house_style():
    for row in ROWS:
        assert row["definition_zh"].endswith("。") and row["definition_zh"].count("。") == 1, row[
            "zh"
        ]
        assert row["definition_en"].endswith("."), row["en"]
        assert not set(",;:()") & set(row["definition_zh"]), row["zh"]
        for lang in ("zh", "en"):
            assert avoided(row[f"definition_{lang}"], lang, ROWS) == [], row[lang]


def test_pages_avoid_the_avoided_forms():
    found = []
    for path, zh, en in pairs():
        for rows in (ROWS, ACCUSING):
            found += [(path, *slip) for slip in avoided(zh, "zh", rows) + avoided(en, "en", rows)]
    assert found == []


def test_readme_avoids_the_avoided_forms():
    path = ROOT / "README.md"
    if not path.exists():
        pytest.skip("no README.md yet")
    source = path.read_text(encoding="utf-8")
    assert avoided(source, "zh", ROWS) + avoided(source, "en", ROWS) == []


def texts_of_tables():
    """``(table, language, text)`` of every bilingual column, and of the tables' descriptions."""
    for name in tables():
        resource = describe(name)
        for key, value in resource.items():
            if key.endswith(("_zh", "_en")):
                yield name, key[-2:], str(value)
        for field in resource["schema"]["fields"]:
            if name != "terms" and field["name"].endswith(("_zh", "_en")):
                for value in load_table(name)[field["name"]].dropna().unique():
                    yield name, field["name"][-2:], value


def test_tables_avoid_the_avoided_forms():
    found = {
        (name, form)
        for name, lang, text in texts_of_tables()
        for form, _ in avoided(text, lang, ROWS)
    }
    assert found == set()


def test_pages_render_terms_the_same_way_in_both_languages():
    found = [(path, *term) for path, zh, en in pairs() for term in unmatched(zh, en, ROWS)]
    assert found == []
