"""A page's notebook in one language, to be opened outside the book: plain Markdown, no outputs.

What the book's build would fill in stands written out: computed texts, numbers of figures, names
and years of the works cited, with their list at the end. A student's notebook is the same without
the solutions.
"""

import ast
import copy
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

from clusterbook.anchors import of_cell
from clusterbook.bibliography import NO_YEAR, author_year, cited_names, gbt7714, plain
from clusterbook.language import LANGUAGES
from clusterbook.notebooks import notebooks_folder, one_language, tags, text
from clusterbook.numbering import prefix

WORDS = {
    "figure": {"zh": "图", "en": "Fig. "},
    "table": {"zh": "表", "en": "Table "},
    "equation": {"zh": "式", "en": "Eq. "},
    "exercise": {"zh": "练习", "en": "Exercise"},
    "solution": {"zh": "解答", "en": "Solution"},
    "references": {"zh": "参考文献", "en": "References"},
    "online": {"zh": "（此处的表或图由网页生成，见网上的本页。）", "en": "(Made by the website; see this page online.)"},
}  # fmt: skip
FENCE = re.compile(r"^(`{3,})\{([\w:-]+)\} *(.*?)\n(.*?)^\1 *$", re.M | re.S)
LABEL = re.compile(r"^:label: *(\S+)", re.M)
OPTION = re.compile(r"^:[\w-]+:.*\n?", re.M)


def numbers(notebook, page, lang):
    """The printed number of every figure, table and equation by its label, as the book numbers them.

    Figures and tables carry their word (图3.4.1, Fig. 3.4.1), equations the number alone.
    """
    found, counts, before = {}, Counter(), prefix(page)

    def count(kind, label):
        counts[kind] += 1
        number = ".".join(map(str, (*before, counts[kind])))
        found[label] = WORDS[kind][lang] + number if kind != "equation" else number

    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            for anchor in of_cell(cell, page):
                count(anchor.kind, anchor.label)
        elif lang in tags(cell):
            for fence in FENCE.finditer(text(cell)):
                label = LABEL.search(fence[4])
                if fence[2] == "math" and label:
                    count("equation", label[1])
    return found


@cache
def cited_keys(folder):
    """The works that the pages of a folder cite."""
    found = set()
    for path in Path(folder).rglob("*.ipynb"):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            for keys in re.findall(r"\{cite:[tp]\}`([^`]+)`", text(cell)):
                found |= set(re.split(r"\s*,\s*", keys))
    return found


def years(entries, lang):
    """The year of each work; of the book's works by the same names in a year, 1990a, 1990b, … in
    the order of their titles, as the list of references has them.
    """
    cited = cited_keys(notebooks_folder())
    groups = {}
    for key, item in sorted(
        entries.items(), key=lambda pair: plain(pair[1], "title", "en").lower()
    ):
        names = cited_names(item, lang), plain(item, "year") or NO_YEAR[lang]
        groups.setdefault(names, []).append(key)
    found = {}
    for (_, year), keys in groups.items():
        shared = [key for key in keys if key in cited]
        for key in keys:
            letter = "abcdefghij"[shared.index(key)] if len(shared) > 1 and key in shared else ""
            found[key] = year + letter
    return found


