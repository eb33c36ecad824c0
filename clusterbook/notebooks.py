"""The two-language notebook: what a well-formed one looks like, and one language of it.

Prose stands in pairs of Markdown cells, a cell tagged ``zh`` followed at once by its ``en`` twin;
code cells carry no language tag. The twins share headings, labels, directives, glue keys, citations
and claims. Captions and alternative texts hold both languages, separated by `` | ``.
"""

import re
from collections import Counter
from importlib.resources import files
from pathlib import Path

from clusterbook.language import LANGUAGES, SEPARATOR, pick

HEADING = re.compile(r"^(#{1,6}) ", re.M)
DIRECTIVE = re.compile(r"^\s*(?:`{3,}|:{3,})\{([\w:-]+)\}", re.M)
LABEL = re.compile(r"^\(([\w-]+)\)=|^:(?:label|name): *(\S+)", re.M)
ROLE = re.compile(r"\{([\w:]+)\}`([^`]+)`")
FENCE = re.compile(r"^(`{3,}|~{3,}).*?^\1`*\s*$", re.M | re.S)


def notebooks_folder():
    """The folder of the notebooks: beside the package in a checkout, inside it when installed."""
    beside = Path(__file__).resolve().parent.parent / "chapters"
    if (beside / "index.ipynb").is_file():
        return beside
    return Path(str(files("clusterbook") / "chapters"))


def text(cell):
    """The source of a cell as one string."""
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


def tags(cell):
    """The set of a cell's tags."""
    return set(cell["metadata"].get("tags", []))


def cell_language(cell):
    """``"zh"``, ``"en"`` or ``None`` when the cell is common to both editions."""
    found = tags(cell) & set(LANGUAGES)
    return found.pop() if len(found) == 1 else None


def anatomy(source):
    """What the twins of a pair must share: ``{kind: Counter of items}``."""
    roles = {}
    for name, target in ROLE.findall(source):
        target = re.sub(r"^.*<([^>]+)>$", r"\1", target)
        if name.startswith("glue"):
            kind, items = "glue key", [target.split(":")[0]]
        elif name.startswith("cite"):
            kind, items = "citation", re.split(r"\s*,\s*", target)
        elif name in ("numref", "ref", "eq", "claim", "doc"):
            kind, items = f"{name} target", [target]
        else:
            continue
        roles.setdefault(kind, Counter()).update(items)
    prose = re.sub(r"^```\{code.*?^```", "", source, flags=re.M | re.S)
    return {
        "heading": Counter(f"level {len(marks)}" for marks in HEADING.findall(prose)),
        "directive": Counter(DIRECTIVE.findall(source)),
        "label": Counter(a or b for a, b in LABEL.findall(source)),
        **roles,
    }


# A twin may mention the same figure or source once more or less than the other: only the set counts.
AS_SET = {"glue key", "citation", "numref target", "ref target", "eq target", "claim target"}


def differences(zh, en):
    """Sentences that say how the anatomy of an English text differs from its Chinese twin."""
    ours, theirs = anatomy(zh), anatomy(en)
    for kind in sorted({*ours, *theirs}):
        a, b = ours.get(kind, Counter()), theirs.get(kind, Counter())
        if kind in AS_SET:
            a, b = Counter(set(a)), Counter(set(b))
        for item in sorted((a - b).keys()):
            yield f"{kind} {item!r} stands in Chinese only"
        for item in sorted((b - a).keys()):
            yield f"{kind} {item!r} stands in English only"


