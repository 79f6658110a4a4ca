"""`policyclerk` and `python -m policyclerk`."""

from policyclerk.cli import main

if __name__ == "__main__":
    main()
