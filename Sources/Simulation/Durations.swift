public import Traces
import Units

/// How long each call of a trace takes upstream, logged or estimated (law 4).
public struct Durations: Sendable, Equatable {
  /// Microseconds, one per request.
  public private(set) var microseconds: [Int64] = []
  /// Whether the log does not have the duration of that very call.
  public private(set) var isEstimated: [Bool] = []

  /// A model without rows to fit it on: the medians over 41 models in Artificial Analysis's list of 2026-08-01, 0.78 s to the first token and
  /// 97 output tokens per second.
  static let catalogue = Speed(firstToken: 780_000, perToken: 1e6 / 97)
  /// Below so many rows a model is not fitted.
  static let fewestRows = 20
  /// The stage of the draws for logged hits whose miss is not known; the stages of a replay are the indices of its tiers.
  static let stage: UInt64 = 1 << 32

  /// A model's speed.
  struct Speed: Sendable, Equatable {
    /// Microseconds to the first token.
    var firstToken: Double
    /// Microseconds per output token after it.
    var perToken: Double
  }

  /// Takes the duration of one request from other durations of the same requests.
  public mutating func take(_ i: Int, from other: Durations) {
    microseconds[i] = other.microseconds[i]
    isEstimated[i] = other.isEstimated[i]
  }

  /// The durations of a trace.
  ///
  /// - Parameters:
  ///   - undoesEarlierCache: whether requests that an earlier cache answered take the duration of the call that it saved: of their original
  ///     where the log tells, else drawn from the calls of their model. Otherwise they keep what was logged (law 34).
  ///   - seed: of those draws.
  /// - Complexity: O(*n* log *n*).
  public init(of trace: Trace, undoesEarlierCache: Bool = true, seed: UInt64) {
    let requests = trace.requests
    let models = trace.parameters[.model] ?? Array(repeating: 0, count: trace.parameters.count)
    let model = requests.parameters.map { Int(models[Int($0)]) }
    let samples = Samples(requests, model: model)
    let speeds = samples.speeds()
    let draws = Draws(seed: seed)

    microseconds.reserveCapacity(requests.count)
    isEstimated.reserveCapacity(requests.count)
    for i in 0..<requests.count {
      let logged = requests.duration[i]
      let isHit = undoesEarlierCache && requests.flags[i].contains(.loggedHit)
      if isHit, let drawn = samples.draw(model[i], draws.unit(UInt64(i), Self.stage)) {
        microseconds.append(drawn)
      } else if isHit || logged < 0 {
        microseconds.append(speeds[model[i]].estimate(requests, i))
      } else {
        microseconds.append(logged)
      }
      isEstimated.append(isHit || logged < 0)
    }
    guard undoesEarlierCache else { return }
    // A second pass, since an original may come later in the order than the hit: both can have one arrival.
    for i in 0..<requests.count where requests.flags[i].contains(.loggedHit) {
      guard let original = trace.originals[UInt32(i)], !requests.flags[Int(original)].contains(.loggedHit) else { continue }
      microseconds[i] = microseconds[Int(original)]
    }
  }
}

extension Durations.Speed {
  /// Time to the first token, the request's own where it is logged, and the output at the model's speed.
  fileprivate func estimate(_ requests: Requests, _ i: Int) -> Int64 {
    let start = requests.firstToken[i] >= 0 ? Double(requests.firstToken[i]) : firstToken
    return Int64(min((start + perToken * Double(requests.output[i])).rounded(), 0x1p62))
  }
}

/// The calls that a model's speed can be fitted on: answered by the provider, one at a time, with a logged duration.
private struct Samples {
  /// By model, ascending.
  private var durations: [[Int64]]
  private var firstTokens: [[Int64]]
  private var rows: [[Int]]
  private let requests: Requests

  init(_ requests: Requests, model: [Int]) {
    self.requests = requests
    let count = model.reduce(0) { max($0, $1 + 1) }
    durations = Array(repeating: [], count: count)
    firstTokens = durations
    rows = Array(repeating: [], count: count)
    for i in 0..<requests.count
    where requests.duration[i] >= 0 && requests.flags[i].isDisjoint(with: [.failed, .batch, .loggedHit]) {
      durations[model[i]].append(requests.duration[i])
      if requests.firstToken[i] >= 0 { firstTokens[model[i]].append(requests.firstToken[i]) }
      rows[model[i]].append(i)
    }
    for index in durations.indices {
      durations[index].sort()
      firstTokens[index].sort()
    }
  }

  /// One of the model's durations; `nil` where it has none.
  func draw(_ model: Int, _ unit: Double) -> Int64? {
    let all = durations[model]
    return all.isEmpty ? nil : all[min(all.count - 1, Int(unit * Double(all.count)))]
  }

  /// Each model's speed: medians over its rows. Where none of them has a time to the first token, it is 0, and the time per token contains it.
  func speeds() -> [Durations.Speed] {
    rows.indices.map { model in
      let fitted = rows[model].filter { requests.output[$0] > 0 }
      guard fitted.count >= Durations.fewestRows else { return Durations.catalogue }
      let start = firstTokens[model].isEmpty ? 0 : Double(firstTokens[model][firstTokens[model].count / 2])
      let perToken = fitted.map { i in
        let own = requests.firstToken[i] >= 0 ? Double(requests.firstToken[i]) : start
        return max(0, Double(requests.duration[i]) - own) / Double(requests.output[i])
      }.sorted()
      return Durations.Speed(firstToken: start, perToken: perToken[perToken.count / 2])
    }
  }
}
