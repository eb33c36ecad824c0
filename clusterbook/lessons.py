"""What the lessons share: their timetable, and the names of Jilin's prefectures in both languages."""

import pandas as pd

from clusterbook.language import pick, tr

MINUTES = 45
ENGLISH = {
    "长春市": "Changchun", "吉林市": "Jilin city", "四平市": "Siping", "辽源市": "Liaoyuan",
    "通化市": "Tonghua", "白山市": "Baishan", "松原市": "Songyuan", "白城市": "Baicheng",
    "延边朝鲜族自治州": "Yanbian",
}  # fmt: skip


def timetable(steps):
    """The steps of a lesson with the minutes that each runs from and to, as a frame of texts.

    `steps` are pairs of a number of minutes and what is done in them (``"中文 | English"``). Raises
    ValueError where they do not fill the lesson.
    """
    total = sum(minutes for minutes, _ in steps)
    if total != MINUTES:
        raise ValueError(f"the steps take {total} minutes; a lesson has {MINUTES}")
    ends = pd.Series([minutes for minutes, _ in steps]).cumsum()
    starts = ends.shift(fill_value=0)
    dash = tr("—", "–")
    return pd.DataFrame(
        {
            tr("分钟", "Minutes"): [f"{a}{dash}{b}" for a, b in zip(starts, ends, strict=True)],
            tr("做什么", "What is done"): [pick(text) for _, text in steps],
        }
    )


def prefecture_names(names):
    """A column of prefectures with those of Jilin in the edition's language; others stay as they are."""
    return tr(names, names.replace(ENGLISH))
