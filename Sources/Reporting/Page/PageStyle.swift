/// The page's style sheet.
enum PageStyle {
  static var markup: Markup { colors + layout + summary + tables + charts + paper }

  private static let colors: Markup = """

    :root { \(PageColors.light) }
    @media (prefers-color-scheme: dark) { :root:not([data-theme=light]) { \(PageColors.dark) } }
    :root[data-theme=dark] { \(PageColors.dark) }

    """

  private static let layout: Markup = """
    * { box-sizing: border-box; }
    html { scroll-behavior: smooth; scroll-padding-top: 4rem; -webkit-text-size-adjust: 100%; }
    body { margin: 0; background: var(--paper); color: var(--ink);
      font: 16px/1.55 -apple-system, "Segoe UI", Inter, Roboto, "Helvetica Neue",
      "Liberation Sans", Arial, sans-serif; font-variant-numeric: tabular-nums lining-nums; overflow-wrap: anywhere; }
    main, .bar { max-width: 1200px; margin: 0 auto; padding: 0 clamp(1rem, 3vw, 2.5rem); }
    a { color: var(--accent); text-underline-offset: .15em; }
    :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
    h1, h2, h3 { line-height: 1.2; letter-spacing: -.012em; text-wrap: balance; margin: 0; }
    .bar { display: flex; gap: .75rem; align-items: baseline; padding-top: 1rem; padding-bottom: .75rem; }
    .brand { font-weight: 700; color: var(--ink); text-decoration: none; letter-spacing: -.01em; }
    .bar .what { color: var(--soft); font-size: .875rem; flex: 1; }
    #theme { font: inherit; font-size: .8125rem; color: var(--soft); background: none; border: 1px solid var(--line); border-radius: 99px;
      padding: .2rem .8rem; cursor: pointer; }
    #theme:hover { color: var(--ink); border-color: var(--strong-line); }
    .evidence { display: grid; grid-template-columns: 11.5rem minmax(0, 1fr); gap: 3.5rem; border-top: 1px solid var(--line);
      margin-top: 2.5rem;
      padding-top: 2.5rem; }
    nav { position: sticky; top: 1.5rem; align-self: start; font-size: .875rem; }
    nav h2 { font-size: .75rem; text-transform: uppercase; letter-spacing: .08em; color: var(--soft); }
    nav ol { list-style: none; margin: .75rem 0 0; padding: 0; }
    nav a { display: block; padding: .22rem 0; color: var(--soft); text-decoration: none; }
    nav a:hover { color: var(--accent); }
    .sections > section { margin-bottom: 4rem; }
    .sections h2 { font-size: 1.5rem; margin-bottom: .6rem; }
    .sections h3 { font-size: 1.0625rem; margin: 2rem 0 .5rem; }
    .lead { max-width: 44rem; color: var(--soft); margin: 0 0 1.25rem; }
    .note { max-width: 44rem; color: var(--soft); font-size: .875rem; margin: .25rem 0 .75rem; }
    .pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(21rem, 100%), 1fr)); gap: 2rem 3rem; margin: 1.75rem 0;
      align-items: start; }
    .prose { max-width: 44rem; }
    .prose p { margin: 0 0 .9rem; }
    .cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(19rem, 100%), 1fr)); gap: 1rem; }
    .card { background: var(--raised); border-radius: 10px; padding: 1rem 1.15rem; font-size: .875rem; }
    .card h3 { margin: 0 0 .25rem; font-size: 1rem; }
    .card p { margin: 0 0 .6rem; color: var(--soft); }
    .card pre.file { margin: .8rem 0 0; padding-top: .7rem; border-top: 1px solid var(--line); overflow-x: auto; font-size: .75rem; line-height: 1.45; }
    dl { margin: 0; }
    .card dl > div, .facts > div { display: grid; grid-template-columns: 5.5rem 1fr; gap: .75rem; padding: .2rem 0; }
    dt { color: var(--soft); }
    dd { margin: 0; }
    .facts { margin-bottom: 1.25rem; font-size: .9375rem; }
    .caveats, .notes { padding: 0; list-style: none; max-width: 46rem; margin: 0; }
    .caveats li { padding: .7rem 0; border-top: 1px solid var(--line); display: grid; grid-template-columns: 5rem 1fr; gap: 1rem; }
    .caveats b { font-size: .75rem; text-transform: uppercase; letter-spacing: .06em; color: var(--soft); padding-top: .2rem; }
    .caveats .serious b { color: var(--serious); }
    .caveats .careful b { color: var(--careful); }
    .notes { margin-top: 1rem; font-size: .875rem; color: var(--soft); }
    .notes li { padding: .15rem 0; }

    """

