"""How to cite the companion, a page or a table of it, and the printed book.

In GB/T 7714, BibTeX and RIS. What is said of the companion comes from ``CITATION.cff``, what is
said of the book from ``references.bib``, and what is said of a table from its descriptor.
"""

from difflib import get_close_matches
from functools import cache
from pathlib import Path

import yaml
from pybtex.database import parse_file

from clusterbook.anchors import anchors
from clusterbook.bibliography import gbt7714, inverted, people, plain
from clusterbook.claims import claims
from clusterbook.data import describe, load
from clusterbook.notebooks import notebooks_folder

PACKAGE = Path(__file__).resolve().parent
# In a checkout the files stand beside the package, in a wheel inside it.
ROOT = PACKAGE.parent if (PACKAGE.parent / "CITATION.cff").is_file() else PACKAGE
BOOK = "ChenXu2013"
FORMATS = {"gbt7714": "GB/T 7714", "bibtex": "BibTeX", "ris": "RIS"}
# The day of access is the reader's to fill in.
ACCESS = "YYYY-MM-DD"
PARALLEL = " = "
CATALOGUE = "chapters/back/catalogue.html"
NOTE_WORDS = {
    "zh": {"vintage": "数据版本：", "route": "取得途径：", "list": "、", "stop": "；"},
    "en": {"vintage": "Vintage: ", "route": "route: ", "list": ", ", "stop": "; "},
}


def published_at(root=ROOT):
    """The address of publication that ``_config.yml`` states, empty where there is none."""
    path = Path(root) / "_config.yml"
    if not path.is_file():
        return ""
    return yaml.safe_load(path.read_text(encoding="utf-8"))["html"]["baseurl"]


def cite(kind, what, lang):
    """The citation of a page, figure, table, claim or data table in the three formats.

    Raises ValueError when there is no such thing.
    """
    base = published_at()
    if kind == "data":
        return table_citation(what, lang, base)
    if lang == "en" and base:
        base = base.rstrip("/") + "/en/"
    if kind == "claim":
        return claim_citation(what, lang, base)
    if kind == "page":
        rows = load("contents").set_index("page")
        if what not in rows.index:
            raise ValueError(f"no page {what!r}; pages are {', '.join(rows.index)}")
        row = rows.loc[what]
        return page_citation(row["title_zh"], row["title_en"], f"chapters/{what}", lang, base)
    return anchor_citation(what, lang, base)


@cache
def companion(root=ROOT):
    """What ``CITATION.cff`` says: title and author in both languages, version, date of release."""
    record = yaml.safe_load((Path(root) / "CITATION.cff").read_text(encoding="utf-8"))
    titles = record["title"].split(PARALLEL)
    if len(titles) != 2:
        raise ValueError(
            f"CITATION.cff: the title must be 'English{PARALLEL}中文', found {record['title']!r}"
        )
    author = record["authors"][0]
    return {
        "title": {"zh": titles[1], "en": titles[0]},
        "author": {"zh": author["alias"], "en": author["name"][0].upper() + author["name"][1:]},
        "version": str(record["version"]),
        "date": str(record["date-released"]),
    }


def page_citation(title_zh, title_en, page, lang, base="", root=ROOT):
    """The citation of one page in the three formats, ``{"gbt7714": …, "bibtex": …, "ris": …}``.

    ``page`` is its address below ``base``, without ``.html``; an anchor may follow after ``#``.
    Without ``base`` no address is printed.
    """
    titles = {"zh": title_zh, "en": title_en}
    return online(titles, page.removeprefix("chapters/"), page, lang, base, root)


def claim_citation(claim, lang, base="", root=ROOT):
    """The citation of one claim's card. Raises ValueError for an unknown claim."""
    known = claims()
    if claim not in known:
        raise ValueError(f"no claim {claim!r}; they run from {min(known)} to {max(known)}")
    subject = known[claim]
    titles = {
        "zh": f"论断{claim}：{subject.claim_zh}",
        "en": f"Claim {claim}: {subject.claim_en}",
    }
    return online(
        titles, f"claim/{claim}", f"chapters/{subject.page}#claim-{claim}", lang, base, root
    )


def anchor_citation(label, lang, base="", root=ROOT):
    """The citation of a figure or table by its label. Raises ValueError for an unknown label."""
    known = anchors(notebooks_folder())
    if label not in known:
        near = get_close_matches(label, known, n=3)
        hint = f"nearest: {', '.join(near)}" if near else "take what follows # in its address"
        raise ValueError(f"no figure or table {label!r}; {hint}")
    found = known[label]
    words = {"figure": ("图：", "Figure: "), "table": ("表：", "Table: ")}[found.kind]
    titles = {"zh": words[0] + found.title("zh"), "en": words[1] + found.title("en")}
    return online(titles, label, f"chapters/{found.page}#{label}", lang, base, root)


def companion_citation(lang, base="", root=ROOT):
    """The citation of the whole companion in the three formats."""
    return online(None, "", "", lang, base, root)


