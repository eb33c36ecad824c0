"""Pin of the claim that the survey owns, and worlds in which its verdict is another."""

PINNED = {
    "P26": (
        "partly supported",
        {
            "worst_number": 3,
            "worst_density": 4,
            "floor": 1.4520,
            "reached": 23,
            "others": 23,
            "share": 33.01,
            "counties": 204,
            "in_three": 100,
            "elsewhere": 14,
        },
    )
}


def registers_elsewhere(name, frame):
    """Inland provinces hold the registers of the coast, and the coast theirs."""
    if name != "private_enterprises":
        return frame
    coast = frame["province_en"].isin(["Jiangsu", "Zhejiang", "Guangdong"])
    return frame.assign(value=frame["value"].where(~coast, frame["value"] / 20))


def registers_that_never_spread(name, frame):
    """Outside the three provinces the registers stand still after 1998."""
    if name != "private_enterprises":
        return frame
    coast = frame["province_en"].isin(["Jiangsu", "Zhejiang", "Guangdong"])
    return frame.assign(value=frame["value"].where(coast, frame["value"] / 20))


CHANGES = [registers_elsewhere, registers_that_never_spread]
