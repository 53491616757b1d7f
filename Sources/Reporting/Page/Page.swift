import Studies
import Units

/// A study as one page: its first screen is for whoever decides, the rest for whoever must believe it.
struct Page {
  /// The whole page.
  let html: String

  init(_ study: Study, files: [String: String] = [:]) {
    let headline = Headline(study)
    let told = study.told
    let sections: [Section] = [
      .strategies(told, headline), .worth(told, headline), .time(told), .causes(told, headline), .repeats(study.audited),
      .similarity(study.audited.audit), .waste(study.audited.audit), .safety(study.audited), .log(study.audited),
      .prices(study), .configurations(study, files), .caveats(study), .method(study), .manifest(study),
    ].compactMap { $0 }
    html =
      PageFrame(
        title: StudyTables.title(study), version: study.audited.manifest.version,
        summary: SummarySection(study: study, headline: headline).markup, sections: sections
      ).html
  }
}
