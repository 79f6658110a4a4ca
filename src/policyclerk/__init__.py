"""policyclerk: the nightly clerk for a school trust's policies."""

__version__ = "0.1.0"