  private static let summary: Markup = """
    .summary { padding-top: clamp(.75rem, 2.5vw, 1.75rem); display: grid; grid-template-columns: minmax(0, 1fr) 21rem; column-gap: 4rem; }
    .summary > * { grid-column: 1 / -1; }
    .over { color: var(--soft); font-size: .875rem; margin: 0 0 .6rem; }
    h1 { font-size: clamp(1.75rem, 4.2vw, 2.875rem); font-weight: 650; letter-spacing: -.025em; }
    h1 b { color: var(--accent); font-weight: inherit; white-space: nowrap; }
    .answer { grid-column: 1; }
    .lede { font-size: 1.0625rem; margin: 1.1rem 0 0; max-width: 42rem; }
    .tiles { list-style: none; margin: 1.75rem 0 0; padding: 0; display: grid; grid-template-columns: repeat(3, minmax(0, 1fr));
      gap: 1.25rem 2rem; align-self: start; }
    .tiles li { border-top: 2px solid var(--ink); padding-top: .5rem; display: flex; flex-direction: column; }
    .tiles .what { font-size: .8125rem; color: var(--soft); }
    .tiles strong { font-size: 1.375rem; font-weight: 650; letter-spacing: -.02em; line-height: 1.3; }
    .tiles .more { font-size: .8125rem; color: var(--soft); }
    .advice { margin-top: 1.75rem; padding: .1rem 0 .1rem 1rem; border-left: 3px solid var(--accent); max-width: 42rem; }
    .advice h2 { font-size: .75rem; text-transform: uppercase; letter-spacing: .08em; color: var(--soft); }
    .advice p { margin: .25rem 0 0; }
    .rests { grid-column: 2; margin-top: 1.1rem; background: var(--raised); border-radius: 12px; padding: 1.1rem 1.25rem;
      font-size: .875rem;
      align-self: start; }
    .rests h2 { font-size: .75rem; text-transform: uppercase; letter-spacing: .08em; color: var(--soft); margin-bottom: .4rem; }
    .rests dl > div { padding: .5rem 0; border-top: 1px solid var(--line); }
    .rests dl > div:first-child { border: 0; }
    .rests dt { font-size: .75rem; }
    .summary .pair { margin-top: 2.25rem; }
    .summary .fixes { margin-top: 2.25rem; }
    .what-if { margin-top: 2.5rem; border: 1px solid var(--line); border-radius: 12px; padding: .9rem 1.25rem 1rem; display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(13rem, 100%), 1fr)); gap: .6rem 2rem; align-items: start; }
    .what-if[hidden] { display: none; }
    .what-if h2 { font-size: .75rem; text-transform: uppercase; letter-spacing: .08em; color: var(--soft); }
    .what-if .top { grid-column: 1 / -1; display: flex; justify-content: space-between; align-items: center; }
    .what-if label { font-size: .8125rem; color: var(--soft); display: grid; grid-template-columns: 1fr auto; gap: .15rem .75rem; }
    .what-if output { color: var(--ink); font-weight: 600; }
    .what-if input { grid-column: 1 / -1; width: 100%; accent-color: var(--accent); margin: 0; height: 1.5rem; }
    .what-if button { font: inherit; font-size: .8125rem; color: var(--accent); background: none; border: 1px solid var(--line);
      border-radius: 99px; padding: .15rem .8rem; cursor: pointer; }
    .what-if button:disabled { color: var(--soft); cursor: default; }
    .what-if .sub { grid-column: 1 / -1; margin: 0; }
    .supposed .data { display: none; }

    """