class Writer:
    """Turns one page's MyST into plain Markdown and remembers which works it cites."""

    def __init__(self, page, lang, glued, labels, entries, base):
        self.page, self.lang, self.glued, self.labels = page, lang, glued, labels
        self.entries, self.base, self.cited = entries, base, []
        self.years = years(entries, lang)

    def markdown(self, source):
        source = re.sub(r"^\([\w-]+\)=\n", "", source, flags=re.M)
        source = FENCE.sub(self.fence, source)
        source = re.sub(r"\{([\w:]+)\}`([^`]+)`", self.role, source)
        source = re.sub(r"^\{[.#][^}]*\}\n", "", source, flags=re.M)
        return re.sub(r"\[([^\]]*)\]\(([^)\s]+)\)", self.link, source)

    def fence(self, match):
        name, title, body = match[2], match[3], OPTION.sub("", match[4]).strip("\n")
        if name == "exercise":
            return f"**{WORDS['exercise'][self.lang]}{self.colon}{title}**\n\n{body}"
        if name == "solution-start":
            return f"**{WORDS['solution'][self.lang]}**"
        if name == "solution-end":
            return ""
        if name == "math":
            label = LABEL.search(match[4])
            tag = f"\\tag{{{self.labels[label[1]]}}}\n" if label else ""
            return f"$$\n{body}\n{tag}$$"
        if name in ("code", "code-block"):
            return f"```{title}\n{body}\n```"
        if body:
            heading = [f"**{title}**", ""] if title else []
            return "\n".join(f"> {line}".rstrip() for line in [*heading, *body.splitlines()])
        return f"*{WORDS['online'][self.lang]}*"

    @property
    def colon(self):
        return "：" if self.lang == "zh" else ": "

    def role(self, match):
        name, body = match[1], match[2]
        shown, target = re.match(r"^(.*?)(?: *<([^>]+)>)?$", body).groups()
        target = target or shown
        if name.startswith("glue"):
            return self.glued[target.split(":")[0]]
        if name == "numref":
            return self.labels[target]
        if name.startswith("cite"):
            return self.citation(re.split(r"\s*,\s*", target), textual=name == "cite:t")
        if name == "eq":
            return f"{WORDS['equation'][self.lang]}({self.labels[target]})"
        return shown

    def citation(self, keys, textual):
        zh = self.lang == "zh"
        works = []
        for key in keys:
            entry = self.entries[key]
            if key not in self.cited:
                self.cited.append(key)
            works.append((cited_names(entry, self.lang), self.years[key]))
        brackets = "（）" if zh else ("(", ")")
        if textual:
            joined = [f"{n}{'' if zh else ' '}{brackets[0]}{y}{brackets[1]}" for n, y in works]
            return ("、" if zh else ", ").join(joined)
        inner = ("；" if zh else "; ").join(f"{n}{'，' if zh else ', '}{y}" for n, y in works)
        return f"{brackets[0]}{inner}{brackets[1]}"

    def link(self, match):
        shown, target = match[1], match[2]
        if re.match(r"\w+://", target):
            return match[0]
        if target.startswith("#"):
            target = f"{self.page}.html{target}"
        elif ".ipynb" in target:
            folder = self.page.rpartition("/")[0]
            target = normal(f"{folder}/{target}" if folder else target).replace(".ipynb", ".html")
        return f"[{shown}]({self.base}chapters/{target})" if self.base else shown

    def references(self):
        if self.lang == "zh":
            lines = [str(gbt7714(self.entries[k], self.years[k], True)) for k in self.cited]
        else:
            lines = [
                author_year(self.entries[k], self.years[k]).render_as("text") for k in self.cited
            ]
        return "\n".join(f"- {line}" for line in sorted(lines))


def normal(path):
    """A relative path without ``..``."""
    parts = []
    for part in path.split("/"):
        if part == "..":
            parts.pop()
        elif part not in (".", ""):
            parts.append(part)
    return "/".join(parts)


def reader_notebook(notebook, page, lang, glued, *, entries, setup="", base="", student=False):
    """The notebook of one page in one language for use outside the book.

    ``glued`` holds the page's computed texts by key, ``entries`` the bibliography by key, ``setup``
    the code of a first cell, ``base`` the address of the edition (links to other pages become plain
    text without it). A student's notebook comes without solutions (:func:`for_students`). Raises
    ``KeyError`` for a text, label or work that is not known.
    """
    if lang not in LANGUAGES:
        raise ValueError(f"no language {lang!r}")
    page_labels = numbers(notebook, page, lang)
    source = for_students(notebook, lang) if student else notebook
    made = one_language(copy.deepcopy(source), lang)
    writer = Writer(page, lang, glued, page_labels, entries, base)
    cells = []
    for cell in made["cells"]:
        kind, source = cell["cell_type"], text(cell)
        if kind == "markdown":
            source = writer.markdown(source).strip("\n")
            if not source:
                continue
        cells.append(new_cell(kind, cell["id"], source, cell))
        if kind == "code":
            for anchor in of_cell(cell, page):
                caption = f"**{page_labels[anchor.label]}** {anchor.title(lang)}"
                cells.append(new_cell("markdown", f"{cell['id']}-{anchor.label}"[:64], caption))
    if setup:
        cells.insert(1, new_cell("code", "setup", setup))
    if writer.cited:
        heading = WORDS["references"][lang]
        cells.append(new_cell("markdown", "references", f"## {heading}\n\n{writer.references()}"))
    return {**{k: made[k] for k in ("metadata", "nbformat", "nbformat_minor")}, "cells": cells}


