import Units

/// What a model makes of a text: its tokens as a line over those of ``TokenEstimate``.
public struct TokenFit: Sendable, Equatable {
  /// Tokens of an empty text: what the chat format adds.
  public let offset: Double
  /// Tokens for one of the estimate.
  public let slope: Double
  /// Requests it was learned from; 0 where it was not learned, and the estimate counts as it is.
  public let samples: Int
  /// By how much a total may be off, as a share: for one that was learned, how far each half of the requests missed the total of the other;
  /// else 20 %, as measured on five kinds of text.
  public let error: Double

  /// The estimate as it is.
  static let none = TokenFit(offset: 0, slope: 1, samples: 0, error: 0.2)
  /// Below so many requests nothing is learned.
  static let fewest = 20

  /// Least squares over pairs of (estimate, tokens); through the origin where the line would fall or begin below nothing.
  init(_ pairs: [(estimate: Double, tokens: Double)]) {
    guard pairs.count >= Self.fewest else {
      self = .none
      return
    }
    let (offset, slope) = Self.line(pairs)
    var misses: [Double] = []
    for half in 0..<2 {
      let learned = pairs.indices.filter { $0 % 2 == half }.map { pairs[$0] }
      let others = pairs.indices.filter { $0 % 2 != half }.map { pairs[$0] }
      let line = Self.line(learned)
      let total = others.reduce(0) { $0 + $1.tokens }
      let told = others.reduce(0) { $0 + line.offset + line.slope * $1.estimate }
      misses.append(total > 0 ? abs(told - total) / total : 0)
    }
    // A half that is met by luck says little: never below a twentieth over the root of the requests.
    let floor = 0.5 / Double(pairs.count).squareRoot()
    self.init(offset: offset, slope: slope, samples: pairs.count, error: max(misses[0], misses[1], floor))
  }

  private init(offset: Double, slope: Double, samples: Int, error: Double) {
    self.offset = offset
    self.slope = slope
    self.samples = samples
    self.error = error
  }

  private static func line(_ pairs: [(estimate: Double, tokens: Double)]) -> (offset: Double, slope: Double) {
    let count = Double(pairs.count)
    let x = pairs.reduce(0) { $0 + $1.estimate } / count
    let y = pairs.reduce(0) { $0 + $1.tokens } / count
    let spread = pairs.reduce(0) { $0 + ($1.estimate - x) * ($1.estimate - x) }
    let slope = spread > 0 ? pairs.reduce(0) { $0 + ($1.estimate - x) * ($1.tokens - y) } / spread : 0
    let offset = y - slope * x
    guard slope > 0, offset >= 0 else { return (0, x > 0 ? y / x : 1) }
    return (offset, slope)
  }

  /// The tokens of a text whose estimate is `estimate`; none of one that was not measured.
  func tokens(_ estimate: UInt32) -> Int {
    estimate == 0 ? 0 : Int(min(max(0, offset + slope * Double(estimate)), 4e9).rounded())
  }
}

/// How the token counts that a log does not have were estimated.
public struct UsageEstimate: Sendable, Equatable {
  /// One model of the log.
  public struct Model: Sendable, Equatable {
    /// Its name.
    public let name: String
    /// Its requests whose tokens are estimated.
    public let requests: Int
    /// Their input tokens.
    public let inputTokens: Int
    /// Their output tokens.
    public let outputTokens: Int
    /// How input was estimated.
    public let input: TokenFit
    /// How output was estimated.
    public let output: TokenFit
  }

  /// By model, most requests first.
  public let models: [Model]

  /// Requests whose tokens are estimated.
  public var requests: Int { models.reduce(0) { $0 + $1.requests } }

  /// By how much the estimated tokens may be off, as a share of them.
  public var error: Double {
    let tokens = models.reduce(0.0) { $0 + Double($1.inputTokens + $1.outputTokens) }
    guard tokens > 0 else { return 0 }
    return models.reduce(0.0) { $0 + Double($1.inputTokens) * $1.input.error + Double($1.outputTokens) * $1.output.error } / tokens
  }
}

extension Trace {
  /// The trace with tokens for requests that the log has no counts of, where their texts were measured: by a line learned from the requests
  /// of the same model that have counts, else by the estimate as it is. Such requests have ``RequestFlags/estimatedUsage``. `nil` where
  /// there is none.
  ///
  /// Output that is not in the text, such as reasoning, cannot be estimated; it is left out of what is learned too.
  /// - Complexity: O(requests).
  public func estimatingUsage() -> (trace: Trace, estimate: UsageEstimate)? {
    let wanted = requests.flags.indices.filter { i in
      requests.flags[i].isDisjoint(with: [.hasUsage, .estimatedUsage, .failed]) && requests.promptEstimate[i] > 0
    }
    guard !wanted.isEmpty else { return nil }
    let models = parameters[.model] ?? Array(repeating: 0, count: parameters.count)
    let names = names[.model] ?? [""]
    let model = requests.parameters.map { Int(models[Int($0)]) }
    var input = Array(repeating: [(estimate: Double, tokens: Double)](), count: names.count)
    var output = input
    for i in requests.flags.indices
    where requests.flags[i].contains(.hasUsage) && requests.flags[i].isDisjoint(with: [.failed, .loggedHit]) {
      let usage = requests.usage(i)
      if requests.promptEstimate[i] > 0 { input[model[i]].append((Double(requests.promptEstimate[i]), Double(usage.input))) }
      if requests.answerEstimate[i] > 0 {
        output[model[i]].append((Double(requests.answerEstimate[i]), Double(usage.output - usage.reasoning)))
      }
    }
    let fits = names.indices.map { (input: TokenFit(input[$0]), output: TokenFit(output[$0])) }

    var out = self
    var counts = Array(repeating: (requests: 0, input: 0, output: 0), count: names.count)
    for i in wanted {
      let fit = fits[model[i]]
      let (tokensIn, tokensOut) = (fit.input.tokens(requests.promptEstimate[i]), fit.output.tokens(requests.answerEstimate[i]))
      out.requests.uncachedInput[i] = UInt32(clamping: tokensIn)
      out.requests.output[i] = UInt32(clamping: tokensOut)
      out.requests.flags[i].insert(.estimatedUsage)
      counts[model[i]].requests += 1
      counts[model[i]].input += tokensIn
      counts[model[i]].output += tokensOut
    }
    let rows = names.indices.filter { counts[$0].requests > 0 }.map { index in
      UsageEstimate.Model(
        name: names[index], requests: counts[index].requests, inputTokens: counts[index].input, outputTokens: counts[index].output,
        input: fits[index].input, output: fits[index].output)
    }
    return (out, UsageEstimate(models: rows.sorted { ($1.requests, $0.name) < ($0.requests, $1.name) }))
  }
}
