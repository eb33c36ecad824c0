"""Check the links of the built site: each internal link must lead to a file and an anchor in it.

``python -m clusterbook.links _build/html`` prints what is broken, over both editions.
"""

import posixpath
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

LINKING = {"href", "src", "poster", "data"}
# The theme's templates and the copies of the notebooks are files of the site, but no pages.
NOT_PAGES = ("_static", "_sources")


@dataclass(frozen=True)
class Broken:
    """One broken link: the page it stands on, the link as written, and what is wrong with it."""

    page: str
    link: str
    reason: str

    def __str__(self):
        return f"{self.page}: {self.link}: {self.reason}"


class Page:
    """The links and the anchors of one HTML page, given as bytes."""

    def __init__(self, content):
        self.links, self.anchors = [], set()
        for element in etree.HTML(content, etree.HTMLParser(encoding="utf-8")).iter(etree.Element):
            for name, value in element.items():
                self.note(element.tag, name, value)

    def note(self, tag, name, value):
        if name == "id" or (name == "name" and tag == "a"):
            self.anchors.add(value)
        elif name in LINKING:
            self.links.append(value)
        elif name == "srcset":
            self.links += [part.split()[0] for part in value.split(",") if part.strip()]
        elif name == "content" and "url=" in value.lower() and tag == "meta":
            self.links.append(value[value.lower().index("url=") + 4 :].strip("'\" "))


def outside(link):
    """Whether a link has a host or a scheme of its own (``https:``, ``mailto:``, ``data:``)."""
    parts = urlsplit(link)
    return bool(parts.scheme or parts.netloc)


def check(folder):
    """Check all internal links of the site in ``folder``: ``(number checked, [Broken, …])``.

    Every HTML page below the folder counts, so both editions are checked at once. A link out of the
    folder is broken too, since only the folder is published.
    """
    root = Path(folder)
    if not root.is_dir():
        raise FileNotFoundError(f"no built site in {root}; build the book first")
    files = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    pages = {
        name: Page((root / name).read_bytes())
        for name in sorted(files)
        if name.endswith(".html") and not set(NOT_PAGES) & set(name.split("/")[:-1])
    }
    checked, broken = 0, []
    for name, page in pages.items():
        for link in dict.fromkeys(page.links):
            if outside(link):
                continue
            checked += 1
            reason = fault(name, link, files, pages)
            if reason:
                broken.append(Broken(name, link, reason))
    return checked, broken


def fault(name, link, files, pages):
    """What is wrong with a link on the page ``name``; ``None`` when it leads somewhere."""
    parts = urlsplit(link)
    path, anchor = unquote(parts.path), unquote(parts.fragment)
    if path.startswith("/"):
        return "starts at the root of the host, where the book may not lie"
    target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
    if target.startswith(".."):
        return "leads out of the site"
    if target not in files:
        target = "index.html" if target == "." else f"{target}/index.html"
    if target not in files:
        return "no such file"
    if anchor and target in pages and anchor not in pages[target].anchors:
        return f"no anchor {anchor!r} in {target}"
    return None


def main(folder="_build/html"):
    checked, broken = check(folder)
    for item in broken:
        print(item)
    print(f"{checked} links checked, {len(broken)} broken")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