  private static let tables: Markup = """
    /* A shadow at the right edge says that a table goes on there; at its end a cover that scrolls along hides it. */
    .scroll { overflow-x: auto; max-width: 100%; -webkit-overflow-scrolling: touch;
      background: linear-gradient(to left, var(--paper) 1.5rem, transparent 3rem) right / 3rem 100% no-repeat local,
      linear-gradient(to left, var(--strong-line), transparent) right / .7rem 100% no-repeat scroll; }
    table { border-collapse: separate; border-spacing: 0; width: 100%; font-size: .875rem; line-height: 1.1875rem; overflow-wrap: normal; }
    /* Whole pixels: cells that stick are rounded apart from the others. */
    th, td { padding: .4375rem .9rem .4375rem 0; text-align: left; border-bottom: 1px solid var(--line); vertical-align: baseline; }
    th:last-child, td:last-child { padding-right: 0; }
    thead th { color: var(--soft); font-weight: 500; font-size: .8125rem; border-bottom: 1px solid var(--strong-line);
      vertical-align: bottom; white-space: nowrap; }
    tbody th, tfoot th { font-weight: 500; max-width: 22rem; min-width: 7rem; overflow-wrap: anywhere; }
    tbody th.part { padding-left: 1.25rem; font-weight: 400; }
    .n { text-align: right; white-space: nowrap; }
    .n + :not(.n) { padding-left: 1rem; }
    td:not(.n) { max-width: 26rem; overflow-wrap: anywhere; }
    tfoot th, tfoot td { font-weight: 650; border-bottom: 0; border-top: 1px solid var(--strong-line); }
    table:has(tfoot) tbody tr:last-child > * { border-bottom: 0; }
    .s { white-space: nowrap; }
    tbody tr:hover { background: var(--raised); }
    thead button { all: unset; cursor: pointer; }
    thead button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
    thead button:hover { color: var(--ink); }
    th[aria-sort=ascending], th[aria-sort=descending] { color: var(--ink); }
    th[aria-sort=ascending]:not(.n) button::after { content: " ↑"; }
    th[aria-sort=descending]:not(.n) button::after { content: " ↓"; }
    th.n[aria-sort=ascending] button::before { content: "↑ "; }
    th.n[aria-sort=descending] button::before { content: "↓ "; }
    details > summary { cursor: pointer; color: var(--soft); font-size: .875rem; padding: .35rem 0; }
    details > summary:hover { color: var(--ink); }
    .fold { border-top: 1px solid var(--line); }
    .fold:last-of-type { border-bottom: 1px solid var(--line); }
    .fold > summary { color: var(--ink); font-weight: 500; padding: .6rem 0; }
    .fold[open] { padding-bottom: 1rem; }

    """

