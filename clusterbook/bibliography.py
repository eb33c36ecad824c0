"""References as text: GB/T 7714-2015 for the Chinese edition, author-year for the English one.

Entries are those of pybtex. A work in Chinese may carry ``author_en``, ``title_en``,
``journal_en``, ``publisher_en`` and ``address_en``, which the English edition prints; ``mark``
overrules the type that GB/T 7714 puts in square brackets.
"""

import re
from functools import cache

from pybtex.bibtex.utils import split_name_list
from pybtex.database import Person
from pybtex.richtext import Tag, Text

HAN = re.compile("[\u3400-\u9fff]")
MARKS = {
    "book": "M",
    "incollection": "M",
    "article": "J",
    "techreport": "R",
    "proceedings": "C",
    "inproceedings": "C",
    "phdthesis": "D",
    "mastersthesis": "D",
    "misc": "Z",
}
NOT_SEEN = {"zh": "部分著录项未见", "en": "some particulars not seen"}
NO_YEAR = {"zh": "无日期", "en": "n.d."}


def plain(entry, name, lang="zh"):
    """A field without LaTeX, ``""`` when it is missing; in English ``name_en`` comes first."""
    value = entry.fields.get(name, "")
    if lang == "en":
        value = entry.fields.get(f"{name}_en", value)
    return decode(value)


@cache
def decode(value):
    return str(Text.from_latex(value)).replace("`", "‘").replace("'", "’")


def is_chinese(entry):
    """Whether the work itself is in Chinese."""
    fields = entry.fields
    return fields.get("langid") == "chinese" or bool(HAN.search(fields.get("title", "")))


def people(entry, role, lang="zh"):
    """The persons of a role, under the names that the edition prints."""
    if lang == "en" and f"{role}_en" in entry.fields:
        return [Person(name) for name in split_name_list(entry.fields[f"{role}_en"])]
    if role in entry.persons:
        return list(entry.persons[role])
    return [Person(name) for name in split_name_list(entry.fields.get(role, ""))]


def responsible(entry, lang="zh"):
    """Authors, else editors, else the organisation; empty when none is named."""
    if people(entry, "author", lang):
        return people(entry, "author", lang)
    if people(entry, "editor", lang):
        return people(entry, "editor", lang)
    organisation = plain(entry, "organization", lang)
    return [Person(f"{{{organisation}}}")] if organisation else []


def surname(person):
    return decode(" ".join(person.prelast_names + person.last_names))


def given(person):
    return decode(" ".join(person.first_names + person.middle_names))


def inverted(person):
    """``Surname, Given``."""
    return comma(surname(person), given(person))


def others(person):
    return str(person) == "others"


def comma(*parts):
    return ", ".join(filter(None, parts))


def names_gbt7714(persons):
    """Up to three names, then 等 or et al.; Western ones as ``PORTER M E``."""
    shown = [p for p in persons if not others(p)][:3]
    names = [name_gbt7714(person) for person in shown]
    if len(shown) < len(persons):
        names.append("等" if HAN.search(names[0]) else "et al.")
    return ", ".join(names)


def name_gbt7714(person):
    if not given(person):
        # A Chinese name or a body: printed as it stands.
        return surname(person)
    if HAN.search(surname(person)):
        return surname(person) + given(person)
    parts = re.split(r"[\s.-]+", given(person))
    initials = [part if part.islower() else part[0].upper() for part in parts if part]
    return f"{surname(person).upper()} {' '.join(initials)}"


def sentences(*parts):
    """Parts closed by full stops, empty ones left out; no stop doubles another."""
    closed = [p if str(p)[-1] in ".?!" else p + "." for p in parts if str(p)]
    return Text(" ").join(closed) if any(isinstance(p, Text) for p in closed) else " ".join(closed)


def gbt7714(entry, year=None, year_first=False):
    """A reference in GB/T 7714-2015.

    ``year_first`` gives the arrangement that goes with author-year citations (year after the
    authors), else the year stands with the imprint. ``year`` overrules the entry's (``"1991a"``).
    """
    lang = "zh" if is_chinese(entry) else "en"
    year = year or plain(entry, "year")
    names = names_gbt7714(responsible(entry))
    if year_first and names:
        names, year = f"{names}, {year or f'[{NO_YEAR[lang]}]'}", ""
    title = f"{title_with_number(entry)}[{mark(entry)}]"
    if entry.type in ("incollection", "inproceedings"):
        title += "//" + host(entry, lang)
    return sentences(
        names,
        title,
        translators(entry, lang),
        edition(entry, lang),
        source(entry, year, lang),
        plain(entry, "url"),
        f"DOI:{plain(entry, 'doi')}" if "doi" in entry.fields else "",
    )


def mark(entry):
    if "mark" in entry.fields:
        return entry.fields["mark"]
    if "url" in entry.fields:
        return "EB/OL" if entry.type == "misc" else f"{MARKS[entry.type]}/OL"
    return MARKS.get(entry.type, "Z")


def title_with_number(entry):
    title = plain(entry, "title")
    if entry.type == "techreport" and "number" in entry.fields:
        series = " ".join(filter(None, [plain(entry, "type"), plain(entry, "number")]))
        return f"{title}: {series}"
    return title


def host(entry, lang):
    volume = plain(entry, "volume")
    title = plain(entry, "booktitle")
    if volume:
        title += f": 第{volume}卷" if lang == "zh" else f": Vol. {volume}"
    editors = names_gbt7714(people(entry, "editor"))
    return f"{sentences(editors)} {title}" if editors else title


