"""The reader's version, apart from the reader: who only asks for it need not load all that reading takes."""

READER_VERSION = "9"
"""Part of the cache's key: raised whenever the same bytes would give other facts."""
