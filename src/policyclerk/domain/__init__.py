"""Nouns: frozen values of the field, standard library only; no clock, no files, no logging."""
