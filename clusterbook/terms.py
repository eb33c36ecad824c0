"""The term base: ``data/terms.csv``, and the two checks that prose is held to.

A form is avoided where another term stands for the same thing. :func:`avoided` finds such forms in
a text; :func:`unmatched` finds terms of a Chinese text that its English twin does not render.
"""

import csv
import re
from pathlib import Path

TABLE = Path(__file__).resolve().parent.parent / "data" / "terms.csv"
COLUMNS = ["zh", "en", "avoid_zh", "avoid_en", "definition_zh", "definition_en", "note_en"]

# Words in which an avoided form is no slip.
ALLOWED = {"zh": ("地方产业群",), "en": ()}

# Other renderings that are as right as the term's own.
ALSO = {
    "产业集群": ("cluster",),
    "民营经济": ("private",),
    "地区生产总值": ("GDP",),
    "私营企业": ("private firm",),
    "个体工商户": ("self-employed",),
    "合成控制法": ("synthetic control",),
    "聚类稳健标准误": ("clustered standard error", "cluster-robust"),
    "熵权法": ("entropy weight",),
    "汽车产业": ("car industry", "automotive industry"),
    "市场主体": ("market entities",),
    "地级市": ("prefecture-level city", "prefecture-level cities"),
    "生物制药": ("biopharmaceutical",),
    "石油化工": ("petrochemical",),
    "交易成本": ("transaction cost",),
}

# Terms whose Chinese is an everyday word, or whose English changes its part of speech with the
# sentence: that they occur says nothing about what must stand in the twin.
LOOSE = {"支持", "判定", "重建", "锁定", "普查修订"}


def load(path=TABLE):
    """The rows of the term base as dicts, in the order of the table.

    Raises ``ValueError`` when a column is missing, a required cell is empty or a term stands twice.
    """
    with Path(path).open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if reader.fieldnames != COLUMNS:
            raise ValueError(f"{path}: the columns must be {COLUMNS}, found {reader.fieldnames}")
        rows = list(reader)
    for lang in ("zh", "en"):
        seen = set()
        for number, row in enumerate(rows, 2):
            for column in (lang, f"definition_{lang}"):
                if not row[column]:
                    raise ValueError(f"{path}: line {number}: {column} is empty")
            if row[lang].lower() in seen:
                raise ValueError(f"{path}: line {number}: {row[lang]!r} stands twice")
            seen.add(row[lang].lower())
    return rows


def forms(row, column):
    """The forms of an ``avoid_…`` cell."""
    return [form.strip() for form in row[column].split(";") if form.strip()]


def anchor(row):
    """The stable ASCII id of a term on the glossary page, the same in both editions."""
    return "term-" + re.sub(r"[^a-z0-9]+", "-", row["en"].lower().replace("'", "")).strip("-")


def prose(source):
    """Markdown without what is not prose: code, formulas, addresses, targets of roles."""
    source = re.sub(r"^```\{?(?:code|math|mermaid).*?^```", " ", source, flags=re.M | re.S)
    source = re.sub(r"^```(?!\{).*?^```", " ", source, flags=re.M | re.S)
    source = re.sub(r"^\s*(?:`{3,}|:{3,}).*$", "", source, flags=re.M)
    source = re.sub(r"\{term\}`([^`<]+)(?:<[^`]*>)?`", r"\1", source)
    source = re.sub(r"\{[\w:]+\}`[^`]*`|`[^`]*`|\$[^$]*\$|\]\([^)]*\)|https?://\S+", " ", source)
    return source


def avoided(text, lang, rows=None):
    """Avoided forms in a text, as ``(form, term)`` pairs; in English whole words, in any case."""
    text = prose(text)
    for word in ALLOWED[lang]:
        text = text.replace(word, " ")
    found = []
    for row in rows or load():
        for form in forms(row, f"avoid_{lang}"):
            pattern = re.escape(form) if lang == "zh" else whole_words(form)
            if re.search(pattern, text, re.I):
                found.append((form, row[lang]))
    return found


def whole_words(form):
    """A pattern for an English form with or without s, hyphen or space between its words."""
    return r"\b" + r"[\s-]+".join(map(re.escape, re.split(r"[\s-]+", form))) + r"s?\b"


def inflected(form):
    """A pattern for an English term, singular or plural, with hyphen or space between its words."""
    words = re.split(r"[\s-]+", form)
    return r"[\s-]+".join(rf"{re.escape(stem)}(?:s|es|y|ies)?" for stem in map(singular, words))


def singular(word):
    for ending in ("ies", "y", "s"):
        if word.endswith(ending) and not word.endswith(("ss", "is")) and len(word) > 4:
            return word[: -len(ending)]
    return word


def unmatched(zh, en, rows=None):
    """Terms of a Chinese text that the English text does not render, as ``(zh, en)`` pairs.

    A term inside a longer one counts as the longer one only. Titles of pages are passed over: the
    Chinese ones are the printed book's, the English ones are shorter.
    """
    zh, en = prose(re.sub(r"^# .*$", "", zh, flags=re.M)), prose(en)
    found = []
    for row in sorted(rows or load(), key=lambda row: -len(row["zh"])):
        term = row["zh"]
        if term not in zh:
            continue
        zh = zh.replace(term, " ")
        renderings = (row["en"], *ALSO.get(term, ()))
        if term not in LOOSE and not any(
            re.search(rf"\b{inflected(rendering)}", en, re.I) for rendering in renderings
        ):
            found.append((term, row["en"]))
    return found
