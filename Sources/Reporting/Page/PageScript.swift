/// The page's script: tables sort, series switch, figures can be saved, light and dark change, sliders suppose. Without it everything that
/// was replayed is there all the same.
enum PageScript {
  /// What the page's policy knows the script by; a test reckons it anew.
  static let digest = "sha256-nJgQUv7uk3skQ2snWUPaxW9/tNd5qZIrNkANI4/5Ooo="

  static let markup: Markup = tools + whatIf + "\n})();\n"

  private static let tools: Markup = """

    "use strict";
    (() => {
      const root = document.documentElement;
      const theme = document.getElementById("theme");
      const prefersDark = matchMedia("(prefers-color-scheme: dark)");
      const isDark = () => root.dataset.theme ? root.dataset.theme === "dark" : prefersDark.matches;
      const label = () => { theme.textContent = isDark() ? "Light" : "Dark"; };
      theme.hidden = false;
      theme.addEventListener("click", () => { root.dataset.theme = isDark() ? "light" : "dark"; label(); });
      prefersDark.addEventListener("change", label);
      label();

      const value = (row, column) => {
        const cell = row.cells[column];
        return cell.dataset.v === undefined ? (cell.classList.contains("n") ? null : cell.textContent) : Number(cell.dataset.v);
      };
      const compare = (a, b, down) => {
        if (a === null || b === null) return (a === null) - (b === null);
        const order = typeof a === "number" ? a - b : a.localeCompare(b, "en", { numeric: true });
        return down ? -order : order;
      };
      for (const table of document.querySelectorAll("table")) {
        const body = table.tBodies[0];
        if (body.rows.length < 2) continue;
        const heads = [...table.tHead.rows[0].cells];
        heads.forEach((head, column) => {
          const button = document.createElement("button");
          button.type = "button";
          button.textContent = head.textContent;
          head.replaceChildren(button);
          head.setAttribute("aria-sort", "none");
          button.addEventListener("click", () => {
            const now = head.getAttribute("aria-sort");
            const down = now === "none" ? head.classList.contains("n") : now === "ascending";
            for (const other of heads) other.setAttribute("aria-sort", "none");
            head.setAttribute("aria-sort", down ? "descending" : "ascending");
            const rows = [...body.rows];
            rows.sort((a, b) => compare(value(a, column), value(b, column), down));
            body.append(...rows);
          });
        });
      }

      // What a spreadsheet would take for a formula is made text, as in the reports' own CSV.
      const field = (cell) => {
        const text = cell.dataset.v ?? cell.textContent;
        const safe = cell.dataset.v === undefined && /^[=+\\-@\\t\\r]/.test(text) ? "'" + text : text;
        return /[",\\n\\r]/.test(safe) ? '"' + safe.replaceAll('"', '""') + '"' : safe;
      };
      for (const data of document.querySelectorAll("details.data")) {
        const table = data.querySelector("table");
        if (!table) continue;
        const button = document.createElement("button");
        button.type = "button";
        button.className = "save";
        button.textContent = "Save as CSV";
        button.addEventListener("click", () => {
          const rows = [...table.rows].map((row) => [...row.cells].map(field).join(",") + "\\n");
          const link = document.createElement("a");
          link.href = URL.createObjectURL(new Blob(rows, { type: "text/csv" }));
          link.download = data.closest("figure").id + ".csv";
          link.click();
          setTimeout(() => URL.revokeObjectURL(link.href), 1000);
        });
        data.append(button);
      }

      for (const key of document.querySelectorAll("button.key")) {
        key.addEventListener("click", () => {
          const isShown = key.getAttribute("aria-pressed") !== "true";
          key.setAttribute("aria-pressed", String(isShown));
          const series = key.closest("figure").querySelectorAll("svg .series");
          for (const line of series) if (line.dataset.series === key.dataset.series) line.toggleAttribute("hidden", !isShown);
        });
      }

    """
}
