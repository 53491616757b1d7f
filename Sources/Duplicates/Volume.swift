import Traces
public import Units

/// How much: requests with their tokens and dollars. Whole numbers, so that parts add up to their total in any order (laws 29 and 31).
public struct Volume: Sendable, Hashable {
  /// Requests, priced or not.
  public internal(set) var requests = 0
  /// … of which no price is known: they are not in ``dollars``.
  public internal(set) var unpriced = 0
  /// Input tokens, cached or not, of the requests whose usage is logged.
  public internal(set) var inputTokens = 0
  /// Output tokens of the requests whose usage is logged.
  public internal(set) var outputTokens = 0
  /// What the priced requests cost; held at the largest amount that fits rather than wrapping round.
  public internal(set) var dollars = Dollars.zero

  /// Nothing.
  public init() {}

  /// Their sum.
  public static func + (a: Volume, b: Volume) -> Volume {
    var out = a
    out += b
    return out
  }

  /// Adds a volume.
  public static func += (a: inout Volume, b: Volume) {
    a.requests += b.requests
    a.unpriced += b.unpriced
    a.inputTokens += b.inputTokens
    a.outputTokens += b.outputTokens
    a.dollars.nanodollars = saturatingSum(a.dollars.nanodollars, b.dollars.nanodollars)
  }
}

/// A trace with what each of its requests cost.
struct CostedTrace {
  let trace: Trace
  /// Nanodollars per request, or ``Audit/unpriced``.
  let costs: [Int64]

  /// The volume of request `i` alone.
  func volume(_ i: Int) -> Volume {
    let requests = trace.requests
    var out = Volume()
    out.requests = 1
    out.inputTokens =
      Int(requests.uncachedInput[i]) + Int(requests.cacheRead[i]) + Int(requests.cacheWrite5m[i]) + Int(requests.cacheWrite1h[i])
    out.outputTokens = Int(requests.output[i])
    if costs[i] == Audit.unpriced {
      out.unpriced = 1
    } else {
      out.dollars.nanodollars = costs[i]
    }
    return out
  }
}

/// `a + b`, or the nearest number that fits.
func saturatingSum(_ a: Int64, _ b: Int64) -> Int64 {
  let (sum, overflow) = a.addingReportingOverflow(b)
  return overflow ? (b < 0 ? .min : .max) : sum
}

/// `a - b`, or the nearest number that fits.
func saturatingDifference(_ a: Int64, _ b: Int64) -> Int64 {
  let (difference, overflow) = a.subtractingReportingOverflow(b)
  return overflow ? (b < 0 ? .max : .min) : difference
}
