"""Text as its language sets it: quotation marks, brackets, and where a line may break."""

from docutils import nodes

from clusterbook.language import curled, language

# What may not begin a line.
ENDS = "，。；：！？、）》”’"
ENDS_EN = ",.;:!?)”’"
# As sphinx-exercise puts them around the name of an exercise.
BRACKETS_ZH = {" (": "（", ")": "）"}


def join_chinese_lines(app, doctree):
    """One sentence a line in the source; a browser would show each line break as a space."""
    if language() == "en":
        return
    for node in list(doctree.findall(nodes.Text)):
        if node == "\n" and node.parent.index(node):
            before = node.parent[node.parent.index(node) - 1]
            if before.astext().endswith(tuple(ENDS)):
                node.parent.replace(node, nodes.Text(""))


def unwrap_glued_text(app, doctree, docname):
    """Glued numbers become part of their sentence.

    At the edges of an element Chromium, which sets space between numbers and characters, breaks
    Chinese lines too early.
    """
    for glued in list(doctree.findall(nodes.inline)):
        if "pasted-text" in glued["classes"]:
            glued.parent.replace(glued, glued.children)


def keep_marks_with_formulas(app, doctree, docname):
    """A browser may break between a formula and the mark after it."""
    ends = ENDS if language() == "zh" else ENDS_EN
    for formula in list(doctree.findall(nodes.math)):
        parent, place = formula.parent, formula.parent.index(formula)
        after = parent[place + 1] if place + 1 < len(parent) else None
        if not (isinstance(after, nodes.Text) and after.startswith(tuple(ends))):
            continue
        rest = after.lstrip(ends)
        marks = after[: len(after) - len(rest)]
        together = nodes.inline("", "", formula, nodes.Text(marks), classes=["unbroken"])
        parent[place : place + 2] = [together, nodes.Text(rest)]


def set_titles(app, doctree, docname):
    """Titles that extensions compose get the marks of the prose: quotation marks, brackets."""
    chinese = language() == "zh"
    for title in doctree.findall(nodes.title):
        for link in list(title.findall(nodes.reference)):
            if link.children and link.astext().startswith(" "):
                # The space before its words would be underlined with them.
                link.replace(link[0], nodes.Text(link[0].astext().lstrip()))
                link.parent.insert(link.parent.index(link), nodes.Text("：" if chinese else " "))
        for words in list(title.findall(nodes.Text)):
            if not isinstance(words.parent, nodes.literal):
                text = curled(words.astext())
                text = BRACKETS_ZH.get(text, text) if chinese else text
                words.parent.replace(words, nodes.Text(text))


def setup(app):
    app.connect("doctree-read", join_chinese_lines)
    app.connect("doctree-resolved", unwrap_glued_text, priority=900)
    app.connect("doctree-resolved", keep_marks_with_formulas, priority=901)
    app.connect("doctree-resolved", set_titles, priority=900)