def faults(notebook):
    """What is wrong with a two-language notebook, as ``(cell number, sentence)`` pairs.

    Cells are counted from 1, as a reader counts them.
    """
    cells = notebook["cells"]
    waiting = None
    for number, cell in enumerate(cells, 1):
        found = tags(cell) & set(LANGUAGES)
        if cell["cell_type"] != "markdown":
            if found:
                yield (
                    number,
                    f"code is tagged {sorted(found)}, but code is common to both languages",
                )
            metadata = cell["metadata"].get("mystnb", {})
            for part, key in (("figure", "caption"), ("image", "alt")):
                value = metadata.get(part, {}).get(key)
                if value is not None and value.count(SEPARATOR) != 1:
                    yield number, f"{part} {key} is not '中文 | English': {value!r}"
            if "figure" in metadata and not metadata.get("image", {}).get("alt"):
                yield number, "the figure has no alternative text (mystnb.image.alt)"
            if waiting:
                yield waiting[0], "the Chinese cell has no English cell right after it"
                waiting = None
            continue
        if len(found) != 1:
            yield (
                number,
                f"a Markdown cell needs exactly one of the tags zh, en; found {sorted(found)}",
            )
            continue
        if found == {"zh"}:
            if waiting:
                yield waiting[0], "the Chinese cell has no English cell right after it"
            waiting = (number, cell)
        elif waiting is None:
            yield number, "the English cell has no Chinese cell right before it"
        else:
            twin = waiting[1]
            if tags(twin) - {"zh"} != tags(cell) - {"en"}:
                yield number, "the tags differ from those of the Chinese cell"
            for sentence in differences(text(twin), text(cell)):
                yield number, sentence
            waiting = None
    if waiting:
        yield waiting[0], "the Chinese cell has no English cell right after it"


def one_language(notebook, lang):
    """The notebook with one language's cells, captions and alternative texts (changed in place)."""
    notebook["cells"] = [c for c in notebook["cells"] if cell_language(c) in (None, lang)]
    for cell in notebook["cells"]:
        metadata = cell["metadata"].get("mystnb", {})
        for part, key in (("figure", "caption"), ("image", "alt")):
            if key in metadata.get(part, {}):
                metadata[part][key] = pick(metadata[part][key], lang)
    return notebook


LOAD = re.compile(r"""\bload\(\s*["'](\w+)["']""")
FROM_SHEETS = re.compile(r"^from clusterbook\.sheets import (?:\(([^)]*)\)|(.*))", re.M)


def tables_loaded(notebook):
    """Names of the data tables that a notebook's code loads, in order of appearance, itself or by
    the functions that it imports from :mod:`clusterbook.sheets`.
    """
    code = "\n".join(text(cell) for cell in notebook["cells"] if cell["cell_type"] == "code")
    found = LOAD.findall(code)
    for imported in FROM_SHEETS.findall(code):
        from clusterbook.sheets import READS

        for name in re.findall(r"\w+", "".join(imported)):
            found += READS.get(name, ())
    return list(dict.fromkeys(found))


# What may hold digits in prose: code and mathematics, roles and their targets, options of
# directives, addresses, the page's title (which numbers its section), then years, pages, and names
# that end in a number.
ALLOWED_DIGITS = [
    re.compile(pattern, re.M | re.S)
    for pattern in (
        r"^(`{3,})\{math\}.*?^\1\s*$",
        r"\$\$.*?\$\$|\$[^$\n]+\$",
        r"\{[\w:]+\}`[^`]*`",
        r"``.*?``|`[^`\n]*`",
        r"^\s*(`{3,}|:{3,})\{[^}]*\}.*?$|^:[\w-]+:.*?$|^\([\w-]+\)=\s*$",
        r"\]\([^)]*\)",
        r"^# .*$",
        r"第\d+(?:[—至、]\d+)*页|\bpp?\. ?\d+(?:[–-]\d+)?|\bpages? \d+(?:(?: to |[–-])\d+)?"
        r"|\bchapters? \d(?:(?: to | and |, )\d)*|(?<=年)\d{1,2}(?:—\d{1,2})?月",
        r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)(?=\D|$)",
        r"(?<![A-Za-z])(?:[PCJKNR]\d{2,3}[a-z]?|v[345])(?![A-Za-z0-9])|Python 3\.\d+|CC BY 4\.0|GB/T 7714",
    )
]


def naked_numbers(source):
    """Numbers that stand in prose without having been computed, in order.

    Every figure on a page comes from code through ``{glue:text}``. Digits may stand in code and
    mathematics, in roles and links, as years, page references and identifiers.
    """
    for pattern in ALLOWED_DIGITS:
        source = pattern.sub(" ", source)
    return re.findall(r"\d[\d.,]*%?", source)