def online(titles, name, page, lang, base, root):
    record = companion(root)
    whole = record["title"][lang]
    version = f"{record['version']}版" if lang == "zh" else f"Version {record['version']}"
    file, sign, anchor = page.partition("#")
    address = f"{base.rstrip('/')}/{file and file + '.html'}{sign}{anchor}" if base else ""
    author, date = record["author"][lang], record["date"]
    head = f"{titles[lang]}[EB/OL]//{whole}" if titles else f"{whole}[EB/OL]"
    part = {"title": titles[lang], "booktitle": whole} if titles else {"title": whole}
    other = titles[{"zh": "en", "en": "zh"}[lang]] if titles else ""
    key = "-".join(["companion", date[:4], *name.split("/")]).rstrip("-")
    return {
        "gbt7714": " ".join(
            f"{piece}."
            for piece in [author, head, version, f"({date})[{ACCESS}]", address]
            if piece
        ),
        "bibtex": bibtex(
            "incollection" if titles else "misc",
            key,
            author=f"{{{author}}}",
            **{field: f"{{{escape(text)}}}" for field, text in part.items()},
            year=date[:4],
            note=version,
            url=address,
            urldate=address and ACCESS,
        ),
        "ris": ris(
            ("TY", "CHAP" if titles else "ELEC"),
            # The comma keeps the name of a body in one piece.
            ("AU", f"{author},"),
            ("TI", part["title"]),
            ("TT", other if other != part["title"] else ""),
            ("T2", part.get("booktitle")),
            ("ET", record["version"]),
            ("PY", date[:4]),
            ("DA", date.replace("-", "/")),
            ("LA", {"zh": "zh-CN", "en": "en"}[lang]),
            ("UR", address),
            ("Y2", address and ACCESS.replace("-", "/")),
        ),
    }


def table_anchor(name):
    """The permanent anchor of a table on the catalogue page."""
    return f"data-{name.replace('_', '-')}"


def table_citation(name, lang, base="", root=ROOT):
    """The citation of one table in the three formats: its publisher, not the companion, is the
    author; vintage, route and checksum say which figures are meant.

    Raises ValueError for an unknown table.
    """
    record, resource = companion(root), describe(name)
    whole, date = record["title"][lang], record["date"]
    version = f"{record['version']}版" if lang == "zh" else f"Version {record['version']}"
    address = f"{base.rstrip('/')}/{CATALOGUE}#{table_anchor(name)}" if base else ""
    publisher, title = resource[f"publisher_{lang}"], resource[f"title_{lang}"]
    words = NOTE_WORDS[lang]
    note = words["stop"].join(
        [
            f"{words['vintage']}{resource[f'vintage_{lang}']}",
            f"{words['route']}{words['list'].join(resource.get(f'route_{lang}', resource['route']))}",
            f"SHA-256 {resource['hash'].removeprefix('sha256:')[:12]}",
        ]
    )
    return {
        "gbt7714": " ".join(
            f"{piece}."
            for piece in [
                publisher,
                f"{title}[DS/OL]//{whole}",
                version,
                f"({date})[{ACCESS}]",
                address,
                note,
            ]
            if piece
        ),
        "bibtex": bibtex(
            "misc",
            f"companion-{date[:4]}-data-{name}",
            author=f"{{{escape(publisher)}}}",
            title=f"{{{escape(title)}}}",
            howpublished=f"{{{escape(whole)}}}, {version}",
            year=date[:4],
            note=escape(note),
            url=address,
            urldate=address and ACCESS,
        ),
        "ris": ris(
            ("TY", "DATA"),
            ("AU", f"{publisher.replace(',', ';')},"),
            ("TI", title),
            ("T2", whole),
            ("ET", record["version"]),
            ("PY", date[:4]),
            ("DA", date.replace("-", "/")),
            ("N1", note),
            ("LA", {"zh": "zh-CN", "en": "en"}[lang]),
            ("UR", address),
            ("Y2", address and ACCESS.replace("-", "/")),
        ),
    }


def book_citation(lang, root=ROOT):
    """The citation of the printed book in the three formats; GB/T 7714 is always in Chinese."""
    entry = parse_file(str(Path(root) / "references.bib")).entries[BOOK]
    authors = [inverted(person) for person in people(entry, "author", lang)]
    title, translation = plain(entry, "title"), plain(entry, "title", "en")
    english = lang == "en"
    return {
        "gbt7714": gbt7714(entry),
        "bibtex": bibtex(
            "book",
            BOOK,
            author=" and ".join(name if "," in name else f"{{{name}}}" for name in authors),
            title=f"{{{title} [{translation}]}}" if english else f"{{{title}}}",
            publisher=plain(entry, "publisher", lang),
            address=plain(entry, "address", lang),
            year=plain(entry, "year"),
            isbn=plain(entry, "isbn"),
            note=english and "In Chinese",
        ),
        "ris": ris(
            ("TY", "BOOK"),
            *(("AU", name) for name in authors),
            ("TI", title),
            ("TT", translation),
            ("PB", plain(entry, "publisher", lang)),
            ("CY", plain(entry, "address", lang)),
            ("PY", plain(entry, "year")),
            ("SN", plain(entry, "isbn")),
            ("LA", "zh-CN"),
        ),
    }


def escape(text):
    """Text with the characters that BibTeX would read as commands made plain."""
    return "".join(f"\\{sign}" if sign in "&%$#_" else sign for sign in text)


def bibtex(kind, key, **fields):
    """An entry; empty fields are left out."""
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@{kind}{{{key},\n{body}\n}}"


def ris(*fields):
    """A record; empty fields are left out."""
    lines = [f"{tag}  - {value}" for tag, value in fields if value]
    return "\n".join([*lines, "ER  - "])
