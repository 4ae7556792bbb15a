#!/bin/sh
# Opens what `labbook check` writes for other programs in readers that are not ours:
#   check_readers.sh LABBOOK
# junitparser comes from PyPI; where there is no way to it, says so and leaves it out.
set -eu
labbook=$(realpath "$1")
root=$(cd "$(dirname "$0")/.." && pwd)
home="$root/.build/readers"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ ! -x "$home/bin/python3" ]; then python3 -m venv "$home"; fi
if ! "$home/bin/python3" -c 'import junitparser' 2>/dev/null; then
  if ! "$home/bin/python3" -m pip install --quiet --disable-pip-version-check junitparser \
      2>"$work/pip.txt"; then
    echo "check_readers: skipped, junitparser cannot be fetched: $(tail -1 "$work/pip.txt")"
    exit 0
  fi
fi

cat > "$work/mesh.yaml" <<'MESH'
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: "<web>&", namespace: shop}
spec: {hosts: [web], http: [{route: [{destination: {host: wbe}}]}]}
MESH
cd "$work"
"$labbook" check -f mesh.yaml --format junit > junit.xml || true
"$labbook" check -f mesh.yaml --format json > findings.json || true
"$home/bin/python3" - <<'READ'
import json
import junitparser

findings = json.load(open("findings.json"))["findings"]
report = junitparser.JUnitXml.fromfile("junit.xml")
cases = [case for suite in report for case in suite]
assert len(cases) == len(findings) == report.tests, (len(cases), len(findings), report.tests)
failed = [case for case in cases if case.result]
wanted = [f for f in findings if f["severity"] != "note"]
assert len(failed) == len(wanted) == report.failures, (len(failed), len(wanted), report.failures)
assert {case.name for case in cases} == {f["what"] for f in findings}
print("junitparser reads %d cases, %d of them failures" % (len(cases), len(failed)))
READ
