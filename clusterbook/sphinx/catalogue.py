"""To come."""


def setup(app):
    pass
