import re
from datetime import date
from pathlib import Path

import pytest
import yaml
from pybtex.database import parse_file, parse_string

from clusterbook.citation import (
    FORMATS,
    book_citation,
    companion,
    companion_citation,
    page_citation,
)
from clusterbook.language import pick

ROOT = Path(__file__).resolve().parent.parent
BASE = "https://example.org/book/"
PAGE = ("一、产业集群的概念", "1. The concept & its uses", "chapters/ch1/s01-concept")
RIS_LINE = re.compile(r"[A-Z][A-Z0-9]  - (.*)")


def read_ris(text):
    """A RIS record as ``{tag: [values]}``; raises ``ValueError`` where it is not one."""
    lines = text.split("\n")
    if not lines[0].startswith("TY  - ") or lines[-1] != "ER  - ":
        raise ValueError("a record opens with TY and closes with ER")
    record = {}
    for line in lines:
        if not RIS_LINE.fullmatch(line):
            raise ValueError(f"no RIS line: {line!r}")
        record.setdefault(line[:2], []).append(line[6:])
    return record


def read_bibtex(text):
    (entry,) = parse_string(text, "bibtex").entries.values()
    return entry


def test_the_ris_reader_finds_faults():
    for bad in ("TI  - x\nER  - ", "TY  - CHAP\nTI - x\nER  - ", "TY  - CHAP\nTI  - x"):
        with pytest.raises(ValueError):
            read_ris(bad)


def test_gbt7714_of_a_page():
    version, day = companion()["version"], companion()["date"]
    assert page_citation(*PAGE, "zh", BASE)["gbt7714"] == (
        "伴读本贡献者. 一、产业集群的概念[EB/OL]//产业集群与吉林民营经济：伴读本. "
        f"{version}版. ({day})[YYYY-MM-DD]. https://example.org/book/chapters/ch1/s01-concept.html."
    )
    assert page_citation(*PAGE, "en", BASE + "en/")["gbt7714"] == (
        "The companion's contributors. 1. The concept & its uses[EB/OL]//A Companion to Chen and "
        f"Xu on Industrial Clusters in Jilin. Version {version}. ({day})[YYYY-MM-DD]. "
        "https://example.org/book/en/chapters/ch1/s01-concept.html."
    )


def test_without_an_address_the_citation_is_whole():
    found = page_citation(*PAGE, "zh")
    assert found["gbt7714"].endswith(f"({companion()['date']})[YYYY-MM-DD].")
    assert "url" not in read_bibtex(found["bibtex"]).fields
    assert "UR" not in read_ris(found["ris"])
    assert "http" not in "".join(found.values())


@pytest.mark.parametrize("lang, title", [("zh", PAGE[0]), ("en", PAGE[1])])
def test_bibtex_and_ris_of_a_page(lang, title):
    found = page_citation(*PAGE, lang, BASE)
    assert set(found) == set(FORMATS)
    entry, record = read_bibtex(found["bibtex"]), read_ris(found["ris"])
    assert entry.type == "incollection" and record["TY"] == ["CHAP"]
    assert entry.fields["title"].strip("{}").replace("\\&", "&") == title
    assert record["TI"] == [title]
    assert [str(person) for person in entry.persons["author"]] == [
        f"{{{companion()['author'][lang]}}}"
    ]
    assert record["UR"] == [entry.fields["url"]] == [BASE + PAGE[2] + ".html"]
    assert record["T2"] == [entry.fields["booktitle"].strip("{}")]
    assert record["PY"] == [entry.fields["year"]] == [companion()["date"][:4]]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_citation_of_the_companion(lang):
    found = companion_citation(lang, BASE)
    assert f"{companion()['title'][lang]}[EB/OL]. " in found["gbt7714"]
    assert "//" not in found["gbt7714"].replace("https://", "")
    assert read_bibtex(found["bibtex"]).fields["url"] == BASE
    assert read_ris(found["ris"])["TI"] == [companion()["title"][lang]]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_citation_of_the_book(lang):
    found, entry = book_citation(lang), parse_file(str(ROOT / "references.bib")).entries
    title = entry["ChenXu2013"].fields["title"]
    assert found["gbt7714"] == f"陈守则, 徐俊昌. {title}[M]. 长春: 吉林大学出版社, 2013."
    book, record = read_bibtex(found["bibtex"]), read_ris(found["ris"])
    assert book.key == "ChenXu2013" and record["SN"] == [book.fields["isbn"]]
    assert title in book.fields["title"] and record["TI"] == [title]
    assert len(book.persons["author"]) == len(record["AU"]) == 2
    assert record["AU"][0] == {"zh": "陈守则", "en": "Chen, Shouze"}[lang]


def test_a_title_in_one_language_only_is_refused(tmp_path):
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8").replace(" = ", " / ", 1)
    (tmp_path / "CITATION.cff").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="title must be"):
        companion(tmp_path)


def test_citation_file_has_what_the_format_asks_for():
    record = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert record["cff-version"] == "1.2.0"
    assert {"message", "title", "authors", "abstract"} <= set(record)
    assert record["license"] == ["MIT", "CC-BY-4.0"]
    assert isinstance(record["date-released"], date)
    assert all("name" in author for author in record["authors"])
    assert "independent and unofficial" in " ".join(record["abstract"].split())
    (book,) = record["references"]
    assert book["type"] == "book" and book["year"] == 2013
    assert book["isbn"] == "978-7-5677-1031-3"
    assert [a["family-names"] + a["given-names"] for a in book["authors"]] == ["陈守则", "徐俊昌"]


def test_citation_file_agrees_with_the_book_and_the_package():
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    for lang in ("zh", "en"):
        assert companion()["title"][lang] == pick(config["title"], lang)
        assert companion()["author"][lang].lower() == pick(config["author"], lang)
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f'version = "{companion()["version"]}"' in project
