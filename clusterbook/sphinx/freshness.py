"""Keep the execution cache honest: a change in ``clusterbook/`` or ``data/`` reruns the notebooks.

So does a change in the reader's own folder of tables, or its coming and going.

The cache of myst-nb looks at the notebook's code alone. Clearing it is not enough: Sphinx would not
read the notebooks again and would keep the old numbers, so they are declared outdated as well.
"""

import hashlib
import os
import shutil
from pathlib import Path

from sphinx.util import logging

from clusterbook.own import VARIABLE

FOLDERS = ("clusterbook", "data")
# What the book printed last: written from the notebooks, read by none.
PUBLISHED = "published.json"
STAMP = "inputs.sha256"
log = logging.getLogger(__name__)


def digest(root):
    """One sha256 over names and contents of all files that a notebook's result may depend on."""
    total = hashlib.sha256()
    for folder in FOLDERS:
        for path in sorted((Path(root) / folder).rglob("*")):
            if path.name == PUBLISHED or "__pycache__" in path.parts:
                continue
            if path.is_file():
                total.update(str(path.relative_to(root)).encode())
                total.update(path.read_bytes())
    own = os.environ.get(VARIABLE)
    for path in sorted(Path(own).glob("*.csv")) if own else ():
        total.update(f"{VARIABLE}/{path.name}".encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def clear_when_stale(app):
    cache = Path(app.env.mystnb_config.execution_cache_path)
    stamp = cache / STAMP
    now = app.config.inputs_digest = digest(app.srcdir)
    stale = cache.exists() and (not stamp.exists() or stamp.read_text() != now)
    app.clusterbook_stale = stale
    if stale:
        log.info("data/ or clusterbook/ changed: every notebook runs again")
        shutil.rmtree(cache)
    cache.mkdir(parents=True, exist_ok=True)
    stamp.write_text(now)


def reread_when_stale(app, env, added, changed, removed):
    return list(env.found_docs) if app.clusterbook_stale else []


def setup(app):
    # myst-nb sets the cache's path in its own handler of this event, at the default priority.
    app.connect("builder-inited", clear_when_stale, priority=700)
    app.connect("env-get-outdated", reread_when_stale)
