import FoundationEssentials
import Units

/// A strategy's configuration as paths and values, whatever fields it has: "tiers[0].ttl_s" is "3600".
struct Settings: Decodable {
  /// In the order of the paths.
  let values: [(path: String, value: String)]

  /// More than any strategy has.
  private static let limit = 1_000

  init(from decoder: any Decoder) throws {
    var values: [(path: String, value: String)] = []
    Self.walk(try Node(from: decoder), path: "", &values)
    self.values = values
  }

  private static func walk(_ node: Node, path: String, _ out: inout [(path: String, value: String)]) {
    guard out.count < limit else { return }
    switch node {
    case .value(let text): out.append((path, text))
    case .list(let elements):
      // A list of plain values, such as the fields of a key, is one setting.
      let texts = elements.map { if case .value(let text) = $0 { text } else { nil as String? } }
      if texts.allSatisfy({ $0 != nil }) {
        out.append((path, texts.compactMap { $0 }.joined(separator: ", ")))
      } else {
        for (index, element) in elements.enumerated() { walk(element, path: "\(path)[\(index)]", &out) }
      }
    case .object(let members):
      for (name, member) in members.sorted(by: { $0.key < $1.key }) { walk(member, path: path + (path.isEmpty ? "" : ".") + name, &out) }
    }
  }

  /// Any JSON; the decoder bounds its depth.
  private enum Node: Decodable {
    case value(String)
    case list([Node])
    case object([String: Node])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .value("none")
      } else if let flag = try? container.decode(Bool.self) {
        self = .value("\(flag)")
      } else if let number = try? container.decode(Double.self) {
        self = .value(plain(number, decimals: 6))
      } else if let text = try? container.decode(String.self) {
        self = .value(text)
      } else if let elements = try? container.decode([Node].self) {
        self = .list(elements)
      } else {
        self = .object(try container.decode([String: Node].self))
      }
    }
  }
}
