/// A pattern of names, in which `*` stands for any characters and `?` for one.
public struct NamePattern: Sendable {
  private let scalars: [Unicode.Scalar]

  /// A pattern.
  public init(_ text: String) { scalars = Array(text.unicodeScalars) }

  /// Whether a name is like the pattern.
  ///
  /// On a mismatch only the last `*` takes one more character.
  /// - Complexity: O(length of the name × length of the pattern).
  public func matches(_ name: String) -> Bool {
    let text = Array(name.unicodeScalars)
    var (i, j) = (0, 0)
    var star: (text: Int, pattern: Int)?
    while i < text.count {
      if j < scalars.count, scalars[j] == "*" {
        star = (i, j)
        j += 1
      } else if j < scalars.count, scalars[j] == "?" || scalars[j] == text[i] {
        i += 1
        j += 1
      } else if let last = star {
        star = (last.text + 1, last.pattern)
        i = last.text + 1
        j = last.pattern + 1
      } else {
        return false
      }
    }
    return scalars[j...].allSatisfy { $0 == "*" }
  }
}

/// Values by names, some of which may be patterns.
public struct NameTable<Value> {
  private let byName: [String: Value]
  private let patterns: [(pattern: NamePattern, name: String)]

  /// Names and patterns.
  public init(_ byName: [String: Value]) {
    self.byName = byName
    func letters(_ name: String) -> Int { name.unicodeScalars.count { $0 != "*" && $0 != "?" } }
    patterns = byName.keys.filter { $0.contains { "*?".contains($0) } }
      .sorted { (letters($1), $0) < (letters($0), $1) }.map { (NamePattern($0), $0) }
  }

  /// Which of the names has the value of a logged one: that very name, else of the patterns that it is like the one with the most letters; of
  /// equals the first in the order of names. The empty name, of what is absent, is like no pattern.
  public func name(for logged: String) -> String? {
    if byName[logged] != nil { return logged }
    return logged.isEmpty ? nil : patterns.first { $0.pattern.matches(logged) }?.name
  }

  /// The value of a logged name.
  public subscript(logged: String) -> Value? { name(for: logged).flatMap { byName[$0] } }
}

extension NameTable: Sendable where Value: Sendable {}
