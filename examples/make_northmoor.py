"""Writes the example trust, a complete project directory: settings, register and Word files.

    python examples/make_northmoor.py [TARGET]

TARGET is `examples/northmoor-trust` unless another folder is named. The files come out byte for byte the same on
every run, so a difference after running it is a change somebody made. Files in TARGET that it does not write
are left alone.
"""

import sys
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parent


def files() -> dict[str, bytes]:
    """Path below the project directory -> content, for every file of the example."""
    from examples.northmoor import register, word  # imported late: a script must first find its own package
    from examples.northmoor.settings import TRUST_TOML
    from examples.northmoor.wording import high, millbrook, primaries, saltersgate, staff, trust

    folders = (trust, staff, primaries, millbrook, saltersgate, high)
    papers = [paper for folder in folders for paper in folder.PAPERS]
    return {
        "config/trust.toml": TRUST_TOML.encode(),
        "register.xlsx": register.written(),
        **{f"policies/{paper.path}": word.written(paper) for paper in papers},
    }


def make(target: Path) -> list[Path]:
    """Write the example into `target` and tell which files were written."""
    made = []
    for name, content in files().items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        made.append(path)
    return made


def main() -> None:
    """Write the example into the folder named on the command line, else beside this script."""
    sys.path.insert(0, str(EXAMPLES.parent))
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLES / "northmoor-trust"
    print(f"{len(make(target))} files written to {target}")


if __name__ == "__main__":
    main()
