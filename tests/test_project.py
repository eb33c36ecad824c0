"""The project around the book: its two commands, its pins, its licences, and what it never says."""

import json
import re
import subprocess
import sys

import pytest
import yaml
from conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def tracked():
    """Text files of the project, as git knows them (all files where there is no git)."""
    done = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True
    )
    names = done.stdout.split("\n") if done.returncode == 0 else []
    paths = [ROOT / name for name in names if name] or [p for p in ROOT.rglob("*") if p.is_file()]
    binary = {".png", ".gz", ".woff2", ".pyc"}
    return [p for p in paths if p.is_file() and p.suffix not in binary and "_build" not in p.parts]


def test_the_readme_prints_the_two_commands():
    blocks = re.findall(r"```bash\n(.*?)\n```", README, re.S)
    assert blocks == [
        "pip install -r requirements.txt && jupyter-book build .",
        "pip install -r requirements.txt -r tests/requirements.txt && pytest",
    ]


def test_what_the_readme_points_to_exists():
    for target in re.findall(r"\]\((?!https?:|#)([^)]+)\)", README):
        assert (ROOT / target).exists(), target
    for name in re.findall(r"`([\w./-]+/|[\w-]+(?:\.\w+)+|LICENSE[\w-]*)`", README):
        if not name.startswith(("_build", "en/", "claims.json", "chapters/preface.html")):
            assert (ROOT / name).exists(), name


@pytest.mark.parametrize("name", ["requirements.txt", "tests/requirements.txt"])
def test_requirements_are_pinned_exactly(name):
    lines = [line.strip() for line in (ROOT / name).read_text(encoding="utf-8").splitlines()]
    for line in lines:
        if line and not line.startswith(("#", "-e ")):
            assert re.fullmatch(r"[\w.-]+==[\w.]+", line), line


def test_the_installed_book_is_of_the_pinned_line():
    from importlib.metadata import version

    pins = dict(re.findall(r"^([\w-]+)==(\S+)$", (ROOT / "requirements.txt").read_text(), re.M))
    assert version("jupyter-book").startswith("1.")
    assert {name: version(name) for name in pins} == pins


def test_the_top_level_is_as_promised():
    for name in [
        "_config.yml",
        "_toc.yml",
        "README.md",
        "chapters",
        "data",
        "requirements.txt",
        "tests",
        "LICENSE",
        "LICENSE-CONTENT",
        "CITATION.cff",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "pyproject.toml",
        ".gitignore",
        ".ci/run",
        ".github/workflows/test.yml",
        ".github/workflows/publish.yml",
        "data/LICENSES.md",
        "chapters/STYLE.md",
        "references.bib",
    ]:
        assert (ROOT / name).exists(), name


def test_independence_is_stated_where_readers_arrive():
    front = (ROOT / "chapters/index.ipynb").read_text(encoding="utf-8")
    config = (ROOT / "_config.yml").read_text(encoding="utf-8")
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    for text in (README, front, config, citation):
        assert re.search(r"independent\s+and\s+unofficial", text, re.I)
        assert re.search(r"not\s+endorsed", text, re.I)


def test_the_project_speaks_of_itself_alone():
    forbidden = re.compile(
        r"pypi\.org|registry\.npmjs|files\.pythonhosted|debian\.org"
        r"|/root/|/work/|/tmp/|\bsubagent|\bClaude\b|\bGPT\b|language model|AI assistant",
        re.I,
    )
    for path in tracked():
        if path == ROOT / "tests/test_project.py":
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        found = forbidden.search(text)
        assert not found, f"{path.relative_to(ROOT)}: {found[0]}"


def test_one_version_everywhere():
    import tomllib

    import clusterbook

    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    package = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## (\S+) \((\S+)\)$", changes, re.M)
    assert newest.groups() == (citation["version"], str(citation["date-released"]))
    assert package["version"] == clusterbook.__version__ == citation["version"]


def test_the_address_of_publication_stands_in_one_place():
    base = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))["html"]["baseurl"]
    assert base == "" or base.endswith("/")
    if base:
        others = [
            p
            for p in tracked()
            if p.name != "_config.yml" and base in p.read_text("utf-8", "replace")
        ]
        assert others == []


def test_code_is_clean():
    for arguments in (["check"], ["format", "--check"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *arguments, "."],
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout


def test_importing_the_package_is_light():
    code = (
        "import sys, clusterbook; "
        "heavy = {'pandas', 'matplotlib', 'seaborn', 'statsmodels', 'frictionless'} & set(sys.modules); "
        "print(','.join(sorted(heavy)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.stdout.strip() == ""


def test_the_build_names_a_folder_that_holds_no_book(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "clusterbook", "build", str(tmp_path)],
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert done.returncode == 1
    assert "holds no _config.yml" in done.stderr


def test_notebooks_are_json_with_readable_chinese():
    for path in (ROOT / "chapters").rglob("*.ipynb"):
        text = path.read_text(encoding="utf-8")
        assert "\\u4e" not in text, path
        json.loads(text)
