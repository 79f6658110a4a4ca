"""Hands: one file per outside thing, the only place where its library is imported."""
