"""Tables and glued texts: formatted before they reach the page."""

import pandas as pd
import pytest

from clusterbook.display import glue, in_language, table, widths

FRAME = pd.DataFrame({"项": ["a|b", "$x$", "% of b"], "值": ["1", "2", "3"]})


def test_a_number_must_be_formatted_before_it_is_glued():
    with pytest.raises(TypeError, match="glue share: format the value first, got float"):
        glue(share=50.5)


def test_a_table_takes_formatted_texts_only():
    with pytest.raises(TypeError, match="table t: format the numbers of column x first"):
        table(pd.DataFrame({"x": [1.5]}), name="t", caption="表 | T")


def test_markup_in_a_cell_is_escaped(monkeypatch):
    monkeypatch.setenv("BOOK_LANG", "zh")
    markdown = table(FRAME, name="tbl-x", caption="表 | T", note="注 | N")._repr_markdown_()
    assert r"* - a\|b" in markdown
    assert r"\$x\$" in markdown and r"\% of b" in markdown
    assert ":name: tbl-x" in markdown
    assert "{list-table} 表" in markdown
    assert "注" in markdown


def test_a_citation_in_a_cell_is_one_on_the_page_and_its_key_elsewhere(monkeypatch):
    monkeypatch.setenv("BOOK_LANG", "en")
    frame = pd.DataFrame({"Work": ["{cite:t}`Porter1998` [sic]"], "Year": ["1998"]})
    shown = table(frame, name="tbl-x", caption="表 | T")
    assert "- {cite:t}`Porter1998` \\[sic\\]\n" in shown._repr_markdown_()
    for text in (repr(shown), shown._repr_html_()):
        assert "Porter1998 [sic]" in text and "cite" not in text


def test_a_table_marks_its_columns_of_sentences_and_of_short_entries():
    frame = pd.DataFrame(
        {
            "id": ["P07"],
            "word": ["一二三四五六七八九十"],
            "goal": ["到2017年民营主营业务收入达到"],
            "p": ["p < 0.001"],
        }
    )
    assert list(widths(frame)) == ["terse-1", "prose-3", "terse-4"]
    assert (
        ":class: data-table terse-1 prose-3 terse-4\n"
        in table(frame, name="t", caption="表 | T")._repr_markdown_()
    )
    assert list(widths(frame.iloc[:0])) == ["terse-1", "terse-2", "terse-3", "terse-4"]


def test_the_table_reads_the_same_in_jupyterlab_and_in_a_terminal(monkeypatch):
    monkeypatch.setenv("BOOK_LANG", "en")
    shown = table(FRAME, name="tbl-x", caption="表 | T")
    assert "<caption>T</caption>" in shown._repr_html_()
    assert repr(shown).startswith("T\n")


def test_one_language_of_a_frame(monkeypatch):
    monkeypatch.setenv("BOOK_LANG", "en")
    frame = in_language(pd.DataFrame({"id": [1], "name_zh": ["甲"], "name_en": ["A"]}))
    assert frame.to_dict("records") == [{"id": 1, "name": "A"}]
