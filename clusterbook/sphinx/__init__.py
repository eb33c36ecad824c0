"""What the book needs from Sphinx, one module each; ``clusterbook.sphinx`` loads them all."""

from importlib import import_module

MODULES = (
    "editions",
    "freshness",
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
    for name in MODULES:
        import_module(f"{__name__}.{name}").setup(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
