#!/usr/bin/python3
"""Look at the report's page as a reader does: in a browser, while a study runs and after it.

    scripts/check_report.py PROGRAM OUTDIR [STUDY]

PROGRAM is the built crossmodal. Without STUDY a small study is made and run under OUTDIR, `report --watch` writes its
page, and a headless Chromium opens the page once and must see fits arrive and the study end by itself. Then the page, or
that of STUDY, is checked in light and dark at 390 and 1280 pixels, with a screenshot of each in OUTDIR: nothing wider than
the window, no message of the browser, no request for another file, headings in order, a description on every picture,
contrast of all text at least 4.5 to 1, no complaint of `tidy`; and pdflatex must set tables/all.tex.

Debian: apt install chromium python3-websocket tidy texlive-latex-base. Exit codes: 0 all is well, 1 something is not
(each on a line), 64 command line, 69 a program is missing.
"""

import base64
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

CONFIGURATION = """\
version: 1
name: small
dataset:
  name: made-up
  image: {square: {file: image.csv}}
  text: {products: {file: text.csv}}
models: [lin, nn]
losses: [mse]
grid: {learning-rate: [0.01, 0.001], hidden-units: [64, 256]}
training: {max-epochs: 400}
"""

# Contrast of WCAG 2.1 for every element that has text of its own, the background being the nearest opaque one.
CONTRAST = """(() => {
  const numbers = text => (text.match(/[\\d.]+/g) || []).map(Number);
  const parse = text => { const n = numbers(text); if (text.startsWith('color(')) { n.splice(0, 3, ...n.slice(0, 3).map(v => v * 255)); } return n; };
  const light = rgb => { const c = rgb.slice(0, 3).map(v => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2]; };
  const ground = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c.length === 3 || c[3] === 1) return c; } return [255, 255, 255]; };
  const low = [];
  for (const e of document.querySelectorAll('body *')) {
    if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
    // A number on a field of the heat map lies on the field, not on the page.
    if (e.closest('svg[aria-label^="Heat map"]') || !e.getClientRects().length) continue;
    const style = getComputedStyle(e), front = parse(e.closest('svg') ? style.fill : style.color), back = ground(e);
    const [a, b] = [light(front), light(back)].sort((x, y) => y - x), ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) low.push(e.tagName + '.' + (e.getAttribute('class') || '') + ' ' + ratio.toFixed(2) + ' ' + e.textContent.trim().slice(0, 30));
  }
  return low.slice(0, 5);
})()"""

STRUCTURE = """(() => {
  const wrong = [];
  let last = 0;
  for (const h of document.querySelectorAll('h1,h2,h3,h4,h5,h6')) { const level = +h.tagName[1]; if (level > last + 1) wrong.push('heading ' + h.textContent + ' skips a level'); last = level; }
  for (const e of document.querySelectorAll('svg,[role=img]')) if (!e.getAttribute('aria-label')) wrong.push('picture without a description');
  if (document.querySelectorAll('script,link,iframe,img').length) wrong.push('an element that is not of this page');
  const names = [...document.querySelectorAll('[id]')].map(e => e.id);
  if (new Set(names).size !== names.length) wrong.push('an identifier that stands twice');
  if (document.documentElement.scrollWidth > innerWidth) wrong.push('wider than the window: ' + document.documentElement.scrollWidth);
  return wrong;
})()"""


