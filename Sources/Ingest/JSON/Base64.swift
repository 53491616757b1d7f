/// JSON in base64 (RFC 4648): bodies are bytes to a proxy, and data to Kinesis, Pub/Sub and Kafka's interface.
enum Base64 {
  /// How JSON objects, arrays and streams of events begin in it.
  private static let beginnings: [StaticString] = ["eyJ", "eyI", "eyA", "ewo", "ew0", "W3s", "ZGF0YTo", "ZXZlbnQ6"]

  /// Whether a text begins as JSON does in base64.
  static func isJSON(_ text: UnsafeRawBufferPointer) -> Bool {
    beginnings.contains { begin in begin.withUTF8Buffer { text.starts(with: $0) } }
  }

  /// The bytes of a text that is base64 and begins as JSON; `nil` of any other.
  static func decoded(_ text: UnsafeRawBufferPointer) -> [UInt8]? {
    guard isJSON(text) else { return nil }
    var out: [UInt8] = []
    out.reserveCapacity(text.count / 4 * 3)
    var bits: UInt32 = 0
    var held = 0
    for byte in text {
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): digit = byte - UInt8(ascii: "A")
      case UInt8(ascii: "a")...UInt8(ascii: "z"): digit = byte - UInt8(ascii: "a") + 26
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0") + 52
      case UInt8(ascii: "+"), UInt8(ascii: "-"): digit = 62
      case UInt8(ascii: "/"), UInt8(ascii: "_"): digit = 63
      case UInt8(ascii: "="), 0x0A, 0x0D: continue
      default: return nil
      }
      bits = bits << 6 | UInt32(digit)
      held += 6
      if held >= 8 {
        held -= 8
        out.append(UInt8(truncatingIfNeeded: bits >> UInt32(held)))
      }
    }
    return out
  }
}
