/// `value` with `decimals` digits after the point and commas between thousands: "1,204,331", "2.31".
///
/// Rounds half away from zero. Values that are not finite print as "–".
public func grouped(_ value: Double, decimals: Int) -> String {
  guard value.isFinite, abs(value) < 9e15 else { return "–" }
  var scale = 1.0
  for _ in 0..<decimals { scale *= 10 }
  let scaled = (abs(value) * scale).rounded()
  guard scaled < 9e18 else { return "–" }
  let units = Int64(scaled)
  let divisor = Int64(scale)
  let whole = grouped(Int(units / divisor))
  let sign = value < 0 && units != 0 ? "-" : ""
  guard decimals > 0 else { return sign + whole }
  let fraction = String(units % divisor)
  return sign + whole + "." + String(repeating: "0", count: decimals - fraction.count) + fraction
}

/// `value` with commas between thousands.
public func grouped(_ value: Int) -> String {
  let digits = String(value.magnitude)
  var out = value < 0 ? "-" : ""
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index) % 3 == 0 { out.append(",") }
    out.append(digit)
  }
  return out
}

/// "1 request", "1,204,331 requests": a count with its noun, which takes a plural -s.
public func counted(_ count: Int, _ noun: String) -> String {
  "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")"
}

/// `value` with `digits` significant digits in plain notation: 0.004213 with 3 → "0.00421".
public func significant(_ value: Double, digits: Int) -> String {
  guard value.isFinite, value != 0 else { return "0" }
  var decimals = 0
  var scaled = abs(value)
  var limit = 1.0
  for _ in 1..<max(digits, 1) { limit *= 10 }
  while scaled < limit, decimals < 12 {
    scaled *= 10
    decimals += 1
  }
  return grouped(value, decimals: decimals)
}

/// `value` in plain notation with at most `decimals` digits after the point and no trailing zeros: for CSV and JSON.
public func plain(_ value: Double, decimals: Int) -> String {
  guard value.isFinite else { return "" }
  var text = grouped(value, decimals: decimals).filter { $0 != "," }
  if text.contains(".") {
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
  }
  return text == "-0" ? "0" : text
}
