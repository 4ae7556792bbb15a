#!/usr/bin/env python3
"""Opens every generated page in headless Chromium, in both colour schemes and three widths.

    Scripts/check_pages.py OUTPUT AXE_JS

Fails where axe-core finds a violation of WCAG 2.2 A or AA, where a page scrolls sideways on a
phone's width, where two labels of a figure overlap, folded and narrow ones included, where the
console is not clean, where a page asks for anything outside its folder, where its HTML has more
than 250 KB, where it is longer than 6,000 pixels at 1,280 with its folds closed, or where it prints
on more than ten sheets.
"""

import html
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

# The middle one is that for which heights are limited.
WIDTHS = (1280, 768, 390)
HEIGHT_WIDTH, HEIGHT_LIMIT = 1280, 6000
BYTE_LIMIT = 250 * 1000
SHEET_LIMIT = 10
# Blink's enumeration of preferred colour schemes.
SCHEMES = {"dark": 0, "light": 1}
PROBE = """
addEventListener('load', async () => {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  let violations;
  try {
    const result = await axe.run(document, {runOnly: {type: 'tag', values: tags}});
    violations = result.violations.map(
      v => v.id + ': ' + v.help + ' at ' + v.nodes.slice(0, 3).map(n => n.target.join(' ')).join(', '));
  } catch (error) { violations = ['axe failed: ' + error]; }
  const root = document.documentElement;
  if (innerWidth === HEIGHT_WIDTH && root.scrollHeight > HEIGHT_LIMIT)
    violations.push('the page is ' + root.scrollHeight + ' pixels long');
  if (root.scrollWidth > root.clientWidth)
    violations.push('the page scrolls sideways: ' + root.scrollWidth + ' in ' + root.clientWidth);
  for (const fold of document.querySelectorAll('details')) fold.open = true;
  for (const hidden of document.querySelectorAll('.picture svg')) hidden.style.display = 'block';
  for (const figure of document.querySelectorAll('svg.figure')) {
    const labels = [...figure.querySelectorAll('text')].filter(t => t.textContent.trim())
      .map(t => ({text: t.textContent, box: t.getBBox()}));
    labels.forEach((one, index) => {
      for (const other of labels.slice(index + 1)) {
        const [a, b] = [one.box, other.box];
        const wide = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
        const high = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
        if (wide > 1 && high > 2.5)
          violations.push('labels overlap in ' + figure.querySelector('title').textContent + ': '
            + one.text + ' | ' + other.text);
      }
    });
  }
  parent.postMessage(violations, '*');
});
"""
RUNNER = """
const pages = %s, widths = %s, results = [];
function open(page, width) {
  return new Promise(resolve => {
    const frame = document.createElement('iframe');
    frame.width = width; frame.height = 900; frame.src = page;
    addEventListener('message', event => { frame.remove(); resolve(event.data); }, {once: true});
    document.body.append(frame);
  });
}
(async () => {
  for (const page of pages) for (const width of widths)
    results.push({page, width, violations: await open(page, width)});
  document.body.textContent = 'DONE' + JSON.stringify(results) + 'END';
})();
"""


def chromium(*arguments):
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        sys.exit("check_pages: chromium is missing")
    with tempfile.TemporaryDirectory() as profile:
        return subprocess.run(
            [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-extensions",
             "--disable-background-networking", "--no-first-run",
             "--host-resolver-rules=MAP * ~NOTFOUND", "--allow-file-access-from-files",
             f"--user-data-dir={profile}", *arguments],
            capture_output=True, text=True, timeout=900, check=False)


def copy_with_probe(output, axe, target):
    """A copy of the pages without their Content-Security-Policy, which would stop axe too."""
    shutil.copytree(output, target)
    limits = f"const HEIGHT_WIDTH = {HEIGHT_WIDTH}, HEIGHT_LIMIT = {HEIGHT_LIMIT};\n"
    (target / "probe.js").write_text(limits + PROBE, encoding="utf-8")
    shutil.copy(axe, target / "axe.js")
    pages = sorted(target.rglob("*.html"))
    for page in pages:
        top = "../" * (len(page.relative_to(target).parts) - 1)
        text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "",
                      page.read_text(encoding="utf-8"))
        text = re.sub(r'(<div class="picture"[^>]*>[\s\S]*?</div>)',
                      lambda found: with_drawings(found.group(1), page.parent), text)
        scripts = f'<script src="{top}axe.js"></script><script src="{top}probe.js"></script>'
        page.write_text(text.replace("</head>", scripts + "</head>"), encoding="utf-8")
    return [page.relative_to(target).as_posix() for page in pages]


