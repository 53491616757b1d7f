/// A number as its text means it: `mantissa` × 10^`exponent`, exact if it has at most 19 significant digits.
struct JSONNumber {
  var isNegative = false
  /// The first 19 significant digits.
  var mantissa: UInt64 = 0
  var exponent = 0
  /// Whether digits other than zero follow the first 19.
  var isCut = false

  /// The number written in `text`, which a parser has checked.
  @inline(__always)
  init(_ text: UnsafeRawBufferPointer) {
    self.init()
    if text.count > 19 || !readShort(text) { self = JSONNumber(long: text) }
  }

  private init() {}

  /// Reads digits with a point among them or not: of 19 characters at most, all count.
  @inline(__always)
  private mutating func readShort(_ text: UnsafeRawBufferPointer) -> Bool {
    var index = 0
    if text[0] == UInt8(ascii: "-") {
      isNegative = true
      index = 1
    }
    func digits() {
      while text.count &- index >= 8, let eight = EightDigits(text, at: index) {
        mantissa = mantissa &* 100_000_000 &+ eight.value
        index &+= 8
      }
      while index < text.count, text[index] &- 0x30 < 10 {
        mantissa = mantissa &* 10 &+ UInt64(text[index] &- 0x30)
        index &+= 1
      }
    }
    digits()
    guard index < text.count else { return true }
    guard text[index] == UInt8(ascii: ".") else { return false }
    index &+= 1
    let point = index
    digits()
    exponent = point &- index
    return index == text.count
  }

  @inline(never)
  private init(long text: UnsafeRawBufferPointer) {
    var index = 0
    if text[0] == UInt8(ascii: "-") {
      isNegative = true
      index = 1
    }
    var digits = 0
    var inFraction = false
    while index < text.count {
      let byte = text[index]
      index += 1
      if byte == UInt8(ascii: ".") {
        inFraction = true
        continue
      }
      guard byte &- 0x30 < 10 else {
        exponent += Self.exponent(text, from: index)
        break
      }
      if digits < 19 {
        mantissa = mantissa &* 10 &+ UInt64(byte &- 0x30)
        if mantissa != 0 { digits += 1 }
        if inFraction { exponent -= 1 }
      } else {
        if byte != 0x30 { isCut = true }
        if !inFraction { exponent += 1 }
      }
    }
  }

  /// The powers of ten that doubles hold exactly.
  private static let powers = (0...22).map { exponent in (0..<exponent).reduce(1.0) { power, _ in power * 10 } }

  /// The digits after an "e", clamped to a billion either way: no text has as many digits as could bring that back.
  private static func exponent(_ text: UnsafeRawBufferPointer, from start: Int) -> Int {
    var value = 0
    for byte in text[start...] where byte &- 0x30 < 10 { value = min(value * 10 + Int(byte &- 0x30), 1_000_000_000) }
    return text[start] == UInt8(ascii: "-") ? -value : value
  }

  /// The same number with the shortest mantissa; zero has neither sign nor exponent.
  var normalised: JSONNumber {
    var copy = self
    if mantissa == 0 {
      copy.isNegative = false
      copy.exponent = 0
    }
    while copy.mantissa != 0, copy.mantissa % 10 == 0 {
      copy.mantissa /= 10
      copy.exponent += 1
    }
    return copy
  }

  /// The number, if it is whole and an `Int` holds it.
  var int: Int? {
    if isCut { return nil }
    let number = exponent < 0 ? normalised : self
    guard number.exponent >= 0 else { return nil }
    var magnitude = number.mantissa
    if magnitude != 0 {
      guard number.exponent < 20 else { return nil }
      for _ in 0..<number.exponent {
        let (product, overflow) = magnitude.multipliedReportingOverflow(by: 10)
        guard !overflow else { return nil }
        magnitude = product
      }
    }
    if number.isNegative { return magnitude == Int.min.magnitude ? .min : Int(exactly: magnitude).map { -$0 } }
    return Int(exactly: magnitude)
  }