class Browser:
    """A headless Chromium with one page."""

    def __init__(self):
        import websocket

        self.folder = tempfile.mkdtemp()
        self.process = subprocess.Popen(
            ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0",
             "--remote-allow-origins=*", f"--user-data-dir={self.folder}", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        port_file = Path(self.folder, "DevToolsActivePort")
        wait(lambda: port_file.exists() and port_file.read_text().count("\n"), 30, "Chromium does not start")
        port = port_file.read_text().split()[0]
        pages = json.load(urllib.request.urlopen(f"http://127.0.0.1:{port}/json"))
        address = next(page["webSocketDebuggerUrl"] for page in pages if page["type"] == "page")
        self.socket = websocket.create_connection(address)
        self.number = 0
        self.messages, self.requests = [], []
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def call(self, method, **parameters):
        self.number += 1
        self.socket.send(json.dumps({"id": self.number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("method") == "Log.entryAdded":
                self.messages.append(answer["params"]["entry"]["text"])
            elif answer.get("method") == "Network.requestWillBeSent":
                self.requests.append(answer["params"]["request"]["url"])
            if answer.get("id") == self.number:
                return answer.get("result", {})

    def value(self, expression):
        return self.call("Runtime.evaluate", expression=expression, returnByValue=True)["result"].get("value")

    def open(self, path, width, scheme):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=width < 600)
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        self.call("Page.navigate", url=path.resolve().as_uri())
        wait(lambda: self.value("document.readyState") == "complete", 30, "the page does not load")

    def screenshot(self, path):
        size = self.call("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], 12000), "scale": 1}
        picture = self.call("Page.captureScreenshot", captureBeyondViewport=True, clip=clip)
        path.write_bytes(base64.b64decode(picture["data"]))

    def close(self):
        self.socket.close()
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def wait(condition, seconds, complaint):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.1)
    raise SystemExit(f"check_report.py: {complaint}")


def follow(program, folder, browser):
    """A page that is opened once follows a running study to its end; returns the page."""
    source = random.Random(1)
    rows = [[source.uniform(-1, 1) for _ in range(24)] for _ in range(600)]
    write = lambda name, of: (folder / name).write_text("".join(",".join(map(str, of(row))) + "\n" for row in rows))
    write("image.csv", lambda row: row)
    write("text.csv", lambda row: [a * b for a, b in zip(row, row[1:])])
    (folder / "small.yaml").write_text(CONFIGURATION)
    study, page = folder / "study", folder / "report" / "index.html"
    shutil.rmtree(study, ignore_errors=True)
    shutil.rmtree(page.parent, ignore_errors=True)
    run = subprocess.Popen([program, "run", folder / "small.yaml", "--study", study, "--workers", "1"], stderr=subprocess.DEVNULL)
    wait((study / "manifest.json").exists, 60, "the study does not begin")
    watch = subprocess.Popen(
        [program, "report", study, "-o", page.parent, "--watch", "--interval", "1"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait(page.exists, 60, "no page is written")
    browser.open(page, 1280, "light")
    count = "+((document.querySelector('.live p') || {}).textContent || '').split(' of ')[0]"
    first = wait(lambda: browser.value("document.querySelector('.live') && " + count + " + 1"), 60, "no progress is shown") - 1
    wait(lambda: (browser.value(count) or 0) > first, 120, "no fit arrives in the open page")
    print(f"a fit arrived in the open page (first seen: {first} fits)")
    for process, name in ((run, "the study"), (watch, "report --watch")):
        if process.wait(600) not in (0, 3):  # 3: some fits diverged
            raise SystemExit(f"check_report.py: {name} ended with {process.returncode}")
    wait(lambda: not browser.value("!!document.querySelector('.live,meta[http-equiv=refresh]')"), 30, "the page does not end")
    print("the open page saw the study end")
    return page


def main(arguments):
    if len(arguments) not in (2, 3):
        print(__doc__, end="", file=sys.stderr)
        return 64
    for name in ("chromium", "tidy", "pdflatex"):
        if not shutil.which(name):
            print(f"check_report.py: {name}: not found", file=sys.stderr)
            return 69
    program, folder = Path(arguments[0]).resolve(), Path(arguments[1])
    folder.mkdir(parents=True, exist_ok=True)
    browser, wrong = Browser(), []
    try:
        if len(arguments) == 3:
            page = folder / "report" / "index.html"
            subprocess.run([program, "report", arguments[2], "-o", page.parent], check=True, stdout=subprocess.DEVNULL)
        else:
            page = follow(program, folder, browser)
        browser.messages.clear()
        browser.requests.clear()
        for width in (390, 1280):
            for scheme in ("light", "dark"):
                browser.open(page, width, scheme)
                browser.screenshot(folder / f"{width}-{scheme}.png")
                browser.value("document.querySelectorAll('details').forEach(d => d.open = true)")
                wrong += [f"{width} {scheme}: {line}" for line in browser.value(STRUCTURE) + browser.value(CONTRAST)]
        wrong += [f"the browser says: {text}" for text in browser.messages]
        wrong += [f"a request for {url[:80]}" for url in browser.requests if not url.startswith("data:") and url != page.resolve().as_uri()]
    finally:
        browser.close()
    tidy = subprocess.run(["tidy", "-q", "-e", page], capture_output=True, text=True)
    # tidy 5.6 knows no inputs of style in SVG and empty spans that are pictures.
    known = ("trimming empty <span>", "proprietary attribute \"tabindex\"")
    wrong += [f"tidy: {line}" for line in tidy.stderr.splitlines() if not any(text in line for text in known)][:10]
    with tempfile.TemporaryDirectory() as scratch:
        shutil.copytree(page.parent / "tables", scratch, dirs_exist_ok=True)
        latex = subprocess.run(
            ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "all.tex"], cwd=scratch, capture_output=True, text=True, errors="replace")
        if latex.returncode:
            wrong += ["pdflatex: " + line for line in latex.stdout.splitlines() if line.startswith("!")]
    for line in wrong:
        print(line)
    print(f"{len(wrong)} complaints; screenshots in {folder}; the page has {page.stat().st_size} bytes")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
