"""What a first visit loads in Chromium: the page's own bytes, shared assets, requests, hosts.

Text counts as a web server sends it, compressed by gzip at level 6; fonts and pictures as they are.
"""

import gzip
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
PAGES = ["index", "preface", "ch1/s01-concept", "ch1/index", "back/ledger", "back/catalogue"]
PAGES += ["back/glossary", "back/references", "back/cite"]
PACKED = {".woff", ".woff2", ".png"}


def weight(path):
    data = path.read_bytes()
    return len(data) if path.suffix in PACKED else len(gzip.compress(data, 6))


def main(site=ROOT / "_build" / "html"):
    site = Path(site).resolve()
    print(
        f"{'page':<28}{'own kB':>8}{'shared kB':>11}{'maths kB':>10}{'requests':>10}{'outside':>9}"
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for lang in ("", "en/"):
            for page in PAGES:
                measure(browser, site, f"{lang}chapters/{page}.html")
        browser.close()


def measure(browser, site, page):
    context = browser.new_context()
    tab = context.new_page()
    seen = []
    tab.on("request", lambda request: seen.append(request.url.split("?")[0].split("#")[0]))
    tab.goto((site / page).as_uri())
    tab.wait_for_load_state("networkidle")
    context.close()
    files = [
        Path(url.removeprefix("file://")) for url in dict.fromkeys(seen) if url.startswith("file")
    ]
    outside = [url for url in seen if url.startswith("http")]
    files = [path for path in files if path.is_file()]
    own = [p for p in files if p.suffix == ".html" or "_images" in p.parts]
    maths = [p for p in files if "mathjax" in p.parts]
    shared = [p for p in files if p not in own and p not in maths]
    sums = [sum(map(weight, group)) / 1000 for group in (own, shared, maths)]
    print(
        f"{page:<28}{sums[0]:>8.0f}{sums[1]:>11.0f}{sums[2]:>10.0f}{len(seen):>10}{len(outside):>9}"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
