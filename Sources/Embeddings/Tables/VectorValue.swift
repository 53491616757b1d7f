internal import Foundation
internal import Ingest

/// A vector as APIs write it: an array of numbers, or the base64 of little-endian 32-bit floats.
enum VectorValue {
  /// The numbers of `value`; `nil` if it is no vector, or longer than any.
  static func read(_ value: JSONValue) -> [Float]? {
    switch value.kind {
    case .array:
      guard (1...most).contains(value.count) else { return nil }
      var numbers: [Float] = []
      numbers.reserveCapacity(value.count)
      for element in value.elements {
        guard let number = element.double.map({ Float($0) }), number.isFinite else { return nil }
        numbers.append(number)
      }
      return numbers
    case .string: return value.withText { base64($0) } ?? nil
    default: return nil
    }
  }

  private static let most = 1 << 16

  private static func base64(_ text: UnsafeRawBufferPointer) -> [Float]? {
    guard (1...(most * 6)).contains(text.count), let bytes = Data(base64Encoded: Data(text)), !bytes.isEmpty, bytes.count % 4 == 0 else {
      return nil
    }
    let numbers = stride(from: 0, to: bytes.count, by: 4).map { offset in
      let bits = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[bytes.startIndex + offset + $1]) << UInt32(8 * $1) }
      return Float(bitPattern: bits)
    }
    return numbers.count <= most && numbers.allSatisfy(\.isFinite) ? numbers : nil
  }
}