def edition(entry, lang):
    value = plain(entry, "edition")
    if not value.isdigit():
        return value
    return f"{value}版" if lang == "zh" else f"{ordinal(int(value))} ed"


def ordinal(number):
    suffix = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in (11, 12, 13) else suffix}"


def translators(entry, lang):
    names = names_gbt7714(people(entry, "translator"))
    return names and f"{names}, {'译' if lang == 'zh' else 'trans'}"


def source(entry, year, lang):
    pages = plain(entry, "pages").replace("–", "-")
    if entry.type == "article":
        number = plain(entry, "number").replace("–", "-")
        issue = plain(entry, "volume") + (f"({number})" if number else "")
        where = comma(plain(entry, "journal"), year)
        where = where + issue if issue.startswith("(") else comma(where, issue)
    elif entry.type == "misc":
        where = comma(plain(entry, "howpublished"), year)
    else:
        where = comma(imprint(entry, lang), year)
    return f"{where}: {pages}" if pages else where


def imprint(entry, lang):
    """Place and publisher; what is missing is said to be missing, as the standard asks."""
    no_place, no_publisher = ("出版地不详", "出版者不详") if lang == "zh" else ("S.l.", "s.n.")
    place = plain(entry, "address")
    publisher = plain(entry, "publisher") or plain(entry, "institution")
    if not place and not publisher:
        return f"[{no_place}: {no_publisher}]"
    return f"{place or f'[{no_place}]'}: {publisher or f'[{no_publisher}]'}"


def author_year(entry, year=None):
    """A reference of the English edition, as rich text: names, (year), title, source."""
    year = year or plain(entry, "year") or NO_YEAR["en"]
    names = names_in_full(responsible(entry, "en"))
    if names and not people(entry, "author", "en") and people(entry, "editor", "en"):
        names += " (eds)" if len(people(entry, "editor", "en")) > 1 else " (ed.)"
    part = entry.type in ("article", "incollection", "inproceedings", "techreport")
    title = title_in_english(entry, emphasis=not part)
    head = Text(f"{names} ({year})") if names else Text(title, f" ({year})")
    return sentences(
        head,
        title if names else "",
        *(Text(piece) for piece in extras_in_english(entry)),
        source_in_english(entry),
        Text(plain(entry, "url")),
        Text(f"https://doi.org/{plain(entry, 'doi')}") if "doi" in entry.fields else "",
    )


def names_in_full(persons):
    names = [inverted(p) for p in persons if not others(p)]
    if len(names) < len(persons):
        return ", ".join(names) + " et al."
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def title_in_english(entry, emphasis):
    title = Text(plain(entry, "title"))
    title = Text(Tag("em", title)) if emphasis else title
    translation = plain(entry, "title", "en")
    if translation != plain(entry, "title"):
        title += f" [{translation}]"
    return title


def extras_in_english(entry):
    if plain(entry, "edition"):
        yield edition(entry, "en")
    translator = [f"{given(p)} {surname(p)}" for p in people(entry, "translator")]
    if translator:
        yield "Translated by " + " and ".join(translator)
    if entry.type == "techreport" and "number" in entry.fields:
        yield " ".join(filter(None, [plain(entry, "type"), plain(entry, "number")]))


def source_in_english(entry):
    if entry.type == "article":
        journal = plain(entry, "journal")
        english = plain(entry, "journal", "en")
        where = Text(Tag("em", journal), f" [{english}]" if english != journal else "")
        number = plain(entry, "number")
        issue = plain(entry, "volume") + (f"({number})" if number else "")
        pages = plain(entry, "pages")
        return where + (issue and f" {issue}") + (pages and f", {pages}")
    if entry.type == "misc":
        return Text(plain(entry, "howpublished", "en"))
    publisher = plain(entry, "publisher", "en") or plain(entry, "institution", "en")
    imprint = ": ".join(filter(None, [plain(entry, "address", "en"), publisher]))
    if entry.type not in ("incollection", "inproceedings"):
        return Text(imprint)
    book = Text("In: ")
    editors = people(entry, "editor", "en")
    if editors:
        book += f"{names_in_full(editors)} ({'eds' if len(editors) > 1 else 'ed.'}), "
    book += Tag("em", plain(entry, "booktitle"))
    for field, word in (("volume", "vol."), ("chapter", "ch."), ("pages", "pp.")):
        if plain(entry, field):
            book += f", {word} {plain(entry, field)}"
    return sentences(book, Text(imprint))


def remarks(entry, lang):
    """What stands in brackets behind a reference: its note, its language, what was not seen."""
    note = plain(entry, "note_zh") if lang == "zh" else plain(entry, "note")
    found = [note] if note else []
    if lang == "en" and is_chinese(entry):
        found.insert(0, "in Chinese")
    if entry.fields.get("status") == "SEEN (partial)":
        found.append(NOT_SEEN[lang])
    if not found:
        return ""
    return f"（{'；'.join(found)}）" if lang == "zh" else f" [{'; '.join(found)}]"


def cited_names(entry, lang):
    """Names in a citation: one, two, or the first and 等 / et al."""
    names = [surname(person) for person in cited_persons(entry, lang)]
    if len(names) > 2:
        return names[0] + ("等" if lang == "zh" else " et al.")
    return ("、" if lang == "zh" else " and ").join(names)


def cited_persons(entry, lang):
    """Persons as a citation names them; without any, the short title stands in their place."""
    found = responsible(entry, lang)
    if found:
        return found
    title = plain(entry, "shorttitle", lang) or plain(entry, "title", lang)
    return [Person(f"{{《{title}》}}" if lang == "zh" else f"{{{title}}}")]