  /// The nearest double to the number written in `text`; `nil` if that is infinite.
  ///
  /// Up to 2^53 and 10^22 both factors are exact, so one rounding is right (W. D. Clinger, "How to Read Floating Point Numbers
  /// Accurately", 1990). Beyond, the standard library decides, on at most some 800 digits.
  func double(of text: UnsafeRawBufferPointer) -> Double? {
    if !isCut, mantissa <= 1 << 53, abs(exponent) <= 22 {
      let power = Self.powers[abs(exponent)]
      let value = exponent < 0 ? Double(mantissa) / power : Double(mantissa) * power
      return isNegative ? -value : value
    }
    let value = text.count <= 800 ? Double(String(decoding: text, as: UTF8.self)) : Double(Self.shortened(text))
    return value.flatMap { $0.isFinite ? $0 : nil }
  }

  /// A text of at most 800 significant digits that rounds to the same double: 768 decide, if the rest is known to be zero or not.
  private static func shortened(_ text: UnsafeRawBufferPointer) -> String {
    let number = significant(text)
    let kept = number.digits.prefix(780)
    let sign = text[0] == UInt8(ascii: "-") ? "-" : ""
    let rest = number.digits.count - kept.count
    let digits = String(decoding: kept, as: UTF8.self)
    return rest == 0 ? "\(sign)\(digits)e\(number.exponent)" : "\(sign)\(digits)1e\(number.exponent + rest - 1)"
  }

  /// All significant digits without zeros at either end, and the power of ten of the last one.
  static func significant(_ text: UnsafeRawBufferPointer) -> (digits: [UInt8], exponent: Int) {
    var digits: [UInt8] = []
    var exponent = 0
    var inFraction = false
    for (index, byte) in text.enumerated() {
      if byte == UInt8(ascii: ".") {
        inFraction = true
      } else if byte &- 0x30 < 10 {
        if inFraction { exponent -= 1 }
        if byte != 0x30 || !digits.isEmpty { digits.append(byte) }
      } else if byte | 0x20 == UInt8(ascii: "e") {
        exponent += Self.exponent(text, from: index + 1)
        break
      }
    }
    while digits.last == 0x30 {
      digits.removeLast()
      exponent += 1
    }
    return (digits.isEmpty ? [0x30] : digits, digits.isEmpty ? 0 : exponent)
  }
}

/// Eight digits, told and read together.
struct EightDigits {
  /// The digits less "0", the first one lowest.
  private let digits: UInt64

  /// Of eight bytes how many from the first are digits.
  @inline(__always)
  static func leading(_ bytes: UnsafeRawPointer) -> Int {
    let x = bytes.loadUnaligned(as: UInt64.self).littleEndian ^ 0x3030_3030_3030_3030
    let others = ((x & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7676_7676_7676_7676 | x) & 0x8080_8080_8080_8080
    return others.trailingZeroBitCount >> 3
  }

  /// The digits at `index`; `nil` if there are fewer than eight.
  @inline(__always)
  init?(_ text: UnsafeRawBufferPointer, at index: Int) {
    guard let bytes = text.baseAddress.map({ $0 + index }), Self.leading(bytes) == 8 else { return nil }
    digits = bytes.loadUnaligned(as: UInt64.self).littleEndian ^ 0x3030_3030_3030_3030
  }

  /// Their number: pairs, then fours, then all, each in one multiplication.
  /// Source: D. Lemire, "Number Parsing at a Gigabyte per Second", Software: Practice and Experience 51 (2021).
  @inline(__always)
  var value: UInt64 {
    let pairs = digits &* 10 &+ digits >> 8
    let mask: UInt64 = 0x0000_00FF_0000_00FF
    let fours = (pairs & mask) &* (100 + 1_000_000 << 32) &+ (pairs >> 16 & mask) &* (1 + 10_000 << 32)
    return fours >> 32
  }
}