def for_students(notebook, lang):
    """The two-language notebook with a place to answer instead of each solution, and its checks kept.

    What a solution asserts becomes a cell of its own after the empty one, which names the variables
    that it looks at. Cells tagged ``guide`` are for the instructor and left out.
    """
    cells = []
    for cell in notebook["cells"]:
        if "guide" in tags(cell):
            continue
        if "solution" not in tags(cell):
            cells.append(cell)
        elif cell["cell_type"] == "code":
            cells += [answer_cell(cell, lang), *check_cells(cell)]
    return {**notebook, "cells": cells}


def answer_cell(cell, lang):
    """The empty cell in a solution's place; it names what the check after it expects."""
    names = expected(text(cell))
    line = {"zh": "# 在这里作答。", "en": "# Your answer goes here."}[lang]
    if names:
        listed = ("、" if lang == "zh" else ", ").join(names)
        line += {
            "zh": f"下一格的检查要用到：{listed}（题中没有说明的，看检查便知）",
            "en": f" The check below looks at: {listed} (it shows what the task does not say)",
        }[lang]
    return {**new_cell("code", f"{cell['id']}-answer", line), "metadata": {"tags": ["answer"]}}


def check_cells(cell):
    checks = [ast.unparse(node) for node in statements(text(cell)) if isinstance(node, ast.Assert)]
    if checks:
        made = new_cell("code", f"{cell['id']}-check", "\n".join(checks))
        yield {**made, "metadata": {"tags": ["check"]}}


def statements(code):
    return ast.parse(code).body


def expected(code):
    """The names that a solution's checks look at and the solution itself defines, in order."""
    body = statements(code)
    checks = [node for node in body if isinstance(node, ast.Assert)]
    defined = {}
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            defined[node.name] = True
            continue
        for part in ast.walk(node):
            if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
                defined[part.id] = True
            elif isinstance(part, ast.alias):
                defined[(part.asname or part.name).partition(".")[0]] = True
    looked_at, own = set(), set()
    for check in checks:
        for part in ast.walk(check):
            if isinstance(part, ast.Name):
                # A comprehension inside a check defines a variable of its own.
                (own if isinstance(part.ctx, ast.Store) else looked_at).add(part.id)
    return [name for name in defined if name in looked_at - own]


def solved(student, notebook):
    """A student's notebook with the solutions put back where the answers go (for the tests)."""
    solutions = {f"{cell['id']}-answer": text(cell) for cell in notebook["cells"]}
    cells = [
        {**cell, "source": solutions[cell["id"]]} if "answer" in tags(cell) else cell
        for cell in student["cells"]
    ]
    return {**student, "cells": cells}


def new_cell(kind, name, source, like=None):
    kept = {"tags": sorted(tags(like) - set(LANGUAGES))} if like and tags(like) else {}
    cell = {"cell_type": kind, "id": name, "metadata": kept, "source": source}
    if kind == "code":
        cell |= {"outputs": [], "execution_count": None}
    return cell


def glued_texts(path):
    """The texts that a page's code handed to its prose, by key, as the build keeps them in a file
    ``<page>.glue.json``; none where the page computes nothing.
    """
    if not path.is_file():
        return {}
    found = json.loads(path.read_text(encoding="utf-8"))
    return {key: ast.literal_eval(output["data"]["text/plain"]) for key, output in found.items()}


def setup_code(lang, wheel=""):
    """The first cell: it asks for the edition's language, and says or does the installation.

    ``wheel`` is the address of the package, empty where the book is not published.
    """
    comment = {
        "zh": "# 本页用到clusterbook包（含数据）；没有安装时，先在终端运行：\n#   pip install \"clusterbook[notebook] @ file:///路径/clusterbook-版本-py3-none-any.whl\"",
        "en": "# This page uses the package clusterbook, data included. If it is missing, first run in a shell:\n#   pip install \"clusterbook[notebook] @ file:///path/clusterbook-VERSION-py3-none-any.whl\"",
    }[lang]  # fmt: skip
    language = f'import os\n\nos.environ.setdefault("BOOK_LANG", "{lang}")'
    if not wheel:
        return f"{comment}\n{language}"
    return (
        "try:\n    import clusterbook\nexcept ImportError:\n"
        f'    %pip install -q "clusterbook[notebook] @ {wheel}"\n{language}'
    )


def dumps(notebook):
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
