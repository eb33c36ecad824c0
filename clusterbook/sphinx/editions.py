"""The two editions: one configuration, one set of notebooks, two sites side by side.

Chinese goes to ``_build/html``, English to ``_build/html/en``; each has its own doctrees and its own
execution cache, because the same code draws Chinese figures in one and English ones in the other.
"""

import json
import re
from gettext import NullTranslations
from pathlib import Path

from sphinx import locale
from sphinx.errors import ExtensionError

from clusterbook.language import language, pick, tr
from clusterbook.notebooks import faults, one_language

# Strings of the theme that its Chinese catalogue leaves in English, or gives in another usage.
THEME_ZH = {
    "Color mode": "明暗模式",
    "Light": "浅色",
    "Dark": "深色",
    "System Settings": "跟随系统",
    "Download source file": "下载源文件",
    "Download this page": "下载本页",
    "Fullscreen mode": "全屏模式",
    "Print to PDF": "打印为PDF",
    "列印成 PDF": "打印为PDF",
    "Link to this heading": "本节链接",
    "Link to this image": "本图链接",
    "Link to this table": "本表链接",
    "Link to this equation": "本式链接",
    "Link to this term": "本条链接",
    "Link to this code": "代码链接",
    "Skip to main content": "跳到正文",
    "Back to top": "回到页首",
    "Collapse sidebar": "收起目录",
}


def configure(app, config):
    for name in config.values:
        value = getattr(config, name)
        if isinstance(value, str | dict | list):
            setattr(config, name, pick_deep(value))
    if language() == "zh":
        config.html_search_language = "zh"
        for translator in locale.translators.values():
            getattr(translator, "_catalog", {}).update(THEME_ZH)
        return
    config.language = "en"
    config.html_search_language = "en"
    # Extensions loaded their Chinese catalogues before this handler could speak; English is the
    # source language of every catalogue.
    locale.translators.update({key: NullTranslations() for key in locale.translators})
    app._init_i18n()
    root, path = Path(app.outdir), type(app.outdir)
    app.outdir = path(root / "en")
    app.outdir.mkdir(parents=True, exist_ok=True)
    app.doctreedir = path(root.parent / ".doctrees-en")
    config.nb_execution_cache_path = str(root.parent / ".jupyter_cache-en")
    if config.html_baseurl:
        config.html_baseurl = config.html_baseurl.rstrip("/") + "/en/"


def pick_deep(value):
    """:func:`pick` that leaves values alone in which no text of two languages stands."""
    if isinstance(value, str):
        return pick(value) if value.count(" | ") == 1 else value
    if isinstance(value, dict):
        return {key: pick_deep(item) for key, item in value.items()}
    if isinstance(value, list):
        return [pick_deep(item) for item in value]
    return value


def translate_contents(app, config):
    for item in config.external_site_map.values():
        if item.title:
            item.title = pick(item.title)
        for subtree in item.subtrees:
            if subtree.caption:
                subtree.caption = pick(subtree.caption)


def move_execution_output(app):
    # By default it stands beside the output folder, which for English lies inside the site.
    if language() == "en":
        folder = str(Path(app.doctreedir).parent / "jupyter_execute-en")
        app.env.mystnb_config = app.env.mystnb_config.copy(output_folder=folder)


def read_one_language(app, docname, source):
    path = Path(app.env.doc2path(docname))
    if path.suffix != ".ipynb":
        return
    notebook = json.loads(source[0])
    found = [f"{path}: cell {number}: {sentence}" for number, sentence in faults(notebook)]
    if found:
        raise ExtensionError("the two languages do not match\n" + "\n".join(found))
    source[0] = json.dumps(one_language(notebook, language()), ensure_ascii=False)


def addresses(app, pagename):
    """Addresses of a page in both languages, absolute when the book knows where it is published."""
    page = app.builder.get_target_uri(pagename)
    base = app.config.html_baseurl
    up = "../" * pagename.count("/")
    if language() == "zh":
        return {"zh": (base or up) + page, "en": f"{base or up}en/{page}"}
    return {"zh": (base[: -len("en/")] if base else f"{up}../") + page, "en": (base or up) + page}


