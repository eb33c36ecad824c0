"""A reader's own tables: what is checked, what is said of a fault, what the pages then read."""

import csv
import io
from datetime import date

import pytest

from clusterbook import data
from clusterbook.__main__ import main
from clusterbook.data import DataError, check, describe, load, source_of
from clusterbook.own import VARIABLE
from clusterbook.sphinx.frame import own_note
from clusterbook.sphinx.freshness import digests

HEADER = [field["name"] for field in describe("gdp")["schema"]["fields"]]
ROWS = [
    [2011, 220000, "吉林", "Jilin", "v5", 7857.5, "NBS-2027", ""],
    [2011, 210000, "辽宁", "Liaoning", "v5", 16000.25, "NBS-2027", "rounded"],
    [1978, 220000, "吉林", "Jilin", "v5", 81.98, "NBS-2027", ""],
]
SHIPPED = {name: (data._folder() / describe(name)["path"]).read_bytes() for name in ("gdp",)}


def text(rows=ROWS, header=HEADER, delimiter=","):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows([header, *rows])
    return out.getvalue()


def changed(row, column, value):
    rows = [list(cells) for cells in ROWS]
    rows[row][HEADER.index(column)] = value
    return text(rows)


@pytest.fixture
def own(tmp_path, monkeypatch):
    """The reader's folder, which the book reads in front of its own."""
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    monkeypatch.setattr(data, "_intact", set())
    return tmp_path


@pytest.fixture
def file(tmp_path):
    def write(content):
        path = tmp_path / "mine.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


# What fits


@pytest.mark.parametrize(
    "content",
    [
        text(),
        text().encode("utf-8-sig"),
        text().replace("\n", "\r\n"),
        changed(2, "year", 1949),
        changed(2, "year", date.today().year),
    ],
)
def test_a_sound_file_fits(file, content):
    assert check(file(content), "gdp") == []


def test_every_shipped_table_of_provinces_fits_its_own_descriptor():
    folder = data._folder()
    for name in ("gdp", "population", "agri_clusters"):
        assert check(folder / describe(name)["path"], name) == [], name


# What does not


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (text().encode("gb18030"), ["row 2", "found GB18030", "save the file as CSV UTF-8"]),
        (text().encode("utf-16"), ["not UTF-8"]),
        (text(delimiter=";"), ["row 1", "'year;province_code", "save it with commas"]),
        (text(delimiter="\t"), ["row 1", "not separated by commas"]),
        (
            text(header=[name.replace("gdp", "GDP") for name in HEADER]),
            ["row 1, column gdp: missing: add it", "found unknown column 'GDP' (nearest: gdp)"],
        ),
        (
            text([row[::-1] for row in ROWS], HEADER[::-1]),
            ["row 1", "put the columns as year,province_code"],
        ),
        (changed(1, "gdp", "约16000"), ["row 3, column gdp", "found '约16000', not a number"]),
        (changed(0, "gdp", "7,857.5"), ["row 2, column gdp", "found '7,857.5'", "digits alone"]),
        (changed(0, "gdp", ""), ["row 2, column gdp", "found nothing", "fill it in"]),
        (changed(0, "gdp", -1), ["row 2, column gdp", "out of range", "0 to"]),
        (changed(0, "year", "2011年"), ["row 2, column year", "not a whole number"]),
        (changed(0, "year", 1911), ["row 2, column year", "found '1911'", "run from 1949 to 20"]),
        (changed(1, "year", date.today().year + 1), ["row 3, column year", "out of range"]),
        (text([*ROWS, ROWS[0]]), ["row 5", "the same year, province_code, vintage", "keep one"]),
        (
            changed(0, "province", "吉林省"),
            ["column province", "'吉林省'", "nearest: 吉林", "use one"],
        ),
        (changed(0, "province_code", 990000), ["column province_code", "'990000'", "use one of"]),
        (changed(0, "province_code", 210000), ["'吉林' beside 210000, which is 辽宁", "correct"]),
        (changed(0, "vintage", "v9"), ["column vintage", "found 'v9'", "'v5'"]),
        (changed(0, "source", ""), ["column source", "found nothing"]),
        (text() + "2012,220000,吉林\n", ["row 5", "count the commas"]),
        (text([]), ["no rows below the header"]),
        ("", ["the file is empty"]),
        (b"\xef\xbb\xbf\n", ["the file is empty"]),
    ],
)
def test_a_fault_says_where_what_and_what_to_do(file, content, says):
    path = file(content)
    faults = check(path, "gdp")
    assert faults and all(fault.startswith(str(path)) for fault in faults)
    for words in says:
        assert words in "\n".join(faults)


