/// A picture with its title, what it says in words, and its figures behind it.
struct Chart {
  /// Unique on the page.
  let id: String
  let title: String
  /// What is to be seen, for those who do not see it.
  let description: String
  /// What the picture is of, in a few words below the title: unit and whole.
  let subtitle: String
  /// Names of colours and lines; empty where labels stand beside what they name.
  var legend: [Legend] = []
  let picture: Picture
  let data: Table

  /// A name beside a swatch.
  struct Legend {
    let name: String
    /// A class of the style sheet: "c1".
    let style: String
    /// Whether the reader may switch the series off.
    var isSeries = false
  }

  /// An SVG that is as wide as its column and so many pixels high.
  ///
  /// Positions along it are percentages and text keeps its size, so that one picture serves a telephone and a desk.
  struct Picture {
    let height: Int
    let body: Markup
  }

  /// The figure; the figures behind it are folded up.
  var markup: Markup {
    let keys = legend.markup { key in
      let swatch: Markup = "<i class=\"\(key.style)\"></i>\(key.name)"
      return key.isSeries
        ? "<li><button type=\"button\" class=\"key\" aria-pressed=\"true\" data-series=\"\(key.style)\">\(swatch)</button></li>"
        : "<li><span class=\"key\">\(swatch)</span></li>"
    }
    return """
      <figure id="\(id)"><figcaption><h3>\(title)</h3><p class="sub">\(subtitle)</p></figcaption>
      \(if: !legend.isEmpty, "<ul class=\"legend\">\(keys)</ul>\n")\
      <svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="\(id)-t \(id)-d" width="100%" height="\(picture.height)">\
      <title id="\(id)-t">\(title)</title><desc id="\(id)-d">\(description)</desc>
      \(picture.body)</svg>
      <details class="data"><summary>Figures</summary>\(data.markup(label: "Figures: \(title)"))</details></figure>

      """
  }

  /// Cuts a name to what fits beside a value on a telephone.
  static func short(_ name: String) -> String { cut(Escaping.plain(name), to: 30) }

  /// The class of the colour of the `index`-th series; eight colours, then the same with another dash.
  static func style(_ index: Int) -> String { "c\(index % 8 + 1)" + (index >= 8 ? " again" : "") }
}
