"""Writes the state that this version leaves behind after a night as SQL text, with the policy that was drafted.

    python tests/states/write_state.py tests/states/0.1

Run it once for each version that is released, and keep what earlier ones have written: later versions must go on from it.
"""

import shutil
import sqlite3
import sys
import tempfile
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.trusts import ROW, TODAY, a_trust  # noqa: E402 - after the way to it

from policyclerk import bootstrap, run  # noqa: E402
from policyclerk.hands import Options  # noqa: E402


def main() -> None:
    """One night of a small trust, and what a later one needs of it."""
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        trust, day = a_trust(Path(folder) / "ash"), date.fromisoformat(TODAY)
        setup = bootstrap.open_project(trust)
        hands = bootstrap.acting_hands(setup, bootstrap.clock(setup, day))
        run.night(hands, day, Options())
        database = sqlite3.connect(trust / "state" / "policyclerk.db")
        (target / "state.sql").write_text("\n".join(database.iterdump()) + "\n", encoding="utf-8")
        database.close()
        shutil.copyfile(trust / "policies" / ROW["Document"], target / "policy.docx")


if __name__ == "__main__":
    main()