  private static let charts: Markup = """
    figure { margin: 0; min-width: 0; }
    figcaption h3, .sections figcaption h3 { font-size: 1.0625rem; margin: 0; }
    .sub { color: var(--soft); font-size: .8125rem; margin: .2rem 0 .9rem; line-height: 1.4; }
    figure svg { display: block; overflow: visible; }
    figure text { fill: var(--ink); font-size: 13px; }
    figure .end { text-anchor: end; }
    figure .mid { text-anchor: middle; }
    figure .strong { font-weight: 650; }
    figure .tick { fill: var(--soft); font-size: 12px; }
    .halo { paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
    .track { fill: var(--track); }
    .grid { stroke: var(--line); }
    .axis { stroke: var(--strong-line); }
    rect.level, i.level { fill: var(--level); background: var(--level); }
    rect.less { fill: var(--less); }
    rect.more, i.more { fill: var(--more); background: var(--more); }
    rect.rest, i.rest { fill: var(--rest); background: var(--rest); }
    polyline { fill: none; stroke-width: 2px; stroke-linejoin: round; stroke-linecap: round; vector-effect: non-scaling-stroke;
      stroke: var(--s); }
    circle { fill: var(--s); stroke: var(--paper); stroke-width: 1.5px; }
    rect[class^=c] { fill: var(--s); stroke: var(--paper); stroke-width: .5px; }
    rect.store, i.store { fill: var(--soft); background: var(--soft); }
    i[class^=c], i[class^=base] { background: var(--s); }
    .c1 { --s: var(--c1); } .c2 { --s: var(--c2); } .c3 { --s: var(--c3); } .c4 { --s: var(--c4); }
    .c5 { --s: var(--c5); } .c6 { --s: var(--c6); } .c7 { --s: var(--c7); } .c8 { --s: var(--c8); }
    .base { --s: var(--ink); }
    polyline.again { stroke-dasharray: 7 5; }
    polyline.base { stroke-width: 2.5px; }
    svg [hidden] { display: none; }
    .legend { list-style: none; display: flex; flex-wrap: wrap; gap: .1rem 1rem; margin: 0 0 .8rem; padding: 0; }
    .key { all: unset; font-size: .8125rem; color: var(--soft); display: inline-flex; align-items: center; gap: .45em; }
    button.key { cursor: pointer; border-radius: 3px; }
    button.key:hover { color: var(--ink); }
    button.key:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
    button.key[aria-pressed=false] { opacity: .45; text-decoration: line-through; }
    .key i { width: .8em; height: .8em; border-radius: 2px; flex: none; }
    button.key i { height: 3px; width: 1.1em; border-radius: 2px; }
    .data { margin-top: .6rem; }
    .data > summary { font-size: .8125rem; }
    .save { all: unset; cursor: pointer; font-size: .8125rem; color: var(--accent); padding: .35rem 0; }
    .save:hover { text-decoration: underline; }
    .save:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }

    @media (max-width: 980px) {
      .evidence { display: block; }
      nav { position: static; margin-bottom: 2.5rem; }
      nav ol { columns: 2; }
      .summary { display: block; }
      .rests { margin-top: 1.75rem; }
    }
    @media (max-width: 520px) {
      .bar .what { visibility: hidden; }
      .tiles { gap: 1rem; grid-template-columns: repeat(2, minmax(0, 1fr)); }
      .tiles strong { font-size: 1.2rem; }
      .caveats li { grid-template-columns: 1fr; gap: .1rem; }
      tbody th:first-child, thead th:first-child, tfoot th:first-child { position: sticky; left: 0; background: var(--paper);
        max-width: 9.5rem; }
      .m { white-space: nowrap; }
      td:not(.n, .s, .m) { min-width: 16rem; }
      th, td { padding-right: .7rem; }
    }
    @media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }

    """

  /// On paper: light, without what can only be clicked.
  private static let paper: Markup = """
    @page { size: A4; margin: 16mm 14mm; }
    @media print {
      :root, :root:not([data-theme=light]), :root[data-theme=dark] { \(PageColors.light) }
      * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      body { font-size: 10pt; }
      main, .bar { max-width: none; padding-left: 0; padding-right: 0; }
      #theme, nav, .data, .what-if, .fold:not([open]) { display: none; }
      .evidence { display: block; margin-top: 1rem; padding-top: 1rem; break-before: page; }
      .summary { padding-top: 0; display: grid; grid-template-columns: minmax(0, 1fr) 15rem; column-gap: 2rem; }
      .rests { margin-top: 1.1rem; }
      .pair { grid-template-columns: 1fr 1fr; gap: 1.5rem 2rem; }
      .pair > :only-child { grid-column: 1 / -1; }
      h1 { font-size: 22pt; }
      .sections > section { margin-bottom: 1.75rem; }
      figure, .card, tr, .tiles, .lead, .note { break-inside: avoid; }
      table:has(tfoot) tbody tr:last-child { break-after: avoid; }
      h2, h3, figcaption, .lead, .note, .sub { break-after: avoid; }
      /* A head is repeated on every page (buttons would stay blank there), a sum stands once, at the end. */
      thead button { display: contents; }
      tfoot { display: table-row-group; }
      .scroll { overflow: visible; background: none; }
      table { font-size: 7.5pt; }
      th, td { padding: .25rem .35rem .25rem 0; }
      th, th.n { white-space: normal; }
      tbody th, tfoot th { min-width: 4.5rem; }
      .card pre.file { white-space: pre-wrap; }
      figure .minor { display: none; }
      a { color: inherit; text-decoration: none; }
    }

    """
}
