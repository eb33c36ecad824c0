"""How a notebook hands its numbers and tables to the page."""

import re
from contextlib import contextmanager
from html import escape
from types import SimpleNamespace

from clusterbook.language import language, pick

_collectors = []
CITATION = re.compile(r"\{cite:[pt]\}`([\w-]+)`")


@contextmanager
def collecting():
    """Gather what cells hand to the page: ``glued`` texts by key and ``tables`` by name.

    While it is open nothing goes to myst-nb.
    """
    found = SimpleNamespace(glued={}, tables={})
    _collectors.append(found)
    try:
        yield found
    finally:
        _collectors.remove(found)


def glue(**texts):
    """Hand formatted texts to the prose, which quotes them as ``{glue:text}`key```.

    Only strings are taken: the place that knows a number's unit also writes it out, so that no
    sentence prints 50.3233.
    """
    for key, text in texts.items():
        if not isinstance(text, str):
            raise TypeError(f"glue {key}: format the value first, got {type(text).__name__}")
    for found in _collectors:
        found.glued.update(texts)
    if not _collectors:
        for key, text in texts.items():
            publish(key.replace("_", "-"), text)


def publish(key, text):
    """Write a text into the notebook's outputs the way ``myst_nb.glue`` does, which costs seconds to
    import in every notebook.
    """
    from IPython.display import publish_display_data

    prefix = "application/papermill.record/"
    publish_display_data(
        {f"{prefix}text/plain": repr(text)},
        metadata={"scrapbook": {"name": key, "mime_prefix": prefix}},
    )


class Table:
    """A numbered table on the page, an HTML table in JupyterLab, plain text in a terminal."""

    def __init__(self, frame, name, caption, note):
        self.frame, self.name, self.caption, self.note = frame.astype(str), name, caption, note
        self.classes = " ".join(["data-table", *widths(self.frame)])

    def __repr__(self):
        parts = [pick(self.caption), uncited(self.frame).to_string(index=False)]
        return "\n".join(parts + [pick(self.note)] * bool(self.note))

    def _repr_html_(self):
        caption = escape(pick(self.caption))
        body = uncited(self.frame).to_html(index=False, border=0)
        note = f"<p><small>{escape(pick(self.note))}</small></p>" if self.note else ""
        return body.replace("<thead>", f"<caption>{caption}</caption><thead>", 1) + note

    def _repr_markdown_(self):
        rows = [list(self.frame.columns), *self.frame.itertuples(index=False)]
        body = "\n".join(
            "\n".join(f"{'* -' if i == 0 else '  -'} {plain(cell)}" for i, cell in enumerate(row))
            for row in rows
        )
        note = f"\n\n{{.table-note}}\n{plain(pick(self.note))}\n" if self.note else ""
        return (
            f"```{{list-table}} {plain(pick(self.caption))}\n:name: {self.name}\n"
            f":header-rows: 1\n:class: {self.classes}\n\n{body}\n```{note}"
        )


def widths(frame):
    """Classes that tell the style sheet which columns hold sentences and which only short entries:
    the first need room, and the second should not break.
    """
    for place, column in enumerate(frame.columns, 1):
        longest = max(
            (len(re.sub("[\u2e80-\uffff]", "  ", cell)) for cell in frame[column]), default=0
        )
        if longest > SENTENCE or longest <= ENTRY:
            yield f"{'prose' if longest > SENTENCE else 'terse'}-{place}"


# Of a cell, in Latin letters; a Chinese character counts for two.
ENTRY, SENTENCE = 18, 24


def plain(text):
    """Text whose characters Markdown would take for markup are escaped, citations left as they are."""
    parts = re.split(f"({CITATION.pattern.replace('(', '(?:')})", str(text))
    escaped = "".join(
        part if place % 2 else re.sub(r"([\\`*_{}\[\]<>#|$])", r"\\\1", part)
        for place, part in enumerate(parts)
    )
    # A comparison stays on one line; at the head of a line, % begins a comment.
    return re.sub(r"^%", r"\\%", re.sub(r" ([=<≤≥]|\\[<>]) (?=\S)", "\u00a0\\1\u00a0", escaped))


def uncited(frame):
    """The frame with the bare keys of its citations, for where nothing turns them into links."""
    return frame.map(lambda text: CITATION.sub(r"\1", text))


def table(frame, *, name, caption, note=""):
    """Show a frame of formatted texts as a numbered table.

    ``name`` is the label for ``{numref}``; ``caption`` and ``note`` hold both languages
    (``"中文 | English"``). Every cell is printed as it is, so format numbers before. Columns of short
    entries are kept on one line, and those of sentences get room (:func:`widths`). A citation in a
    cell, ``{cite:t}`Key` ``, is one on the page; elsewhere its key stands.
    """
    numbers = [str(c) for c in frame.columns if frame[c].map(lambda v: isinstance(v, float)).any()]
    if numbers:
        raise TypeError(f"table {name}: format the numbers of column {', '.join(numbers)} first")
    made = Table(frame, name, caption, note)
    for found in _collectors:
        found.tables[name] = made
    return made


def in_language(frame):
    """The frame with only this edition's columns of a ``_zh``/``_en`` pair, suffix dropped."""
    lang = language()
    other = {"zh": "_en", "en": "_zh"}[lang]
    kept = [column for column in frame.columns if not column.endswith(other)]
    return frame[kept].rename(columns=lambda column: column.removesuffix(f"_{lang}"))
