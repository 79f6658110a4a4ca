"""Word files: everything that knows WordprocessingML."""
