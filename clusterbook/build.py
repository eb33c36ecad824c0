"""Build the whole site: both editions at once, warnings as errors, then every link checked."""

import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

from clusterbook.language import LANGUAGES
from clusterbook.own import VARIABLE

COLOUR = re.compile(r"\x1b\[[0-9;]*[A-Za-z]|\r")
# jsonschema takes a validator along that builds grammars for two seconds; no schema here needs it.
START = """
import sys
sys.modules["rfc3987_syntax"] = None
from jupyter_book.cli.main import main
main()
"""
WARNING = re.compile(r"\b(?:WARNING|ERROR|CRITICAL):")
# What a reader wants to see go by: the steps, the notebooks that run, whatever is wrong.
PROGRESS = re.compile(
    r"Executing notebook|Executed|executed notebook|: every notebook|: every page|updating environment"
    r"|build (?:succeeded|finished)|Error|Traceback|Exception"
)


class BuildError(RuntimeError):
    """An edition did not build, or a link of the built site leads nowhere."""


def build(folder=".", *, out=print):
    """Build Chinese into ``_build/html`` and English into ``_build/html/en``.

    Prints progress and a closing line (pages, seconds, warnings, bytes); returns the folder of the
    site. Raises :class:`BuildError` naming the edition, or every broken link.
    """
    from clusterbook.links import check

    folder = Path(folder).resolve()
    if not (folder / "_config.yml").is_file():
        raise BuildError(f"{folder} holds no _config.yml: run the build from the book's folder")
    began = time.monotonic()
    editions = [Edition(lang, folder, out) for lang in LANGUAGES]
    for edition in editions:
        edition.start()
    for edition in editions:
        edition.join()
    failed = [edition for edition in editions if edition.status]
    if failed:
        for edition in failed:
            out("\n".join(f"[{edition.lang}] {line}" for line in edition.tail()))
        names = ", ".join(edition.lang for edition in failed)
        raise BuildError(f"edition {names} did not build; what went wrong stands above")
    site = folder / "_build" / "html"
    checked, broken = check(site)
    for link in broken:
        out(f"broken link: {link}")
    pages = [p for p in site.rglob("*.html") if "_static" not in p.parts]
    size = sum(p.stat().st_size for p in site.rglob("*") if p.is_file())
    warnings = sum(edition.warnings for edition in editions)
    out(
        f"{len(pages)} pages in {len(editions)} editions, {time.monotonic() - began:.0f} s, "
        f"{warnings} warnings, {size:,} bytes, {checked} links checked, {len(broken)} broken: {site}"
    )
    if broken:
        raise BuildError(f"{len(broken)} links lead nowhere")
    return site


def own_folder():
    """The reader's folder of tables by its full path: notebooks run in folders of their own."""
    own = os.environ.get(VARIABLE)
    return {VARIABLE: str(Path(own).resolve())} if own else {}


class Edition(threading.Thread):
    """One language's build in its own process; its lines are passed on with the language before."""

    def __init__(self, lang, folder, out):
        super().__init__()
        self.lang, self.folder, self.out = lang, folder, out
        self.lines, self.warnings, self.status = [], 0, None

    def run(self):
        command = [sys.executable, "-c", START]
        process = subprocess.Popen(
            [*command, "build", ".", "--warningiserror", "--keep-going"],
            cwd=self.folder,
            env={**os.environ, **own_folder(), "BOOK_LANG": self.lang, "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
        for raw in process.stdout:
            line = COLOUR.sub("", raw).rstrip()
            self.lines.append(line)
            warned = WARNING.search(line)
            self.warnings += bool(warned)
            if warned or PROGRESS.search(line):
                self.out(f"[{self.lang}] {line}")
        self.status = process.wait()

    def tail(self, count=40):
        return [line for line in self.lines if line][-count:]