def with_drawings(figure, folder):
    """A figure with its pictures drawn in the page, where labels can be measured."""
    def drawn(found):
        text = (folder / html.unescape(found.group(1))).read_text(encoding="utf-8")
        # Identifiers are those of the drawing beside it, which the check must not count twice.
        text = re.sub(r' aria-labelledby="[^"]*"', "", re.sub(r' id="[^"]*"', "", text))
        text = re.sub(r"<style>[\s\S]*?</style>", "", text)
        layout = re.search(r'class="(narrow|wide)"', found.group(0))
        return text.replace('class="figure"', f'class="figure {layout.group(1) if layout else ""}"', 1)
    return re.sub(r'<img[^>]* src="(figures/[^"]*\.svg)"[^>]*>', drawn, figure)


def size_problems(output, pages):
    """Pages whose HTML is too large, or that print on too many sheets."""
    problems = []
    for page in pages:
        size = (output / page).stat().st_size
        if size > BYTE_LIMIT:
            problems.append(f"{page}: {size} bytes of HTML")
        with tempfile.TemporaryDirectory() as folder:
            paper = pathlib.Path(folder) / "page.pdf"
            chromium(f"--print-to-pdf={paper}", "--no-pdf-header-footer",
                     (output / page).resolve().as_uri())
            sheets = len(re.findall(rb"/Type\s*/Page[^s]", paper.read_bytes()))
            if not 0 < sheets <= SHEET_LIMIT:
                problems.append(f"{page}: prints on {sheets} sheets")
    return problems


def axe_problems(copy, pages):
    problems = []
    runner = copy / "runner.html"
    runner.write_text("<!doctype html><title>runner</title><body><script>"
                      + RUNNER % (json.dumps(pages), json.dumps(WIDTHS)) + "</script></body>",
                      encoding="utf-8")
    for scheme, number in SCHEMES.items():
        result = chromium("--virtual-time-budget=100000000", "--dump-dom",
                          f"--blink-settings=preferredColorScheme={number}", runner.as_uri())
        found = re.search(r"DONE(.*)END", result.stdout, re.S)
        if found is None:
            problems.append(f"{scheme}: Chromium gave no result: {result.stderr[-400:]}")
            continue
        for entry in json.loads(html.unescape(found.group(1))):
            for violation in entry["violations"]:
                problems.append(f"{entry['page']} ({scheme}, {entry['width']} px): {violation}")
    return problems


def requests_of_page(log):
    """What a page, and not Chromium itself, asked the network for; files are not in the log."""
    parameters = []
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        # One event a line; the first line holds Chromium's constants.
        if '"initiator"' in line:
            parameters.append(json.loads(line.rstrip(",")).get("params") or {})
    return sorted({p["url"] for p in parameters
                   if "url" in p and p.get("initiator", "not an origin") != "not an origin"})


def request_problems(output, pages):
    """The pages as they are: what they say on the console, and what they ask for."""
    problems = []
    home = output.resolve().as_uri() + "/"
    for page in pages:
        with tempfile.TemporaryDirectory() as folder:
            log = os.path.join(folder, "net.json")
            result = chromium(f"--log-net-log={log}", "--enable-logging=stderr",
                              "--virtual-time-budget=2000", "--dump-dom", home + page)
            for line in result.stderr.splitlines():
                if "CONSOLE" in line:
                    problems.append(f"{page}: console: {line.split('CONSOLE', 1)[1][:200]}")
            for url in requests_of_page(pathlib.Path(log)):
                problems.append(f"{page}: asks for {url}")
    return problems


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    output, axe = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder) / "pages"
        pages = copy_with_probe(output, axe, copy)
        problems = axe_problems(copy, pages)
    # One page of each kind is enough for what they ask for: they share one shell.
    kinds = {}
    for page in pages:
        parts = pathlib.PurePosixPath(page).parts
        kinds.setdefault((len(parts), "ko" in parts, "compare" in parts), page)
    problems += request_problems(output, sorted(kinds.values()))
    problems += size_problems(output, pages)
    for problem in problems:
        print(f"check_pages: {problem}")
    count = len(pages)
    print(f"{count} pages in two colour schemes and {len(WIDTHS)} widths: {len(problems)} problems")
    sys.exit(1 if problems or count == 0 else 0)


if __name__ == "__main__":
    main()
