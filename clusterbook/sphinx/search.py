"""Full-text search in both editions: English words by stem, Chinese text by overlapping pairs.

Sphinx's own Chinese index holds dictionary words, but the browser does not cut a query into them,
so 民营经济 finds nothing. Here it is indexed, and asked for, as 民营, 营经, 经济. Both editions use
the same splitter and stemmer, so a Chinese term is found in the English edition and the reverse.

The same splitting is done twice, in Python for the index and in JavaScript for the query, from one
regular expression; ``tests/test_search.py`` compares the two.
"""

import re

from sphinx.search.en import SearchEnglish

HAN = r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+"
DECIMAL = r"[0-9]+(?:\.[0-9]+)+"
WORD = r"[0-9A-Za-z_\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u03ff]+"
TOKEN = f"{HAN}|{DECIMAL}|{WORD}"
# The search script of Sphinx throws away a term made of digits only; marked, years are found too.
NUMBER_MARK = "#"

_TOKEN = re.compile(TOKEN)
_HAN = re.compile(HAN)
_DIGITS = re.compile("[0-9]+")


def split(text):
    """The index terms of a text, in order: words, marked numbers, pairs of Chinese characters."""
    terms = []
    for token in _TOKEN.findall(text):
        if _DIGITS.fullmatch(token):
            terms.append(NUMBER_MARK + token)
        elif _HAN.match(token) and len(token) > 1:
            terms.extend(token[i : i + 2] for i in range(len(token) - 1))
        else:
            terms.append(token)
    return terms


def split_query(text):
    """The terms a query asks for, as the browser splits it.

    A single Chinese character (the 年 of "集群 年") is in the index only where it stands alone, and
    all terms must match; so it counts only when the query holds nothing else.
    """
    terms = split(text)
    return [t for t in terms if not (len(t) == 1 and _HAN.match(t))] or terms


JS_SPLITTER = f"""
var splitQuery = function (query) {{
  var terms = [], single = [];
  (query.match(/{TOKEN}/g) || []).forEach(function (token) {{
    if (/^[0-9]+$/.test(token)) terms.push("{NUMBER_MARK}" + token);
    else if (!/^{HAN}/.test(token)) terms.push(token);
    else if (token.length === 1) single.push(token);
    else for (var i = 0; i < token.length - 1; i++) terms.push(token.slice(i, i + 2));
  }});
  return terms.length ? terms : single;
}};
"""

# In a query of long and short terms ("集群 cluster") Sphinx also counts pages that lack some, for
# it takes terms of two letters for noise. Here they are the Chinese ones.
JS_ALL_TERMS = f"""
if (typeof Search !== "undefined") {{
  const anyTerms = Search.performTermsSearch;
  Search.performTermsSearch = (searchTerms, excludedTerms) => {{
    const index = Search._index;
    const tables = [index.terms, index.titleterms];
    const required = [...searchTerms].filter((term) => term.length > 2 || /^{HAN}/.test(term));
    const holds = (page, term) =>
      tables.some((table) =>
        Object.entries(table).some(([word, pages]) =>
          (term.length > 2 ? word.includes(term) : word === term) && [].concat(pages).includes(page)
        )
      );
    return anyTerms(searchTerms, excludedTerms).filter(([name]) => {{
      const page = index.docnames.indexOf(name);
      return required.every((term) => holds(page, term));
    }});
  }};
}}
"""


class English(SearchEnglish):
    """Sphinx's English search (stemmer, stop words) that also indexes Chinese."""

    js_splitter_code = JS_SPLITTER + JS_ALL_TERMS

    def split(self, text):
        return split(text)


class Chinese(English):
    """The same for the Chinese edition."""

    lang = "zh"
    language_name = "Chinese"


def setup(app):
    # Replaces Sphinx's own classes; IndexBuilder looks them up when writing begins.
    app.add_search_language(English)
    app.add_search_language(Chinese)
