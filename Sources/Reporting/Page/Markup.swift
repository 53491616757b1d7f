import Units

/// HTML or SVG that is escaped by construction: what is interpolated is text, and made harmless, unless it is markup itself.
struct Markup: Sendable, ExpressibleByStringInterpolation {
  private(set) var text: String

  init(stringLiteral value: String) { text = value }
  init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

  struct Interpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity + interpolationCount * 16) }

    mutating func appendLiteral(_ literal: String) { text += literal }
    mutating func appendInterpolation(_ hostile: String) { text += Escaping.html(Escaping.unbroken(hostile)) }
    mutating func appendInterpolation(_ markup: Markup) { text += markup.text }
    mutating func appendInterpolation(_ number: Int) { text += String(number) }
    /// Markup that is there only if something holds.
    mutating func appendInterpolation(if condition: Bool, _ markup: @autoclosure () -> Markup) {
      if condition { text += markup().text }
    }
    /// A coordinate: two decimals are a tenth of a pixel in a thousand.
    mutating func appendInterpolation(_ number: Double) { text += plain(number, decimals: 2) }
  }

  static func += (a: inout Markup, b: Markup) { a.text += b.text }
  static func + (a: Markup, b: Markup) -> Markup {
    var out = a
    out += b
    return out
  }

  /// A text of our own making, however long, for an attribute: what is in it is escaped all the same.
  static func whole(_ text: String) -> Markup {
    var out = Markup("")
    out.text = Escaping.html(text, limit: .max)
    return out
  }

  /// Nothing to see.
  var isEmpty: Bool { text.isEmpty }
}

extension Sequence {
  /// The markup of each element, one after the other.
  func markup(_ transform: (Element) -> Markup) -> Markup {
    reduce(into: Markup("")) { $0 += transform($1) }
  }
}
