#!/usr/bin/env python3
"""Plants one-line faults and tells which of them no test notices.

    Scripts/mutants.py N [--seed S] [--module NAME ...] [--list]

Draws N faults at random, from a seed, among the lines of DataPlane, ControlPlane, Simulator and
Notebook: an operator turned, a bound moved by one, a constant changed, a truth value turned, a
line dropped. Each is planted alone in a copy of the last commit below .build/mutants; the copy is
built and the tests that should notice are run. Survivors are printed with their line. What does
not compile is no fault: another is drawn in its place.

Exit status: 0 every fault was noticed, 1 some survived, 2 the tests fail without any fault.
"""
import argparse
import pathlib
import random
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
TREE = ROOT / ".build" / "mutants"

# The tests that should notice a fault in a module, quickest first.
TESTS = {
    "DataPlane": ["DataPlaneTests", "SimulatorTests"],
    "ControlPlane": ["ControlPlaneTests|AdmissionTests", "SimulatorTests", "Conformance"],
    "Simulator": ["SimulatorTests", "EndToEndTests"],
    "Notebook": ["NotebookTests", "ReportTests|ManifestsTests", "EndToEndTests"],
}
TEST_SECONDS = 600

# What is turned into what; each side is looked for outside texts and comments.
TURNS = [
    (r" == ", " != "), (r" != ", " == "), (r" < ", " <= "), (r" <= ", " < "), (r" > ", " >= "),
    (r" >= ", " > "), (r" && ", " || "), (r" \|\| ", " && "), (r" \+ ", " - "), (r" - ", " + "),
    (r" \* ", " + "), (r"\.\.<", "..."), (r"\btrue\b", "false"), (r"\bfalse\b", "true"),
    (r"\.first\b(?!\w)", ".last"), (r"\.isEmpty", ".isEmpty == false"),
]
NUMBER = re.compile(r"(?<![\w.\"$])(\d[\d_]*)(?![\w.xb\"])")
# Lines that do something and can go without the rest losing its form.
DROPPABLE = re.compile(r"^\s*(?:[\w.\[\]()!?]+\s*(?:=|\+=|-=|\|=)\s*[^{]+|[\w.]+\([^{]*\))\s*$")
# Declarations and words for people are not what is tested here.
PASSED_OVER = re.compile(
    r"^\s*(?://|import |internal import|public import|package import|case |@|func |init\(|"
    r"precondition|assert|struct |enum |extension |protocol |typealias |static let \w+: \[?String)")


def blank_texts(line):
    """The line with its texts and comments blanked, so that columns stay."""
    line = re.sub(r'"(?:\\.|[^"\\])*"', lambda match: '"' + " " * (len(match[0]) - 2) + '"', line)
    return re.sub(r"//.*", lambda match: " " * len(match[0]), line)


def faults_of_line(line, continues):
    """Every way in which one line can be made wrong, as (what, new line)."""
    if PASSED_OVER.match(line) or not line.strip():
        return []
    code = blank_texts(line)
    found = []
    for pattern, replacement in TURNS:
        for match in re.finditer(pattern, code):
            if replacement == " - " and '"' in code:
                continue
            new = line[: match.start()] + replacement + line[match.end():]
            found.append((f"{match[0].strip() or match[0]} → {replacement.strip() or 'nothing'}", new))
    for match in NUMBER.finditer(code):
        value = int(match[1].replace("_", ""))
        for other in {value + 1, max(value - 1, 0)} - {value}:
            found.append(
                (f"{match[1]} → {other}", line[: match.start()] + str(other) + line[match.end():]))
    if DROPPABLE.match(code) and not continues:
        found.append(("line dropped", ""))
    return found


def faults(modules):
    """All faults of some modules, in a fixed order."""
    found = []
    for module in modules:
        for path in sorted((ROOT / "Sources" / module).rglob("*.swift")):
            lines = path.read_text().split("\n")
            for index, line in enumerate(lines):
                before = blank_texts(lines[index - 1]).rstrip() if index else ""
                after = lines[index + 1].lstrip() if index + 1 < len(lines) else ""
                continues = before.endswith(("(", ",", "=", "?", ":", "&&", "||", "+", "["))
                continues = continues or after.startswith((".", "?", ":", "&&", "||", "+", "-"))
                for what, new in faults_of_line(line, continues):
                    found.append((module, path.relative_to(ROOT), index, what, new))
    return found


def run(arguments, seconds=None):
    """Whether a command ends well within its time."""
    try:
        return subprocess.run(
            arguments, cwd=TREE, timeout=seconds, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def build():
    return run(["swift", "build", "--build-tests"])


def passes(step):
    """Whether a step of the tests passes; what hangs does not."""
    if step == "Conformance":
        return run([".build/debug/Conformance"], TEST_SECONDS)
    return run(
        ["swift", "test", "--skip-build", "--disable-xctest", "--filter", step], TEST_SECONDS)


def prepare():
    """The copy, at the last commit and built."""
    if not TREE.exists():
        subprocess.run(
            ["git", "worktree", "add", "--quiet", "--detach", str(TREE)], cwd=ROOT, check=True)
    head = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=ROOT, check=True, capture_output=True, text=True)
    subprocess.run(
        ["git", "checkout", "--quiet", "--force", "--detach", head.stdout.strip()], cwd=TREE,
        check=True)
    subprocess.run(["Scripts/unpack-goldens.sh"], cwd=TREE, check=True)
    return build()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("count", type=int, help="how many faults are planted")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--module", action="append", choices=sorted(TESTS))
    parser.add_argument("--list", action="store_true", help="print the faults and plant none")
    options = parser.parse_args()
    modules = options.module or sorted(TESTS)
    order = faults(modules)
    random.Random(options.seed).shuffle(order)
    if options.list:
        for module, path, index, what, _ in order[: options.count]:
            print(f"{path}:{index + 1}: {what}")
        return 0
    if not prepare():
        print("mutants: the tests do not build without any fault", file=sys.stderr)
        return 2
    for step in dict.fromkeys(step for module in modules for step in TESTS[module]):
        if not passes(step):
            print(f"mutants: {step} fails without any fault", file=sys.stderr)
            return 2
    planted, survivors = 0, []
    for module, path, index, what, new in order:
        if planted == options.count:
            break
        target = TREE / path
        text = target.read_text()
        lines = text.split("\n")
        old = lines[index]
        lines[index] = new
        target.write_text("\n".join(lines))
        try:
            if not build():
                continue
            planted += 1
            noticed = next((step for step in TESTS[module] if not passes(step)), None)
            print(f"{planted:3} {path}:{index + 1}: {what}: {noticed or 'SURVIVED'}", flush=True)
            if noticed is None:
                survivors.append((path, index, what, old))
        finally:
            target.write_text(text)
    print(f"{planted} planted, {planted - len(survivors)} noticed, {len(survivors)} survived")
    for path, index, what, old in survivors:
        print(f"  {path}:{index + 1}: {what}: {old.strip()}")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
