#!/bin/sh
# Builds the wheel, installs it into an empty environment, and runs the example trust there: the only proof that the
# templates, tables, flows and the example are in the package. Usage: installed_copy.sh BUILD_PYTHON PYTHON
set -eu
build_python=$1
python=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
constraints=$(pwd)/constraints.txt

"$build_python" -m build --wheel --no-isolation --outdir "$work" . >"$work/build.log" 2>&1 || { cat "$work/build.log"; exit 1; }
"$python" -m venv "$work/empty"
"$work/empty/bin/python" -m pip install --quiet --constraint "$constraints" "$work"/policyclerk-*.whl

cd "$work" # away from the checkout, so that nothing of it can be found by accident
policyclerk="$work/empty/bin/policyclerk"
"$policyclerk" --version
"$policyclerk" demo --copy-only "$work/trust"
"$policyclerk" doctor -p "$work/trust" --today 2026-11-23
"$policyclerk" run -p "$work/trust" --today 2026-11-23 --json >"$work/first.json"
"$policyclerk" run -p "$work/trust" --today 2026-11-23 --json >"$work/second.json"
"$policyclerk" ledger -p "$work/trust" --verify >/dev/null
"$policyclerk" init "$work/new" --no-write-back >/dev/null
"$policyclerk" check -p "$work/new" --today 2026-11-23 >/dev/null
flows=$("$work/empty/bin/python" -c "from policyclerk.project import shipped; print(shipped('flows'))")
"$work/empty/bin/python" "$flows/nightly_check.py" "$work/trust" --today 2026-11-24 >/dev/null
"$work/empty/bin/python" - "$work" <<'PYTHON'
import collections, json, pathlib, sys

work = pathlib.Path(sys.argv[1])
first, second = (json.loads((work / name).read_text(encoding="utf-8")) for name in ("first.json", "second.json"))
done = collections.Counter(a["kind"] for a in first["actions"] if a["state"] == "done")
assert {"write_draft", "send_mail", "update_register", "write_report"} <= set(done), done
again = [a["kind"] for a in second["actions"] if a["kind"] in ("write_draft", "send_mail")]
assert not again, again
assert len(list((work / "trust/outbox").glob("*.eml"))) == done["send_mail"]
assert len(list((work / "trust/drafts").rglob("*.docx"))) == done["write_draft"]
print("installed copy:", dict(done), "and nothing twice")
PYTHON
echo "The wheel works in an empty environment."
