import Traces

/// How long the calls of a log take without the queueing of their time (law 22): what limits of the API are simulated on.
///
/// Calls are grouped by model and by load: how many calls of that model were under way when they came, in bands that double (0, 1–2, 3–6,
/// 7–14 …). In each band the median of duration over what the model takes for so many output tokens at low load says how much slower calls
/// are there; each call's own duration is divided by that, so that its own luck stays. Where calls do not slow down under load, durations
/// stay what they are.
///
/// What the log has as turned away (429) takes the median duration of its model at low load; what it has no duration for, the model's
/// time at low load for its output tokens.
public struct ServiceTimes: Sendable, Equatable {
  /// Microseconds, one per request.
  public private(set) var microseconds: [Int64]

  /// The service times of the calls of a traffic.
  ///
  /// - Complexity: O(*n* log *n*).
  public init(of traffic: Traffic) {
    let requests = traffic.trace.requests
    let models = traffic.trace.parameters[.model] ?? Array(repeating: 0, count: traffic.trace.parameters.count)
    let model = requests.parameters.map { Int(models[Int($0)]) }
    let band = Self.loads(traffic, model).map { $0 < 0 ? -1 : (Int.bitWidth - 1) - ($0 + 1).leadingZeroBitCount }
    microseconds = traffic.duration
    let count = model.reduce(0) { max($0, $1 + 1) }
    var rows: [[Int]] = Array(repeating: [], count: count)
    for i in 0..<requests.count { rows[model[i]].append(i) }
    for each in rows where !each.isEmpty { fit(each, band, traffic) }
  }

  /// How many calls of the same model were under way when each came; -1 for rows of batches, which wait for nobody.
  private static func loads(_ traffic: Traffic, _ model: [Int]) -> [Int] {
    let requests = traffic.trace.requests
    var out = Array(repeating: -1, count: requests.count)
    let calls = out.indices.filter { !requests.flags[$0].contains(.batch) }
    var came = Array(repeating: 0, count: model.reduce(0) { max($0, $1 + 1) })
    var ended = came
    let ends = calls.map { (time: requests.arrival[$0] &+ max(0, traffic.duration[$0]), model: model[$0]) }.sorted { $0.time < $1.time }
    var next = 0
    for i in calls {
      while next < ends.count, ends[next].time <= requests.arrival[i] {
        ended[ends[next].model] += 1
        next += 1
      }
      // A call without any duration has ended before it is counted as come.
      out[i] = max(0, came[model[i]] - ended[model[i]])
      came[model[i]] += 1
    }
    return out
  }

  /// Takes the queueing out of the durations of one model.
  private mutating func fit(_ rows: [Int], _ band: [Int], _ traffic: Traffic) {
    let requests = traffic.trace.requests
    let known = rows.filter {
      band[$0] >= 0 && !traffic.isEstimated[$0] && !requests.flags[$0].contains(.failed) && requests.output[$0] > 0
        && traffic.duration[$0] > 0
    }
    // The lowest bands that hold enough calls together are what is called low load.
    let bands = Set(known.map { band[$0] }).sorted()
    guard let quietest = bands.first(where: { top in known.lazy.filter { band[$0] <= top }.count >= Durations.fewestRows }) else { return }
    let quiet = known.filter { band[$0] <= quietest }
    let speed = Durations.Speed(of: quiet, requests, traffic.duration)
    func ratio(_ i: Int) -> Double { Double(traffic.duration[i]) / max(1, speed.time(output: requests.output[i])) }
    let base = median(quiet.map(ratio)) ?? 1
    var slowness: [Int: Double] = [:]
    var last = 1.0
    var together: [Int] = []
    var ratios: [Double] = []
    for each in bands where each > quietest {
      together.append(each)
      ratios += known.lazy.filter { band[$0] == each }.map(ratio)
      // Too few calls say nothing: theirs go with those of the band above.
      guard ratios.count >= Durations.fewestRows, let middle = median(ratios) else { continue }
      last = max(1, middle / base)
      for member in together { slowness[member] = last }
      (together, ratios) = ([], [])
    }
    // … or are as slow as those below, where there is none above.
    for member in together { slowness[member] = last }
    let usual = median(quiet.map { Double(traffic.duration[$0]) }) ?? 0
    for i in rows {
      if requests.flags[i].contains(.failed), requests.status[i] == 429 {
        microseconds[i] = Int64(usual.rounded())
      } else if traffic.isEstimated[i] {
        microseconds[i] = min(traffic.duration[i], Int64(speed.time(output: requests.output[i]).rounded()))
      } else if let factor = slowness[band[i]], factor > 1 {
        microseconds[i] = Int64((Double(traffic.duration[i]) / factor).rounded())
      }
    }
  }
}

extension Durations.Speed {
  /// The medians of some calls of one model: time to the first token, 0 where none of them has one, and time per output token after it.
  fileprivate init(of rows: [Int], _ requests: Requests, _ durations: [Int64]) {
    let starts = rows.map { requests.firstToken[$0] }.filter { $0 >= 0 }.map(Double.init)
    let start = median(starts) ?? 0
    let perToken = rows.map { i in
      let own = requests.firstToken[i] >= 0 ? Double(requests.firstToken[i]) : start
      return max(0, Double(durations[i]) - own) / Double(requests.output[i])
    }
    self.init(firstToken: start, perToken: median(perToken) ?? 0)
  }

  /// Microseconds for so many output tokens.
  fileprivate func time(output: UInt32) -> Double { min(firstToken + perToken * Double(output), 0x1p62) }
}

/// The upper median, without any `nil`.
private func median(_ values: [Double]) -> Double? {
  values.isEmpty ? nil : values.sorted()[values.count / 2]
}
