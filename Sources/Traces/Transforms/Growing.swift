internal import Units

private let dayLength: Int64 = 86_400_000_000

/// How a log was folded to stand for more traffic.
public struct Growth: Sendable, Equatable {
  /// Traffic in times of the log's.
  public let factor: Double
  /// Days of the folded log.
  public let days: Int
  /// Days of the log it was folded from.
  public let loggedDays: Int
}

extension Trace {
  /// A trace with `factor` times the traffic a day: more users who ask as those of the log do. `nil` where the log is too short for it.
  ///
  /// The log is cut into as many parts of equal length as the factor needs, of whole weeks where it covers them, else of whole days, and
  /// the parts are laid over one another, each request at its own time of the day and the week. Of the last part only some callers are
  /// taken for what is left of the factor (where no caller is named, some requests). So no request is invented and none is counted twice:
  /// what nobody asked again in the log, nobody asks again here; questions that come up all the time meet more often; users ask their own
  /// at their own pace. A burst of one day stays as high as it was, so that hits are rather under- than overestimated. For a factor below
  /// one, some callers are taken of the whole log.
  ///
  /// - Parameters:
  ///   - offset: Seconds east of UTC that days are cut at.
  ///   - seed: Of the draw of callers.
  /// - Complexity: O(*n* log *n*).
  public func grown(by factor: Double, offset: Int, seed: UInt64) -> (trace: Trace, growth: Growth)? {
    guard factor > 0, factor.isFinite, let span = covered else { return nil }
    let tolerance: Int64 = 3_600_000_000
    let firstDay = Timestamp(microseconds: span.lowerBound - tolerance - 1).day(offset: offset) + 1
    let lastDay = Timestamp(microseconds: span.upperBound + tolerance).day(offset: offset) - 1
    let days = lastDay - firstDay + 1
    let parts = Int(factor.rounded(.up))
    guard days >= parts, parts < 1_000 else { return nil }
    var length = days / parts
    if length >= 7 { length -= length % 7 }
    let start = Int64(firstDay) * dayLength - Int64(offset) * 1_000_000
    let draws = Draws(seed: seed)
    let isNamed = (0..<callers.count).map { row in [KeyField.user, .apiKey].contains { callers[$0]?[row] ?? 0 != 0 } }
    let rest = factor - Double(parts - 1)

    var out = self
    var kept: [UInt32] = []
    for i in 0..<requests.count {
      let moment = requests.arrival[i] - start
      guard moment >= 0 else { continue }
      let part = Int(moment / (Int64(length) * dayLength))
      guard part < parts else { continue }
      if part == parts - 1 {
        let caller = Int(requests.caller[i])
        let unit = isNamed[caller] ? draws.unit(UInt64(caller), 0x6120) : draws.unit(UInt64(i), 0x6121)
        guard unit < rest else { continue }
      }
      out.requests.arrival[i] -= Int64(part) * Int64(length) * dayLength
      kept.append(UInt32(i))
    }
    guard !kept.isEmpty else { return nil }
    // In the order of the new arrivals, ties by the old ordinal.
    kept.sort { (out.requests.arrival[Int($0)], $0) < (out.requests.arrival[Int($1)], $1) }
    out.window = start...start + Int64(length) * dayLength
    return (out.taking(kept), Growth(factor: factor, days: length, loggedDays: days))
  }
}
