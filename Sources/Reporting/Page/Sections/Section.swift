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
}
