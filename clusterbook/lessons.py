"""What the lessons share: their timetable."""

import pandas as pd

from clusterbook.language import pick, tr

MINUTES = 45


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
