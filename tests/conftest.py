"""What several tests share: the project's folder, its notebooks, and the built site."""

import json
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from clusterbook import replicate
from clusterbook.build import COLOUR, START
from clusterbook.claims import evaluate_all
from clusterbook.rerun import rerun

ROOT = Path(__file__).resolve().parents[1]


def notebooks():
    """``(path, notebook)`` for every page of the book."""
    paths = sorted((ROOT / "chapters").rglob("*.ipynb"))
    return [
        (path, json.loads(path.read_text(encoding="utf-8")))
        for path in paths
        if ".ipynb_checkpoints" not in path.parts
    ]


@cache
def page(slug):
    """What the code of a page leaves, run once in English: its names, glued texts and tables."""
    return rerun(ROOT / "chapters" / f"{slug}.ipynb")


def published(slug):
    """The glued texts of a page as published in English; test_replicate.py holds them to the page."""
    return replicate.published()["pages"][slug]


@cache
def findings():
    """Findings by claim on the tables as they are."""
    return evaluate_all()


@pytest.fixture(scope="session")
def site():
    """The folder of the site, both editions built with warnings as errors."""
    from clusterbook.build import build

    return build(ROOT)


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """The machinery and data of this project around no page; of the checks only the preface's."""
    folder = tmp_path_factory.mktemp("book")
    for name in ("clusterbook", "data"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("_config.yml", "references.bib", "CITATION.cff"):
        shutil.copy(ROOT / name, folder / name)
    (folder / "chapters" / "back").mkdir(parents=True)
    shutil.copy(ROOT / "chapters/back/cite.ipynb", folder / "chapters/back/cite.ipynb")
    (folder / "_toc.yml").write_text(
        "format: jb-book\nroot: chapters/page\nchapters:\n  - file: chapters/back/cite\n",
        encoding="utf-8",
    )
    for path in (folder / "clusterbook" / "claims" / "checks").iterdir():
        if path.stem not in ("__init__", "preface"):
            path.unlink()
    return folder


@pytest.fixture
def book(template, tmp_path):
    """A small book of its own: a copy of the template with one page to play with."""
    return Book(shutil.copytree(template, tmp_path, dirs_exist_ok=True))


class Book:
    """A book in a folder of its own, built by the plain command, with its package imported first."""

    def __init__(self, folder):
        self.folder = folder

    def write(self, *cells, page="page"):
        """Write a page of ``(kind, text, tags[, mystnb])`` cells."""
        made = []
        for number, (kind, text, tags, *rest) in enumerate(cells):
            cell = {
                "cell_type": kind,
                "id": f"c{number}",
                "metadata": {"tags": tags, **({"mystnb": rest[0]} if rest else {})},
                "source": text,
            }
            if kind == "code":
                cell |= {"outputs": [], "execution_count": None}
            made.append(cell)
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        notebook = {
            "cells": made,
            "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
            "nbformat": 4,
            "nbformat_minor": 5,
        }
        path = self.folder / "chapters" / f"{page}.ipynb"
        path.write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")

    def run(self, *arguments, lang="zh"):
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env={**os.environ, "BOOK_LANG": lang, "PYTHONPATH": str(self.folder)},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
        )

    def build(self, *options, lang="zh"):
        """Build one edition: ``(exit code, everything printed, how often page.ipynb ran)``."""
        done = self.run("-c", START, "build", ".", *options, lang=lang)
        printed = COLOUR.sub("", done.stdout + done.stderr)
        return done.returncode, printed, printed.count("page.ipynb: Executing notebook using")

    def html(self, page="page", lang="zh"):
        root = self.folder / "_build" / "html"
        folder = root if lang == "zh" else root / "en"
        return (folder / "chapters" / f"{page}.html").read_text(encoding="utf-8")
