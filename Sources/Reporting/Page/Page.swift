import Studies
import Units

/// A study as one page that needs nothing but itself: no network, no font, no library.
///
/// Its first screen is for whoever decides, the rest for whoever must believe it. All is readable without scripts, which only sort tables,
/// switch series and change between light and dark.
struct Page {
  /// The whole page.
  let html: String

  init(_ study: Study, files: [String: String] = [:]) {
    let headline = Headline(study)
    let sections: [Section] = [
      .strategies(study, headline), .worth(study, headline), .time(study), .causes(study, headline), .repeats(study.audited),
      .similarity(study.audited.audit), .waste(study.audited.audit), .safety(study.audited), .log(study.audited),
      .prices(study), .configurations(study, files), .caveats(study), .method(study), .manifest(study),
    ].compactMap { $0 }
    let contents = sections.markup { "<li><a href=\"#\($0.id)\">\($0.title)</a></li>\n" }
    let page: Markup = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(Self.policy)">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="referrer" content="no-referrer">
      <meta name="generator" content="Hindcast \(study.audited.manifest.version)">
      <title>\(StudyTables.title(study))</title>
      <link rel="icon" href="data:,">
      <style>\(PageStyle.markup)</style>
      </head>
      <body>
      <header class="bar"><a class="brand" href="#summary">Hindcast</a><span class="what">what a cache would have done</span>\
      <button type="button" id="theme" hidden>Dark</button></header>
      <main>
      \(SummarySection(study: study, headline: headline).markup)\
      <div class="evidence"><nav aria-label="Contents"><h2>Evidence</h2><ol>
      \(contents)</ol></nav>
      <div class="sections">
      \(sections.markup(\.markup))</div></div>
      </main>
      <script>\(PageScript.markup)</script>
      </body>
      </html>

      """
    html = page.text
  }

  /// Nothing is loaded, and no script runs but the page's own.
  static let policy =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src '\(PageScript.digest)'; base-uri 'none'; form-action 'none'"
}
