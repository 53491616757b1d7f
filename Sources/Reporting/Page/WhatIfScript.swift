extension PageScript {
  /// The sliders: they read a point of the grid, and change the headline, the figures below it and the two pictures of the first screen.
  static let whatIf: Markup = """

      const panel = document.getElementById("what-if");
      if (panel) {
        const grid = JSON.parse(panel.dataset.grid);
        panel.hidden = false;
        const head = document.getElementById("lead");
        const lede = document.querySelector(".lede");
        const tiles = document.querySelector(".tiles");
        const pictures = ["waterfall", "model-costs"].map((id) => document.getElementById(id)).filter(Boolean);
        const replayed = [head, lede, tiles, ...pictures].filter(Boolean).map((node) => [node, node.innerHTML]);

        const grouped = (v, digits) => v.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
        const dollars = (v) => (v < 0 ? "-$" : "$") + grouped(Math.abs(v), Math.abs(v) >= 10000 ? 0 : 2);
        const change = (v) => (v > 0 ? "+$" : "-$") + grouped(Math.abs(v), 2);
        const percent = (v) => (100 * v).toFixed(1) + "\\u00a0%";
        const time = (ms) => ms < 999.5 ? grouped(ms, ms < 99.95 ? 1 : 0) + "\\u00a0ms"
          : grouped(ms / 1000, ms < 9995 ? 2 : ms < 99950 ? 1 : 0) + "\\u00a0s";

        // Bars as the page draws them: a name and a value on a line, and lanes of [from, length, style] below it.
        const draw = (figure, rows) => {
          const svg = figure.querySelector("svg");
          const node = (name, attributes, text) => {
            const out = document.createElementNS(svg.namespaceURI, name);
            for (const key in attributes) out.setAttribute(key, attributes[key]);
            if (text) out.textContent = text;
            svg.append(out);
          };
          while (svg.lastElementChild && svg.lastElementChild.tagName !== "desc") svg.lastElementChild.remove();
          svg.querySelector("desc").textContent = rows.map((row) => row.name + " " + row.value).join("; ") + ".";
          let y = 0;
          for (const row of rows) {
            const strong = row.strong ? " strong" : "";
            node("text", { x: 0, y: y + 13, class: strong }, row.name);
            node("text", { x: "100%", y: y + 13, class: "end" + strong }, row.value);
            y += 19;
            for (const [from, length, style] of row.lanes) {
              node("rect", { x: 0, y, width: "100%", height: 14, class: "track" });
              const width = Math.min(Math.max(length * 100, length > 0 ? 0.3 : 0), 100);
              node("rect", { x: Math.min(from * 100, 100 - width) + "%", y, width: width + "%", height: 14, class: style });
              y += 17;
            }
            y += 12;
          }
          svg.setAttribute("height", Math.max(y - 12, 1));
        };

        const point = (row, price) => {
          const [hits, requests, mean, p95, tiers, ...rest] = row;
          const avoided = rest.slice(0, grid.sources.length).map((v) => v * price);
          const models = rest.slice(grid.sources.length).map((v) => v * price);
          return { rate: requests ? hits / requests : 0, mean, p95, tiers, avoided, models,
            bill: tiers + models.reduce((a, b) => a + b, 0) };
        };

        const sliders = [...panel.querySelectorAll("input")];
        const start = sliders.map((slider) => slider.value);
        const at = (id, otherwise) => {
          const slider = document.getElementById("if-" + id);
          return slider ? Number(slider.value) : otherwise;
        };
        const back = document.getElementById("as-replayed");

        const update = () => {
          const choice = { ttl: at("ttl", grid.own[0]), capacity: at("capacity", grid.own[1]), growth: at("growth", 0),
            price: at("price", grid.price.indexOf(100)) };
          const labels = { ttl: grid.ttl[choice.ttl], capacity: grid.capacity[choice.capacity],
            growth: grid.growth[choice.growth] + "\\u00d7 traffic", price: grid.price[choice.price] + " %" };
          for (const slider of sliders) {
            const id = slider.id.slice(3);
            document.getElementById(slider.id + "-is").textContent = labels[id];
            slider.setAttribute("aria-valuetext", labels[id]);
          }
          const isReplayed = sliders.every((slider, index) => slider.value === start[index]);
          back.disabled = isReplayed;
          for (const figure of pictures) figure.classList.toggle("supposed", !isReplayed);
          if (isReplayed) {
            for (const [node, was] of replayed) if (node.tagName === "FIGURE") {
              const open = node.querySelector("details.data").open;
              const old = new DOMParser().parseFromString(was, "text/html").querySelector("svg");
              node.querySelector("svg").replaceWith(old);
              node.querySelector("details.data").open = open;
            } else node.innerHTML = was;
            return;
          }
          const price = grid.price[choice.price] / 100;
          const before = point(grid.before[choice.growth], price);
          const after = point(
            grid.cells[(choice.growth * grid.ttl.length + choice.ttl) * grid.capacity.length + choice.capacity], price);
          const saving = before.bill - after.bill;

          const name = document.createElement("span");
          const sum = document.createElement("b");
          name.className = "name";
          name.textContent = grid.name;
          sum.textContent = dollars(Math.abs(saving));
          head.replaceChildren(name, saving < 0 ? " would have cost " : " would have saved ", sum,
            saving < 0 ? " a month more" : " a month");
          lede.textContent = "What if: entries live " + labels.ttl + ", room " + labels.capacity + ", " + labels.growth + ", models at "
            + labels.price + " of their price. The bill goes from " + dollars(before.bill) + " to " + dollars(after.bill)
            + " a month; " + percent(after.rate) + " of the requests come from the cache"
            + (after.p95 >= 0 ? "; mean latency goes from " + time(before.mean) + " to " + time(after.mean) + ", P95 from "
            + time(before.p95) + " to " + time(after.p95) : "") + ". A supposition, without an interval; the evidence below is the replay’s.";
          const figures = [[saving < 0 ? "Costs more a month" : "Saved a month", dollars(Math.abs(saving)), "supposed"],
            ["Share of the bill", percent(before.bill ? saving / before.bill : 0), dollars(before.bill) + " → " + dollars(after.bill)],
            ["Answered from the cache", percent(after.rate), "supposed"]];
          if (after.p95 >= 0) figures.push(["P95 latency", time(before.p95) + " → " + time(after.p95),
            "mean " + time(before.mean) + " → " + time(after.mean)]);
          if (tiles) tiles.replaceChildren(...figures.map((texts) => {
            const item = document.createElement("li");
            ["what", "", "more"].forEach((style, index) => {
              const part = document.createElement(style ? "span" : "strong");
              if (style) part.className = style;
              part.textContent = texts[index];
              item.append(part, " ");
            });
            return item;
          }));

          const steps = [];
          let level = before.bill;
          const step = (label, amount) => {
            steps.push({ name: label, value: change(amount), from: Math.min(level, level + amount), length: Math.abs(amount),
              style: amount <= 0 ? "less" : "more" });
            level += amount;
          };
          grid.sources.forEach((source, index) => step(source, -after.avoided[index]));
          const other = after.bill - after.tiers - (before.bill - before.tiers - after.avoided.reduce((a, b) => a + b, 0));
          if (Math.abs(other) > 0.01) step("Extra calls, and the cache of today", other);
          step("Cache infrastructure", after.tiers - before.tiers);
          const top = Math.max(before.bill, after.bill, ...steps.map((s) => s.from + s.length), 1e-9);
          for (const figure of pictures) {
            if (figure.id === "waterfall") draw(figure, [
              { name: "As logged", value: dollars(before.bill), strong: true, lanes: [[0, before.bill / top, "level"]] },
              ...steps.map((s) => ({ name: s.name, value: s.value, lanes: [[Math.max(s.from, 0) / top, s.length / top, s.style]] })),
              { name: "With " + grid.name, value: dollars(after.bill), strong: true, lanes: [[0, after.bill / top, "level"]] }]);
            else {
              const most = Math.max(...before.models, ...after.models, 1e-9);
              draw(figure, [...grid.models, "other models"].map((model, index) => ({ name: model,
                value: dollars(before.models[index]) + " → " + dollars(after.models[index]),
                lanes: [[0, before.models[index] / most, "level"], [0, after.models[index] / most, "c1"]],
                is: Math.max(before.models[index], after.models[index]) >= 0.005 })).filter((row) => row.is));
            }
          }
        };
        for (const slider of sliders) slider.addEventListener("input", update);
        back.addEventListener("click", () => { sliders.forEach((slider, index) => { slider.value = start[index]; }); update(); });
        panel.addEventListener("submit", (event) => event.preventDefault());
      }
    """
}