def offer_other_language(app, pagename, templatename, context, doctree):
    if pagename in ("genindex", "search", "404"):
        page = f"{pagename}.html"
    else:
        page = app.builder.get_target_uri(pagename)
    up = "../" * pagename.count("/")
    other = f"{up}en/{page}" if language() == "zh" else f"{up}../{page}"
    absolute = addresses(app, pagename)
    links = "".join(
        f'\n<link rel="alternate" hreflang="{code}" href="{absolute[lang]}"/>'
        for code, lang in (("zh-CN", "zh"), ("en", "en"), ("x-default", "zh"))
    )
    context["metatags"] = context.get("metatags", "") + links
    if "header_buttons" in context:
        context["header_buttons"].insert(
            0,
            {
                "type": "link",
                "url": other,
                "text": "EN" if language() == "zh" else "中文",
                "tooltip": "Read this page in English" if language() == "zh" else "阅读本页中文版",
                "label": "language-button",
            },
        )


# What templates of the theme have in English whatever the language.
ATTRIBUTES_ZH = {
    'title="Toggle primary sidebar"': 'title="显示或隐藏目录"',
    'title="Toggle secondary sidebar"': 'title="显示或隐藏本页目录"',
    'aria-label="Toggle hidden content"': 'aria-label="展开或收起"',
    'aria-label="Main"': 'aria-label="全书目录"',
    'aria-label="Page"': 'aria-label="本页目录"',
}
# What templates and writers say to screen readers in neither language, or not in keeping with ARIA.
ROLES = (
    (
        '<summary><span class="toctree-toggle"',
        '<summary aria-label="{toggle}"><span class="toctree-toggle"',
    ),
    ('<div role="list" class="citation-list">', '<div class="citation-list">'),
    (' role="doc-biblioentry"', ""),
    # A long formula scrolls on a phone; so it can be reached with the keyboard.
    (
        '<div class="math notranslate nohighlight"',
        '<div tabindex="0" class="math notranslate nohighlight"',
    ),
)
NEW_TAB = re.compile(r'target="_blank"(?=\s+class="[^"]*btn-language-button)')


def mend_pages(app, exception):
    """Open the other language in the same tab, say in Chinese what templates say in English, and
    name what screen readers would find without a name.
    """
    if exception or app.builder.format != "html":
        return
    toggle = tr("展开或收起下级目录", "Show or hide the pages below")
    changes = {old: new.format(toggle=toggle) for old, new in ROLES}
    changes |= ATTRIBUTES_ZH if language() == "zh" else {}
    other = "en" if language() == "zh" else "zh-CN"
    for name in [*app.env.found_docs, "search", "genindex"]:
        page = Path(app.builder.get_outfilename(name))
        if not page.is_file():
            continue
        html = page.read_text(encoding="utf-8")
        mended = NEW_TAB.sub(f'hreflang="{other}"', html)
        for old, new in changes.items():
            mended = mended.replace(old, new)
        if mended != html:
            page.write_text(mended, encoding="utf-8")


def redirect_from_root(app, exception):
    # Jupyter Book writes this file for the root of the site only.
    if exception or app.builder.format != "html" or language() == "zh":
        return
    page = f"{app.config.root_doc}.html"
    (Path(app.outdir) / "index.html").write_text(
        f'<!doctype html><html lang="en"><title>{app.config.project}</title>'
        f'<meta http-equiv="refresh" content="0; url={page}"><a href="{page}">{page}</a></html>',
        encoding="utf-8",
    )


def setup(app):
    app.add_config_value("book_language", language(), "env")
    app.connect("config-inited", configure, priority=100)
    app.connect("config-inited", translate_contents, priority=950)
    app.connect("builder-inited", move_execution_output, priority=600)
    app.connect("source-read", read_one_language)
    app.connect("html-page-context", offer_other_language, priority=600)
    app.connect("build-finished", redirect_from_root)
    app.connect("build-finished", mend_pages)
