"""Run a page's code outside Jupyter and keep what it computed."""

import ast
import io
import json
import os
import warnings
from contextlib import redirect_stdout
from pathlib import Path
from types import SimpleNamespace

from clusterbook.display import collecting
from clusterbook.notebooks import text


def rerun(path, lang="en"):
    """Run the code cells of a notebook in order, in this process and in one language.

    Returns its ``names`` (the variables it leaves), ``glued`` (texts by key) and ``tables``
    (:class:`clusterbook.display.Table` by name). Figures are drawn and closed, what is printed is
    passed over. An exception names the notebook and its cell.
    """
    import matplotlib.pyplot as plt

    plt.switch_backend("agg")
    path = Path(path)
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    names = {"__name__": path.stem}
    before = os.environ.get("BOOK_LANG")
    os.environ["BOOK_LANG"] = lang
    try:
        with collecting() as found, warnings.catch_warnings(), redirect_stdout(io.StringIO()):
            # plt.show() has nothing to show here.
            warnings.filterwarnings("ignore", message="FigureCanvasAgg is non-interactive")
            for number, cell in enumerate(cells, 1):
                if cell["cell_type"] == "code":
                    place = f"{path.name}, cell {number}"
                    code = ast.parse(text(cell), filename=place)
                    try:
                        exec(compile(code, place, "exec"), names)
                    except Exception as error:
                        error.add_note(f"in {place}")
                        raise
                    plt.close("all")
    finally:
        if before is None:
            del os.environ["BOOK_LANG"]
        else:
            os.environ["BOOK_LANG"] = before
    return SimpleNamespace(names=names, glued=found.glued, tables=found.tables)
