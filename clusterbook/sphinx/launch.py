"""Buttons that open a page's notebook on Binder and on Colab, once there is a repository for it.

``html_context.launch_repository`` in ``_config.yml`` is its name on GitHub, ``owner/name``. The
branch ``notebooks`` there holds the notebooks that the site offers for download, one folder for
each language; ``.github/workflows/publish.yml`` writes it. Where the name is empty, no button shows.
"""

import re

from sphinx.errors import ExtensionError

from clusterbook.language import language, tr
from clusterbook.sphinx.frame import ROOT

BRANCH = "notebooks"


def launch_addresses(repository, page, lang):
    """Addresses by service at which a page's notebook opens to run."""
    path = f"{lang}/{page}.ipynb"
    return {
        "Colab": f"https://colab.research.google.com/github/{repository}/blob/{BRANCH}/{path}",
        "Binder": f"https://mybinder.org/v2/gh/{repository}/{BRANCH}?labpath={path.replace('/', '%2F')}",
    }


def check_repository(app, config):
    repository = config.html_context.get("launch_repository", "")
    if repository and not re.fullmatch(r"[\w.-]+/[\w.-]+", repository):
        raise ExtensionError(
            f"_config.yml: launch_repository is {repository!r}; write it as owner/name, or leave it empty"
        )


def offer_launch(app, pagename, templatename, context, doctree):
    repository = app.config.html_context.get("launch_repository", "")
    if not repository or not pagename.startswith(ROOT) or "header_buttons" not in context:
        return
    found = launch_addresses(repository, pagename.removeprefix(ROOT), language())
    for name, address in found.items():
        context["header_buttons"].append(
            {
                "type": "link",
                "url": address,
                "text": name,
                "tooltip": tr(f"在{name}上运行本页", f"Run this page on {name}"),
                "label": f"launch-{name.lower()}",
            }
        )


def setup(app):
    app.connect("config-inited", check_repository)
    app.connect("html-page-context", offer_launch, priority=900)
