internal import Units

/// Writes one line of JSON.
struct JSONText {
  private(set) var bytes: [UInt8] = []
  private var needsComma = false

  init() { bytes.reserveCapacity(4_096) }

  mutating func object(_ body: (inout JSONText) -> Void) { nested(123, 125, body) }
  mutating func array(_ body: (inout JSONText) -> Void) { nested(91, 93, body) }

  mutating func string(_ value: String) {
    separate()
    quote(value)
    needsComma = true
  }

  mutating func member(_ name: String, _ value: String?) {
    begin(name)
    if let value { quote(value) } else { append("null") }
    needsComma = true
  }

  mutating func member(_ name: String, _ value: Int) { literal(name, String(value)) }
  mutating func member(_ name: String, _ value: Bool) { literal(name, value ? "true" : "false") }
  mutating func null(_ name: String) { literal(name, "null") }

  /// A number that is written out already.
  mutating func literal(_ name: String, _ text: String) {
    begin(name)
    append(text)
    needsComma = true
  }

  /// Seconds since 1970, to the microsecond.
  mutating func member(_ name: String, seconds time: Timestamp) {
    let whole = time.microseconds / 1_000_000
    let fraction = String(abs(time.microseconds % 1_000_000))
    let sign = time.microseconds < 0 && whole == 0 ? "-" : ""
    literal(name, sign + String(whole) + "." + String(repeating: "0", count: 6 - fraction.count) + fraction)
  }

  mutating func member(_ name: String, _ value: Dollars) { literal(name, plain(value.value, decimals: 9)) }

  mutating func object(_ name: String, _ body: (inout JSONText) -> Void) {
    begin(name)
    object(body)
  }

  mutating func array(_ name: String, _ body: (inout JSONText) -> Void) {
    begin(name)
    array(body)
  }

  /// Ends the line.
  mutating func endLine() { bytes.append(10) }

  private mutating func nested(_ open: UInt8, _ close: UInt8, _ body: (inout JSONText) -> Void) {
    separate()
    bytes.append(open)
    needsComma = false
    body(&self)
    bytes.append(close)
    needsComma = true
  }

  private mutating func begin(_ name: String) {
    separate()
    quote(name)
    bytes.append(58)
    needsComma = false
  }

  private mutating func separate() {
    if needsComma { bytes.append(44) }
    needsComma = false
  }

  private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func quote(_ text: String) {
    bytes.append(34)
    for byte in text.utf8 {
      switch byte {
      case 34, 92:
        bytes.append(92)
        bytes.append(byte)
      case 10: append("\\n")
      case 0..<32:
        let digits = Array("0123456789abcdef".utf8)
        append("\\u00")
        bytes.append(digits[Int(byte >> 4)])
        bytes.append(digits[Int(byte & 15)])
      default: bytes.append(byte)
      }
    }
    bytes.append(34)
  }
}
