"""Pins of the claims on the page on typical clusters."""

PINNED = {
    "P27": ("differs", {"sources": 5, "against": 3, "shortest": 14, "longest": 16}),
    "P28": ("differs", {"pillars": 5, "private": 2, "state": 3, "silent": 0}),
}
