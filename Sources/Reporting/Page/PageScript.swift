/// The page's script: tables sort, series switch, light and dark change. Without it everything is there all the same.
enum PageScript {
  /// What the page's policy knows the script by; a test reckons it anew.
  static let digest = "sha256-lZLOjNgT7ehJIaPiNlEjr25j7DBXfqzu/ezYD4Uu1dI="

  static let markup: Markup = """

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

      for (const key of document.querySelectorAll("button.key")) {
        key.addEventListener("click", () => {
          const isShown = key.getAttribute("aria-pressed") !== "true";
          key.setAttribute("aria-pressed", String(isShown));
          const series = key.closest("figure").querySelectorAll("svg .series");
          for (const line of series) if (line.dataset.series === key.dataset.series) line.toggleAttribute("hidden", !isShown);
        });
      }
    })();

    """
}
