#!/usr/bin/env python3
"""Looks at rendered pages in headless Chromium, in light and dark, on a desktop and a phone.

usage: check_pages.py OUTPUT AXE.MIN.JS [PAGE...]

Each page must be clean under axe-core (of PyPI's axe-playwright-python), never scroll sideways as
a whole, ask no other host for anything, and write nothing to the console. Prints what it found;
exits 1 where anything is wrong, 2 where Chromium or axe-core is missing.
"""
import html
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

WIDTHS = {"desktop": 1200, "phone": 360}
THEMES = {"light": 1, "dark": 0}

# Runs in a copy of the page, within a frame of the wanted width, and tells the page around it.
PROBE = """
<script src="{axe}"></script>
<script>
axe.run().then(result => parent.postMessage(JSON.stringify({{
  page: {page}, width: {width},
  violations: result.violations.map(v => v.id + ': ' + v.nodes.slice(0, 2).map(n => n.html).join(' ')),
  tooWide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  tables: document.querySelectorAll('table').length,
}}), '*'));
</script>
"""

COLLECTOR = """<!DOCTYPE html><pre id="results"></pre><script>
addEventListener('message', event => {
  document.getElementById('results').textContent += event.data + '\\n';
});
</script>
"""


def chromium(page, theme, *arguments):
    """What Chromium says of a page: its document in the end, and its console."""
    command = [
        "chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr",
        "--allow-file-access-from-files", f"--blink-settings=preferredColorScheme={THEMES[theme]}",
        "--window-size=1280,900", *arguments, page.as_uri(),
    ]
    run = subprocess.run(command, capture_output=True, text=True, timeout=300)
    console = [line for line in run.stderr.splitlines() if "CONSOLE" in line]
    return run.stdout, console


def framed(pages, output, axe, folder):
    """A page that holds a copy of every page in every width, each with its probe."""
    frames = []
    for page in pages:
        source = page.read_text(encoding="utf-8")
        source = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", source)
        source = source.replace("<details", "<details open")
        base = f'<head><base href="{page.parent.as_uri()}/">'
        for name, width in WIDTHS.items():
            probe = PROBE.format(
                axe=axe.as_uri(), page=json.dumps(str(page.relative_to(output))),
                width=json.dumps(name))
            copy = folder / f"{len(frames)}.html"
            copy.write_text(
                source.replace("<head>", base, 1).replace("</body>", probe + "</body>"),
                encoding="utf-8")
            frames.append(
                f'<iframe src="{copy.as_uri()}" width="{width}" height="2000"></iframe>')
    collector = folder / "collector.html"
    collector.write_text(COLLECTOR + "\n".join(frames), encoding="utf-8")
    return collector, len(frames)


def check(pages, output, axe):
    problems = []
    for theme in THEMES:
        with tempfile.TemporaryDirectory() as folder:
            collector, count = framed(pages, output, axe, pathlib.Path(folder))
            document, _ = chromium(
                collector, theme, "--virtual-time-budget=120000", "--dump-dom")
        found = re.search(r'<pre id="results">(.*?)</pre>', document, re.S)
        lines = html.unescape(found.group(1)).splitlines() if found else []
        if len(lines) != count:
            problems.append(f"{theme}: {len(lines)} of {count} frames answered")
        for result in map(json.loads, lines):
            place = f"{result['page']} ({theme}, {result['width']})"
            problems += [f"{place}: {violation}" for violation in result["violations"]]
            if result["tooWide"] > 0:
                problems.append(f"{place}: {result['tooWide']} pixels too wide")
    for page in pages:
        # As it is, with its policy: whatever it refused or failed to load is on the console.
        _, console = chromium(page, "light", "--dump-dom")
        problems += [f"{page.relative_to(output)}: {line}" for line in console]
    return problems


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    output, axe = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
    if not shutil.which("chromium") or not axe.is_file():
        print("check_pages: chromium or axe.min.js is missing", file=sys.stderr)
        sys.exit(2)
    pages = [pathlib.Path(page).resolve() for page in sys.argv[3:]]
    pages = pages or sorted(output.rglob("*.html"))
    problems = check(pages, output, axe)
    print("\n".join(problems) or f"{len(pages)} pages, 2 themes, 2 widths: nothing to object to")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
