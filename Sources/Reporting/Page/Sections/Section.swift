/// A part of the evidence: it stands in the list of contents under its title.
struct Section {
  let id: String
  let title: String
  /// What is to be learnt here, in a sentence or two.
  var lead: Markup = ""
  let body: Markup

  var markup: Markup {
    """
    <section id="\(id)" aria-labelledby="\(id)-h"><h2 id="\(id)-h">\(title)</h2>
    \(if: !lead.isEmpty, "<p class=\"lead\">\(lead)</p>\n")\(body)</section>

    """
  }

  /// Something folded up.
  static func folded(_ title: String, _ body: Markup, isOpen: Bool = false) -> Markup {
    "<details class=\"fold\"\(if: isOpen, " open=\"\"")><summary>\(title)</summary>\(body)</details>\n"
  }

  /// A heading above a table; nothing where the table has no rows.
  static func titled(_ title: String, _ table: Table, note: Markup = "") -> Markup {
    guard !table.rows.isEmpty else { return "" }
    return "<h3>\(title)</h3>\n\(if: !note.isEmpty, "<p class=\"note\">\(note)</p>\n")\(table.markup(label: title))"
  }

  /// Figures in a row: of what, how much, and something more on it; nothing of none.
  static func tiles(_ tiles: [(what: String, figure: String, more: String)]) -> Markup {
    guard !tiles.isEmpty else { return "" }
    return "<ul class=\"tiles\">"
      + tiles.markup {
        "<li><span class=\"what\">\($0.what)</span> <strong>\($0.figure)</strong> <span class=\"more\">\($0.more)</span></li>\n"
      }
      + "</ul>\n"
  }

  /// What the first screen rests on.
  static func grounds(_ grounds: [(name: String, words: Markup)]) -> Markup {
    """
    <aside class="rests" aria-label="What this rests on"><h2>What this rests on</h2>
    <dl>\(grounds.markup { "<div><dt>\($0.name)</dt><dd>\($0.words)</dd></div>\n" })</dl></aside>

    """
  }
}
