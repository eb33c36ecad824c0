"""What the book needs from Sphinx, one module each; ``clusterbook.sphinx`` loads them all."""

import os
from importlib import import_module

MODULES = (
    "editions",
    "typesetting",
    "freshness",
    "kernels",
    "frame",
    "numbering",
    "claims",
    "argument",
    "chapters",
    "search",
    "references",
    "citing",
    "glossary",
    "catalogue",
    "indicator_cards",
    "downloads",
    "launch",
    "lists",
    "lightening",
)


def setup(app):
    # The kernels inherit this: two editions that build side by side would fight for the cores, and
    # matrices as small as these gain nothing from threads.
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    for name in MODULES:
        import_module(f"{__name__}.{name}").setup(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
