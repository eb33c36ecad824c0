"""Numbers are written as each language writes them."""

import pytest

from clusterbook import language


@pytest.mark.parametrize(
    ("lang", "call", "text"),
    [
        ("zh", lambda: language.yuan(5318), "5318亿元"),
        ("en", lambda: language.yuan(5318), "CNY 531.8 billion"),
        ("zh", lambda: language.yuan(13000), "1.30万亿元"),
        ("en", lambda: language.yuan(13000), "CNY 1.30 trillion"),
        ("zh", lambda: language.count(16), "16万"),
        ("en", lambda: language.count(16), "160,000"),
        ("zh", lambda: language.count(133.5), "133.5万"),
        ("en", lambda: language.count(240), "2.40 million"),
        ("zh", lambda: language.number(12345.6, 1), "12345.6"),
        ("en", lambda: language.number(12345.6, 1), "12,345.6"),
        ("zh", lambda: language.points(1.34), "1.3个百分点"),
        ("en", lambda: language.points(1.34), "1.3 percentage points"),
        ("en", lambda: language.tr("中", "E"), "E"),
        ("zh", lambda: language.pick({"a": ["中 | E", "both"]}), {"a": ["中", "both"]}),
    ],
)
def test_formats(monkeypatch, lang, call, text):
    monkeypatch.setenv("BOOK_LANG", lang)
    assert call() == text


def test_chinese_is_the_plain_habit(monkeypatch):
    monkeypatch.delenv("BOOK_LANG", raising=False)
    assert language.language() == "zh"


def test_an_unknown_language_is_refused(monkeypatch):
    monkeypatch.setenv("BOOK_LANG", "fr")
    with pytest.raises(ValueError, match="BOOK_LANG is 'fr'"):
        language.language()


def test_a_text_of_three_parts_is_refused():
    with pytest.raises(ValueError, match="more than one"):
        language.pick("一 | two | three")
