"""The two languages of the companion: which one is being built, and how numbers are written in it.

``BOOK_LANG`` selects the edition (``zh`` or ``en``; Chinese when it is not set). Both editions run
the same cells, so every text that code prints or draws goes through :func:`tr`.
"""

import os
import re
import unicodedata

LANGUAGES = ("zh", "en")
SEPARATOR = " | "


def language():
    """The language of the running edition, ``"zh"`` or ``"en"``.

    Raises ``ValueError`` when ``BOOK_LANG`` holds anything else.
    """
    value = os.environ.get("BOOK_LANG", "zh")
    if value not in LANGUAGES:
        raise ValueError(f"BOOK_LANG is {value!r}; set it to 'zh' or 'en', or leave it unset")
    return value


def tr(zh, en):
    """The one of two texts (or values) that belongs to the running edition."""
    return zh if language() == "zh" else en


def pick(value, lang=None):
    """One language of a ``"中文 | English"`` text; lists and dicts are picked through.

    A text without the separator is common to both languages and is returned as it is.
    """
    lang = lang or language()
    if isinstance(value, str):
        parts = value.split(SEPARATOR)
        if len(parts) > 2:
            raise ValueError(f"more than one {SEPARATOR!r} in {value!r}")
        return parts[0 if lang == "zh" else -1]
    if isinstance(value, dict):
        return {key: pick(item, lang) for key, item in value.items()}
    if isinstance(value, list):
        return [pick(item, lang) for item in value]
    return value


def curled(text, lang=None):
    """English quotation marks and apostrophes as printers set them; Chinese as it is."""
    if (lang or language()) == "zh":
        return text
    text = re.sub(r"(^|[\s(\[—–])\"", r"\1“", text).replace('"', "”")
    return re.sub(r"(^|[\s(\[—–])'", r"\1‘", text).replace("'", "’")


def collated(text):
    """A name as it is sorted: small letters, without accents and punctuation."""
    plain = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in plain if letter.isalnum() or letter.isspace())


def number(value, digits=0):
    """A number as text: English groups thousands with commas, Chinese does not."""
    return tr(f"{value:.{digits}f}", f"{value:,.{digits}f}")


def percent(value, digits=1):
    """A share given in per cent, with its sign: ``percent(50.5)`` is ``"50.5%"``."""
    return f"{value:.{digits}f}%"


def points(value, digits=1):
    """A difference between two shares, in percentage points."""
    return tr(f"{value:.{digits}f}个百分点", f"{value:.{digits}f} percentage points")


def yuan(hundred_million, digits=None):
    """An amount given in 100 million yuan (亿元).

    Chinese keeps 亿元 and turns to 万亿元 from 10,000 on; English uses CNY billion and trillion.
    ``digits`` counts the decimals of the unit that is printed (default: 0 for 亿元, 1 for CNY bn,
    2 for the larger units).
    """
    if abs(hundred_million) >= 10_000:
        places = 2 if digits is None else digits
        text = f"{hundred_million / 10_000:.{places}f}"
        return tr(f"{text}万亿元", f"CNY {text} trillion")
    if language() == "zh":
        return f"{hundred_million:.{digits or 0}f}亿元"
    return f"CNY {hundred_million / 10:,.{1 if digits is None else digits}f} billion"


def count(ten_thousand, digits=None):
    """A count given in units of 10,000 (万): ``count(16)`` is ``"16万"`` or ``"160,000"``."""
    if language() == "zh":
        text = f"{ten_thousand:.{2 if digits is None else digits}f}"
        return (text.rstrip("0").rstrip(".") if digits is None and "." in text else text) + "万"
    value = ten_thousand * 10_000
    return f"{value / 1e6:.2f} million" if value >= 1e6 else f"{value:,.0f}"
