"""Opens reports in a real browser and does what a reader does.

    python3 Tests/BrowserTests/report_test.py [FOLDER]

FOLDER holds report.html with report.json beside it, as `hindcast report` writes them (Reports/demo if none is named).
"""
import csv
import glob
import json
import os
import sys
import tempfile
import time
import unittest

from browser import Browser

folder = "Reports/demo"


def number(text):
    """The number in a text such as "$1,234.50 (12 %)"."""
    text = text.replace("\u2212", "-").replace("\u00a0", " ").replace(",", "")
    return float("".join(c for c in text.split("(")[0].split("→")[0] if c.isdigit() or c in ".-"))


class Report(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.browser = Browser()
        cls.path = os.path.join(folder, "report.html")
        with open(os.path.join(folder, "report.json"), encoding="utf-8") as file:
            cls.study = json.load(file)

    @classmethod
    def tearDownClass(cls):
        cls.browser.__exit__()

    def setUp(self):
        self.browser.media()
        self.browser.open(self.path)

    def tearDown(self):
        self.assertEqual(self.browser.complaints(), [], "the console is silent")
        self.assertEqual(len(self.browser.requests()), 1, "nothing but the page itself was asked for")

    def test_shows_the_figures_of_the_study(self):
        best = max((s for s in self.study["strategies"] if not s["is_bound"]), key=lambda s: s["monthly_saving_usd"] or -1e99)
        heading = self.browser.run("document.querySelector('h1').innerText")
        self.assertIn(best["strategy"], heading)
        self.assertAlmostEqual(number(self.browser.run("document.querySelector('h1 b').innerText")), best["monthly_saving_usd"], delta=0.006)

    def test_every_table_sorts(self):
        tables = self.browser.run("document.querySelectorAll('table').length")
        self.assertGreater(tables, 5)
        faults = self.browser.run("""(() => {
          const faults = [];
          for (const table of document.querySelectorAll("table")) {
            const rows = () => [...table.tBodies[0].rows];
            if (rows().length < 2) continue;
            [...table.tHead.rows[0].cells].forEach((head, column) => {
              const button = head.querySelector("button");
              if (!button) { faults.push("no button: " + head.textContent); return; }
              const before = rows().map((row) => row.innerHTML).sort().join();
              for (const click of [1, 2]) {
                button.click();
                const down = head.getAttribute("aria-sort") === "descending";
                const cells = rows().map((row) => row.cells[column]);
                if (cells[0].tagName !== "TD" && column > 0) faults.push("odd cell");
                const values = cells.map((cell) => cell.dataset.v).filter((v) => v !== undefined).map(Number);
                for (let i = 1; i < values.length; i++)
                  if (down ? values[i] > values[i - 1] : values[i] < values[i - 1])
                    faults.push(head.textContent + " is not sorted");
              }
              if (rows().map((row) => row.innerHTML).sort().join() !== before) faults.push("rows changed");
            });
          }
          return faults;
        })()""")
        self.assertEqual(faults, [])

    def test_series_switch(self):
        state = """(() => {
          const key = document.querySelector("#latencies button.key");
          const line = document.querySelector(`#latencies svg .series[data-series="${key.dataset.series}"]`);
          return [key.getAttribute("aria-pressed"), getComputedStyle(line).display];
        })()"""
        click = "document.querySelector('#latencies button.key').click()"
        self.assertEqual(self.browser.run(state)[0], "true")
        self.browser.run(click)
        self.assertEqual(self.browser.run(state), ["false", "none"])
        self.browser.run(click)
        self.assertEqual(self.browser.run(state)[0], "true")

    def test_figures_are_behind_every_chart(self):
        self.assertEqual(
            self.browser.run("[...document.querySelectorAll('figure')].filter(f => !f.querySelector('details.data table')).map(f => f.id)"), [])
        self.assertEqual(
            self.browser.run("[...document.querySelectorAll('figure svg[role=img]')].filter(s => !s.querySelector('title, desc')).length"), 0)

    def test_figures_are_saved_as_csv(self):
        with tempfile.TemporaryDirectory() as downloads:
            self.browser.call("Page.setDownloadBehavior", behavior="allow", downloadPath=downloads)
            self.browser.run("document.querySelector('#hit-rates .save').click()")
            end = time.monotonic() + 10
            while not (files := glob.glob(downloads + "/*.csv")) and time.monotonic() < end:
                time.sleep(0.05)
            self.assertEqual([os.path.basename(f) for f in files], ["hit-rates.csv"])
            with open(files[0], encoding="utf-8", newline="") as file:
                rows = list(csv.DictReader(file))
        shown = {row["strategy"]: row for row in rows}
        for strategy in self.study["strategies"]:
            self.assertEqual(int(shown[strategy["strategy"]]["hits"]), strategy["total"]["outcomes"]["hit"])

    def slide(self, name, value):
        self.browser.run(f"""(() => {{
          const slider = document.getElementById("if-{name}");
          slider.value = {value};
          slider.dispatchEvent(new Event("input", {{ bubbles: true }}));
        }})()""")

    def test_sliders_change_headline_and_charts(self):
        grid = json.loads(self.browser.run("document.getElementById('what-if').dataset.grid"))
        seen = "[document.querySelector('h1').innerText, document.querySelector('.lede').innerText, " \
               "document.querySelector('.tiles').innerText, document.querySelector('#waterfall svg').innerHTML, " \
               "document.querySelector('#model-costs svg').innerHTML]"
        replayed = self.browser.run(seen)
        for ttl in range(len(grid["ttl"])):
            self.slide("ttl", ttl)
            for price in (0, grid["price"].index(150)):
                self.slide("price", price)
                # The same again, from the grid: hits, requests, mean, P95, tiers, sources, models.
                first = 5 + len(grid["sources"])
                cell = grid["cells"][ttl * len(grid["capacity"]) + grid["own"][1]]
                factor = grid["price"][price] / 100
                bills = [row[4] + factor * sum(row[first:]) for row in (grid["before"][0], cell)]
                said = self.browser.run(seen)
                self.assertAlmostEqual(number(self.browser.run("document.querySelector('h1 b').innerText")), abs(bills[0] - bills[1]), delta=0.006)
                self.assertIn(f"{100 * cell[0] / cell[1]:.1f}", said[2])
                self.assertIn(grid["ttl"][ttl], said[1])
                levels = self.browser.run("[...document.querySelectorAll('#waterfall svg text.strong.end')].map(t => t.textContent)")
                for level, bill in zip(levels, bills):
                    self.assertAlmostEqual(number(level), bill, delta=0.6)
        self.assertNotEqual(self.browser.run(seen)[4], replayed[4])
        self.browser.run("document.getElementById('as-replayed').click()")
        self.assertEqual(self.browser.run(seen), replayed, "and back")
        self.browser.run("document.getElementById('if-ttl').focus()")
        self.browser.press("ArrowLeft")
        self.assertNotEqual(self.browser.run(seen)[1], replayed[1], "the keyboard moves a slider")

    def test_dark_and_light(self):
        paper = "getComputedStyle(document.body).backgroundColor"
        light = self.browser.run(paper)
        self.browser.run("document.getElementById('theme').click()")
        dark = self.browser.run(paper)
        self.assertNotEqual(light, dark)
        self.assertEqual(self.browser.run("document.getElementById('theme').textContent"), "Light")
        self.browser.run("document.getElementById('theme').click()")
        self.assertEqual(self.browser.run(paper), light)
        self.browser.media(scheme="dark")
        self.browser.open(self.path)
        self.assertEqual(self.browser.run(paper), dark, "who prefers dark gets dark")
        contrast = self.browser.run(CONTRAST)
        self.assertGreaterEqual(contrast, 4.5, "text stands out from its ground in dark")
        self.browser.media(scheme="light")
        self.assertGreaterEqual(self.browser.run(CONTRAST), 4.5, "and in light")

    def test_fits_a_telephone(self):
        for width in (360, 768, 1280, 1920):
            self.browser.resize(width, 800)
            self.assertLessEqual(self.browser.run("document.documentElement.scrollWidth"), width, "no sideways scrolling")

    def test_prints_on_a4(self):
        pdf = self.browser.pdf()
        self.assertTrue(pdf.startswith(b"%PDF"))
        self.browser.media(kind="print")
        self.assertEqual(self.browser.run("getComputedStyle(document.querySelector('nav')).display"), "none")
        self.assertEqual(self.browser.run("getComputedStyle(document.body).backgroundColor"), "rgb(255, 255, 255)")
        # Heads are repeated on every page, sums are not; a button in a head would stay blank there.
        for part, wanted in (("thead", "table-header-group"), ("thead button", "contents"), ("tfoot", "table-row-group")):
            self.assertEqual(self.browser.run(f"getComputedStyle(document.querySelector('{part}')).display"), wanted)
        # 182 mm between the margins: no table or file is cut off.
        self.browser.resize(688, 1000)
        cut = self.browser.run("[...document.querySelectorAll('pre')].filter(p => p.offsetParent && p.scrollWidth > p.clientWidth + 1).length")
        self.assertEqual(cut, 0)
        widths = self.browser.run(
            "[...document.querySelectorAll('table')].filter(t => t.offsetParent).map(t => t.scrollWidth + ' px: ' + t.innerText.slice(0, 60))")
        self.assertEqual([width for width in widths if int(width.split()[0]) > 700], [])

    def test_keyboard_and_screen_reader(self):
        reached = set()
        for _ in range(400):
            self.browser.press("Tab")
            reached.add(self.browser.run("document.activeElement.tagName + '.' + (document.activeElement.id || document.activeElement.className)"))
            if self.browser.run("document.activeElement === document.body"):
                break
        for wanted in ("BUTTON.theme", "BUTTON.key", "DIV.scroll", "SUMMARY."):
            self.assertIn(wanted, reached)
        names = self.browser.call("Accessibility.getFullAXTree")["nodes"]
        for node in names:
            if node.get("role", {}).get("value") in ("button", "slider", "image", "link", "region", "figure") and not node.get("ignored"):
                if node["role"]["value"] in ("figure",):
                    continue
                self.assertTrue(node.get("name", {}).get("value"), f"a {node['role']['value']} without a name")
        levels = self.browser.run("[...document.querySelectorAll('h1,h2,h3')].map(h => Number(h.tagName[1]))")
        self.assertEqual(levels[0], 1)
        self.assertEqual(levels.count(1), 1)
        self.assertTrue(all(b - a <= 1 for a, b in zip(levels, levels[1:])), "no level of headings is skipped")


# The least contrast (WCAG 2) of any text with its ground.
CONTRAST = """(() => {
  const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = (text) => {
    const [r, g, b] = rgb(text).map((v) => v / 255).map((v) => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const ground = (node) => {
    for (; node; node = node.parentElement) {
      const color = getComputedStyle(node).backgroundColor;
      if (!/, 0\\)$/.test(color)) return color;
    }
    return "rgb(255, 255, 255)";
  };
  let least = 99;
  for (const node of document.querySelectorAll("h1, h2, p, td, th, dt, dd, summary, .sub, .key, nav a, strong, span")) {
    if (!node.textContent.trim() || !node.getClientRects().length || node.closest("[aria-pressed=false]")) continue;
    const [a, b] = [light(getComputedStyle(node).color), light(ground(node))];
    least = Math.min(least, (Math.max(a, b) + .05) / (Math.min(a, b) + .05));
  }
  return least;
})()"""

if __name__ == "__main__":
    if len(sys.argv) > 1 and not sys.argv[1].startswith("-"):
        folder = sys.argv.pop(1)
    unittest.main(verbosity=1)
