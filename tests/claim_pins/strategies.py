"""Pins of the claims on the page on promotion strategies."""

PINNED = {"P25": ("consistent", {"agree": 3, "differ": 0, "silent": 1})}
