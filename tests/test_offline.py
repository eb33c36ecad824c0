"""The site as one file: zip, PDF and EPUB, and what is said where one cannot be made."""

import hashlib
import shutil
import zipfile
from xml.etree import ElementTree

import pytest
from conftest import ROOT

from clusterbook import offline
from clusterbook.__main__ import main
from clusterbook.citation import companion

SOME = [("chapters/index", 1), ("chapters/ch3/s01-constraints", 2), ("chapters/back/glossary", 1)]


@pytest.fixture
def few(monkeypatch):
    """Only some pages are printed; the code is that of the whole book."""
    monkeypatch.setattr(offline, "pages_in_order", lambda folder: SOME)


def test_the_zip_holds_every_page_and_is_the_same_each_time(site, tmp_path):
    first, second = (offline.zip_site(ROOT, tmp_path / name) for name in "ab")
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as archive:
        assert archive.testzip() is None
        names = {name.partition("/")[2] for name in archive.namelist()}
    for page, _ in offline.pages_in_order(ROOT):
        assert {f"{page}.html", f"en/{page}.html"} <= names


def test_pages_stand_in_the_order_of_the_contents(site):
    order = [page for page, _ in offline.pages_in_order(ROOT)]
    assert order[:2] == ["chapters/index", "chapters/preface"]
    assert order.index("chapters/ch3/c1-automobile") > order.index("chapters/ch3/s01-constraints")
    assert len(order) == len(set(order))


def test_a_site_older_than_the_contents_is_told(tmp_path):
    (tmp_path / "_build/html/en").mkdir(parents=True)
    (tmp_path / "_build/html/index.html").touch()
    shutil.copy(ROOT / "_toc.yml", tmp_path)
    with pytest.raises(offline.OfflineError, match="lacks chapters/index.html.*clusterbook build"):
        offline.pages_in_order(tmp_path)


def test_without_a_site_each_command_says_what_to_do(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for command in ("zip", "pdf", "epub", "teach"):
        assert main([command]) == 1
        assert "run python -m clusterbook build" in capsys.readouterr().err


def test_without_chromium_the_message_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with (
        pytest.raises(offline.OfflineError, match="no Chromium on this machine: install"),
        offline.browser(tmp_path),
    ):
        pass


def test_checksums_are_those_of_the_files(tmp_path):
    (tmp_path / "a.txt").write_text("one", encoding="utf-8")
    (tmp_path / "b.txt").write_text("two", encoding="utf-8")
    offline.checksums(tmp_path)
    again = offline.checksums(tmp_path).read_text(encoding="utf-8").splitlines()
    assert again == [
        f"{hashlib.sha256(text.encode()).hexdigest()}  {name}.txt"
        for name, text in (("a", "one"), ("b", "two"))
    ]


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_pdf(site, few, tmp_path, lang):
    from pypdf import PdfReader

    path = offline.book_pdf(ROOT, tmp_path, lang, progress=lambda line: None)
    book = PdfReader(path)
    # Where a line of print ends, a space may be lost or a break come in.
    text = "".join("".join(sheet.extract_text().split()) for sheet in book.pages)
    assert {"zh": "产业集群与吉林民营经济", "en": "CompaniontoChenandXu"}[lang] in text
    assert {"zh": "主要制约因素", "en": "Mainconstraints"}[lang] in text
    assert book.metadata.title == companion(ROOT)["title"][lang]
    marks = [mark for mark in book.outline if not isinstance(mark, list)]
    assert len(marks) == 2 and any(isinstance(mark, list) for mark in book.outline)
    links = [link.get_object() for sheet in book.pages for link in sheet.get("/Annots", ()) if link]
    assert any("/Dest" in link for link in links)
    assert not any("127.0.0.1" in str(link.get("/A", "")) for link in links)


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_epub(site, few, tmp_path, lang):
    path = offline.book_epub(ROOT, tmp_path, lang, progress=lambda line: None)
    with zipfile.ZipFile(path) as archive:
        assert archive.infolist()[0].filename == "mimetype"
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
        names = set(archive.namelist())
        manifest = ElementTree.fromstring(archive.read("OEBPS/content.opf"))
        items = [e.get("href") for e in manifest.iter("{http://www.idpf.org/2007/opf}item")]
        assert {f"OEBPS/{item}" for item in items} | {
            "mimetype",
            "META-INF/container.xml",
            "OEBPS/content.opf",
        } == names
        for item in items:
            if not item.endswith(".xhtml"):
                continue
            tree = ElementTree.fromstring(archive.read(f"OEBPS/{item}"))
            for node in tree.iter():
                for key in ("src", "href"):
                    target = node.get(key, "").partition("#")[0]
                    if target and ":" not in target:
                        assert f"OEBPS/{target}" in names, (item, target)
