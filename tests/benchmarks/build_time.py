"""Seconds for a cold build of both editions, for one with nothing changed, and for the import."""

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COPIED = [
    "clusterbook",
    "data",
    "chapters",
    "_config.yml",
    "_toc.yml",
    "references.bib",
    "CITATION.cff",
]


def timed(label, command, folder):
    began = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    print(f"{label:<40}{time.perf_counter() - began:7.2f} s")


def main():
    with tempfile.TemporaryDirectory() as folder:
        for name in COPIED:
            source = ROOT / name
            (shutil.copytree if source.is_dir() else shutil.copy)(source, Path(folder) / name)
        build = [sys.executable, "-m", "clusterbook", "build"]
        plain = [
            sys.executable,
            "-c",
            "from jupyter_book.cli.main import main; main()",
            "build",
            ".",
        ]
        timed("cold build, both editions", build, folder)
        timed("nothing changed, both editions", build, folder)
        timed("nothing changed, Chinese alone", plain, folder)
        timed("import clusterbook", [sys.executable, "-c", "import clusterbook"], folder)
        timed("import of nothing", [sys.executable, "-c", ""], folder)


if __name__ == "__main__":
    main()
