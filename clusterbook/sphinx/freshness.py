"""Keep the execution cache honest: a change in ``clusterbook/`` or ``data/`` reruns the notebooks.

So does a change in the reader's own folder of tables, or its coming and going. No notebook loads
``clusterbook/sphinx``: a change there has every page read again, and runs nothing.

The cache of myst-nb looks at the notebook's code alone. Clearing it is not enough: Sphinx would not
read the notebooks again and would keep the old numbers, so they are declared outdated as well.
"""

import hashlib
import os
import shutil
from pathlib import Path

from myst_nb.core.execute.cache import NotebookClientCache
from sphinx.util import logging

from clusterbook.own import VARIABLE

FOLDERS = ("clusterbook", "data")
# What the book printed last: written from the notebooks, read by none.
PUBLISHED = "published.json"
INPUTS, MACHINERY = "inputs.sha256", "machinery.sha256"
log = logging.getLogger(__name__)


def digests(root):
    """Two sha256 over names and contents: of all files that a notebook's result may depend on, and
    of those that turn notebooks into pages.
    """
    inputs, machinery = hashlib.sha256(), hashlib.sha256()
    for folder in FOLDERS:
        for path in sorted((Path(root) / folder).rglob("*")):
            if path.name == PUBLISHED or "__pycache__" in path.parts or not path.is_file():
                continue
            name = path.relative_to(root)
            total = machinery if name.parts[:2] == ("clusterbook", "sphinx") else inputs
            total.update(str(name).encode())
            total.update(path.read_bytes())
    own = os.environ.get(VARIABLE)
    for path in sorted(Path(own).glob("*.csv")) if own else ():
        inputs.update(f"{VARIABLE}/{path.name}".encode())
        inputs.update(path.read_bytes())
    return inputs.hexdigest(), machinery.hexdigest()


def clear_when_stale(app):
    cache = Path(app.env.mystnb_config.execution_cache_path)
    stamps = dict(zip((INPUTS, MACHINERY), digests(app.srcdir), strict=True))
    stale = [name for name, now in stamps.items() if cache.exists() and stamp(cache / name) != now]
    app.clusterbook_stale = bool(stale)
    if INPUTS in stale:
        log.info("data/ or clusterbook/ changed: every notebook runs again")
        shutil.rmtree(cache)
    elif stale:
        log.info("clusterbook/sphinx/ changed: every page is read again")
    cache.mkdir(parents=True, exist_ok=True)
    for name, now in stamps.items():
        (cache / name).write_text(now)


def stamp(path):
    return path.read_text() if path.exists() else None


def reread_when_stale(app, env, added, changed, removed):
    return list(env.found_docs) if app.clusterbook_stale else []


def keep_outputs(start):
    """Give the outputs that come from the cache to the notebook that was asked for.

    myst-nb shows them and writes that notebook, which would hold none: a page whose prose alone
    changed would lose the files of its figures.
    """

    def start_client(client):
        asked = client.notebook
        start(client)
        asked.cells = client.notebook.cells

    return start_client


def setup(app):
    NotebookClientCache.start_client = keep_outputs(NotebookClientCache.start_client)
    # myst-nb sets the cache's path in its own handler of this event, at the default priority.
    app.connect("builder-inited", clear_when_stale, priority=700)
    app.connect("env-get-outdated", reread_when_stale)
