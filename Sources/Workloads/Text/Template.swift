/// A sentence with slots: `{name}` takes one of the vocabulary's values of that name; `{serial}` and `{hex}` the number that only one key
/// has; `{number}`, `{amount}` and `{day}` any number. A tilde marks a noun that may take a plural -s, bars an article that may be left out;
/// both are for ``Edit`` to read and never reach a log.
struct Template {
  private enum Piece {
    case text(String)
    case choice([String])
    case serial
    case hex
    case number
    case amount
    case day
  }

  private let pieces: [Piece]
  /// In how many ways the slots with values can be filled.
  let combinations: Int

  /// A slot without values stands for its name: a misspelled one shows in the log.
  init(_ text: String, _ slots: [String: [String]]) {
    var pieces: [Piece] = []
    var combinations = 1
    for (index, part) in text.split(separator: "{", omittingEmptySubsequences: false).enumerated() {
      // Any other brace is one of the text: code has them.
      guard index > 0, let close = part.firstIndex(of: "}"), part[..<close].allSatisfy({ ("a"..."z").contains($0) }),
        close > part.startIndex
      else {
        pieces.append(.text(index == 0 ? String(part) : "{" + part))
        continue
      }
      let name = String(part[..<close])
      switch name {
      case "serial": pieces.append(.serial)
      case "hex": pieces.append(.hex)
      case "number": pieces.append(.number)
      case "amount": pieces.append(.amount)
      case "day": pieces.append(.day)
      default:
        let values = slots[name] ?? [name]
        combinations *= values.count
        pieces.append(.choice(values))
      }
      pieces.append(.text(String(part[part.index(after: close)...])))
    }
    self.pieces = pieces
    self.combinations = combinations
  }

  /// The text with slots drawn.
  func filled(_ dice: inout Dice, serial: Int) -> String {
    var out = ""
    for piece in pieces {
      switch piece {
      case .text(let text): out += text
      case .choice(let values): out += values.drawn(by: &dice)
      case .serial: out += String(serial)
      case .hex: out += String(serial, radix: 16)
      case .number: out += String(2 + dice.index(96))
      case .amount: out += "\(5 + dice.index(480)).\(10 + dice.index(89))"
      case .day: out += "\(1 + dice.index(28)) \(["March", "April", "May", "June", "July", "August", "September"].drawn(by: &dice))"
      }
    }
    return out
  }

  /// The text of one of the ``combinations``, for a template without numbers: each gives another text.
  func filled(combination: Int) -> String {
    var rest = combination
    var out = ""
    for piece in pieces {
      switch piece {
      case .text(let text): out += text
      case .choice(let values):
        out += values[rest % values.count]
        rest /= values.count
      case .serial, .hex, .number, .amount, .day: break
      }
    }
    return out
  }
}

/// Templates dealt one by one; none comes again before all have come.
struct Deck {
  private let templates: [Template]
  private var open: [Int] = []

  /// A full deck of at least one template.
  init(_ templates: [Template]) { self.templates = templates }

  mutating func next(_ dice: inout Dice) -> Template {
    if open.isEmpty { open = Array(templates.indices) }
    open.swapAt(dice.index(open.count), open.count - 1)
    return templates[open.removeLast()]
  }
}
