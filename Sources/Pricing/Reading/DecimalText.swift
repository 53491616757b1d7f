/// A decimal number read from text without a detour through binary floating point, so that 0.1 stays a tenth.
struct DecimalText {
  /// The first 18 significant digits.
  private var digits: Int64 = 0
  /// The power of ten that ``digits`` are multiplied by.
  private var exponent = 0

  /// Reads "2", "-0.30", "1.5e-07"; anything else, spaces and "1,000" among it, gives `nil`.
  init?(_ text: some StringProtocol) {
    var negative = false
    var seen = 0
    var fraction = 0
    var inFraction = false
    var power: Int?
    var powerSign = 1
    var previous: UInt8 = 0
    for (index, byte) in text.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let digit = Int64(byte - UInt8(ascii: "0"))
        if let value = power {
          power = min(value * 10 + Int(digit), 9_999)
        } else {
          seen += 1
          if digits < 100_000_000_000_000_000 {
            digits = digits * 10 + digit
            if inFraction { fraction -= 1 }
          } else if !inFraction {
            fraction += 1
          }
        }
      case UInt8(ascii: "-") where index == 0: negative = true
      case UInt8(ascii: "-") where previous | 0x20 == UInt8(ascii: "e"): powerSign = -1
      case UInt8(ascii: "+") where previous | 0x20 == UInt8(ascii: "e"): break
      case UInt8(ascii: ".") where !inFraction && power == nil: inFraction = true
      case UInt8(ascii: "e"), UInt8(ascii: "E"):
        guard power == nil, seen > 0 else { return nil }
        power = 0
      default: return nil
      }
      previous = byte
    }
    guard seen > 0, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(previous) || previous == UInt8(ascii: ".") else { return nil }
    if negative { digits = -digits }
    exponent = fraction + powerSign * (power ?? 0)
  }

  /// The number times ten to the `shift`, rounded to the nearest whole number (half away from zero); `nil` if that exceeds an `Int64`.
  func scaled(byTenTo shift: Int) -> Int64? {
    var value = digits
    var power = exponent + shift
    guard value != 0 else { return 0 }
    while power > 0 {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      value = product
      power -= 1
    }
    if power < -18 { return 0 }
    var divisor: Int64 = 1
    while power < 0 {
      divisor *= 10
      power += 1
    }
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder.magnitude * 2 >= divisor.magnitude && divisor > 1 ? quotient + (value < 0 ? -1 : 1) : quotient
  }

  /// The number as floating point.
  var double: Double {
    var value = Double(digits)
    var power = min(max(exponent, -400), 400)
    while power > 0 {
      value *= 10
      power -= 1
    }
    var divisor = 1.0
    while power < 0 {
      divisor *= 10
      power += 1
    }
    return value / divisor
  }
}
