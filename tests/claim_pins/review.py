"""Pin of the claim that the review of the literature owns."""

PINNED = {"P23": ("differs", {"differs": 2, "agrees": 3, "silent": 0})}