def test_a_missing_file_and_an_unknown_table(tmp_path):
    assert "no such file" in check(tmp_path / "none.csv", "gdp")[0]
    with pytest.raises(ValueError, match=r"no table 'gpd' \(nearest: gdp\)"):
        check(tmp_path / "none.csv", "gpd")


def test_the_command_answers_by_its_status(file, capsys):
    assert main(["check", str(file(text())), "--as", "gdp"]) == 0
    assert "fits the table gdp" in capsys.readouterr().out
    assert main(["check", str(file(changed(0, "gdp", "x"))), "--as", "gdp"]) == 1
    assert "row 2, column gdp" in capsys.readouterr().err
    assert main(["check", "none.csv", "--as", "gpd"]) == 1
    assert "nearest: gdp" in capsys.readouterr().err


# The folder


def test_the_folder_stands_in_front_of_the_book(own):
    before = load("gdp", province_en="Jilin", vintage="v5", year=2011)["gdp"].item()
    (own / "gdp.csv").write_text(text(), encoding="utf-8-sig")
    assert source_of("gdp") == "own" and describe("gdp")["own_file"] == "gdp.csv"
    frame = load("gdp")
    assert frame.columns.tolist() == HEADER and len(frame) == len(ROWS)
    assert load("gdp", province_en="Jilin", year=2011)["gdp"].item() == 7857.5 != before
    assert str(frame["province_code"].dtype) == "str" and frame["year"].dtype == "int64"
    assert source_of("population") == "shipped" and len(load("population")) == 899


def test_nothing_is_written(own):
    (own / "gdp.csv").write_text(text(), encoding="utf-8")
    load("gdp")
    assert (own / "gdp.csv").read_text(encoding="utf-8") == text()
    assert (data._folder() / "gdp.csv").read_bytes() == SHIPPED["gdp"]
    assert sorted(path.name for path in own.iterdir()) == ["gdp.csv"]


def test_a_faulty_file_is_refused_and_read_again_once_mended(own):
    (own / "gdp.csv").write_text(changed(0, "gdp", "many"), encoding="utf-8")
    with pytest.raises(DataError, match=f"{VARIABLE}/gdp.csv, row 2, column gdp: found 'many'"):
        load("gdp")
    (own / "gdp.csv").write_text(text(), encoding="utf-8")
    assert len(load("gdp")) == len(ROWS)


def test_a_misnamed_file_is_not_passed_over(own):
    (own / "gpd.csv").write_text(text(), encoding="utf-8")
    with pytest.raises(DataError, match=r"gpd.csv: no table 'gpd' \(nearest: gdp\): rename"):
        load("population")


def test_a_folder_that_is_none(monkeypatch, tmp_path):
    monkeypatch.setenv(VARIABLE, str(tmp_path / "none"))
    with pytest.raises(DataError, match="names no folder"):
        load("gdp")


def test_without_the_variable_the_book_reads_its_own(monkeypatch):
    monkeypatch.setenv(VARIABLE, "")
    assert source_of("gdp") == "shipped" and "own_file" not in describe("gdp")


def test_the_card_names_the_readers_file(own, monkeypatch):
    assert own_note("gdp") == ""
    (own / "gdp.csv").write_text(text(), encoding="utf-8")
    assert own_note("gdp") == "（读自自备文件，不是伴读本所附）"
    monkeypatch.setenv("BOOK_LANG", "en")
    assert own_note("gdp") == " (from the reader’s own file)"


def test_the_list_names_the_readers_file(own, capsys, monkeypatch):
    (own / "gdp.csv").write_text(text(), encoding="utf-8")
    monkeypatch.setenv("BOOK_LANG", "en")
    assert main(["data"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("gdp (your own file): 3 rows; 1978–2011")
    assert lines[1].startswith("population: 899 rows; 2000–2024; before and after")


def test_the_pages_run_again_when_the_folder_changes(own, monkeypatch):
    root = data._folder().parent
    seen = [digests(root)]
    (own / "gdp.csv").write_text(text(), encoding="utf-8")
    seen.append(digests(root))
    (own / "gdp.csv").write_text(changed(0, "gdp", 1), encoding="utf-8")
    seen.append(digests(root))
    assert len({inputs for inputs, _ in seen}) == 3 and len({made for _, made in seen}) == 1
    monkeypatch.delenv(VARIABLE)
    assert digests(root) == seen[0]
