"""Pins of the claims on the page on competitiveness, and a world without specialisation."""

PINNED = {
    "P29": (
        "partly supported",
        {
            "quotient_output_2007": 1.8827,
            "quotient_output_2012": 1.8538,
            "automobile_output_2007": 8.882,
            "automobile_output_2012": 7.602,
            "agro_processing_output_2012": 3.703,
            "petrochemicals_va_2012": 2.220,
            "gained": 1,
            "gained_v4": 1,
            "gained_v5": 1,
        },
    ),
}


def sectors_levelled(name, frame):
    """Every province with the national mix of sectors: no quotient but 1."""
    if name != "province_sectors":
        return frame
    by = frame.groupby(["year", "sector_code"])
    return frame.assign(**{v: by[v].transform("mean") for v in ("gross_output", "value_added")})


CHANGES = [sectors_levelled]
