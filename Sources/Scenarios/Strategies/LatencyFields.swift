import Simulation
import Units

extension Field {
  /// A latency: constant, log-normal, a mixture, or measured quantiles.
  static func latency(_ name: String, _ path: any WritableKeyPath<Root, LatencyModel> & Sendable, _ meaning: String) -> Field {
    Field(
      name: name, values: LatencyModel.words, meaning: meaning, inner: [],
      read: { node, root in root[keyPath: path] = try LatencyModel(node, of: name) }, print: { root, _ in root[keyPath: path].text })
  }

  /// A latency that may be left out; `same` is the word for that.
  static func latency(
    _ name: String, _ path: any WritableKeyPath<Root, LatencyModel?> & Sendable, none: String, _ meaning: String
  ) -> Field {
    Field(
      name: name, values: LatencyModel.words + ", or \(none)", meaning: meaning, inner: [],
      read: { node, root in root[keyPath: path] = node.text == none ? nil : try LatencyModel(node, of: name) },
      print: { root, _ in root[keyPath: path]?.text ?? none })
  }
}

extension LatencyModel {
  fileprivate static let words =
    "a duration such as 0.5ms, {median: 0.5ms, sigma: 0.4}, {mixture: [{weight: 85, latency: 1ms}, {weight: 15, latency: 150ms}]}, "
    + "or {profile: {0: 1ms, 50: 28ms, 95: 321ms, 100: 816ms}}"
  /// Mixtures of mixtures are of use to nobody, and a file must not decide how deep we go.
  private static let deepest = 3

  fileprivate init(_ node: YAMLNode, of field: String, depth: Int = 0) throws {
    if let text = node.text {
      guard let span = Quantity.duration(text) else {
        throw node.unfit("\"\(field)\" is", Self.words)
      }
      self = .constant(span)
      return
    }
    var values: [String: YAMLNode] = [:]
    for (key, value) in try node.members("\"\(field)\"") {
      guard let name = key.text, ["median", "sigma", "mixture", "profile"].contains(name) else {
        throw key.fault("\"\(field)\" has no field \"\(shown(key.text ?? ""))\"; there are: median and sigma, mixture, profile.")
      }
      values[name] = value
    }
    if let parts = values["mixture"], values.count == 1 {
      guard depth < Self.deepest else { throw parts.fault("Mixtures stand inside one another too deep; write one list of parts.") }
      let mixed = try parts.elements("\"mixture\"").map { try LatencyModel.part($0, of: field, depth: depth) }
      guard !mixed.isEmpty else { throw parts.fault("A mixture needs a part; write [{weight: 1, latency: 1ms}].") }
      self = .mixture(mixed)
    } else if let quantiles = values["profile"], values.count == 1 {
      self = .profile(try LatencyModel.quantiles(quantiles))
    } else if values.count == 2, let median = values["median"]?.text.flatMap(Quantity.duration),
      let sigma = values["sigma"]?.text.flatMap(Quantity.number), sigma >= 0
    {
      self = .logNormal(median: median, sigma: sigma)
    } else {
      throw node.fault("\"\(field)\" needs a median and a sigma of at least 0; write {median: 0.5ms, sigma: 0.4}.")
    }
  }

  private static func part(_ node: YAMLNode, of field: String, depth: Int) throws -> Part {
    var weight: Double?
    var model: LatencyModel?
    for (key, value) in try node.members("a part of \"mixture\"") {
      switch key.text {
      case "weight": weight = value.text.flatMap(Quantity.share)
      case "latency": model = try LatencyModel(value, of: field, depth: depth + 1)
      default: throw key.fault("A part of a mixture has no field \"\(shown(key.text ?? ""))\"; there are: weight, latency.")
      }
    }
    guard let weight, let model, weight > 0 else {
      throw node.fault("A part of a mixture needs a weight above 0 and a latency; write {weight: 15, latency: 150ms}.")
    }
    return Part(weight: weight, model: model)
  }

  private static func quantiles(_ node: YAMLNode) throws -> [Quantile] {
    let quantiles = try node.members("\"profile\"").map { key, value -> (quantile: Quantile, node: YAMLNode) in
      guard let percent = key.text.flatMap(Quantity.number), 0...100 ~= percent else {
        throw key.fault("\"\(shown(key.text ?? ""))\" is not a percentage; write a profile as {0: 1ms, 50: 28ms, 100: 816ms}.")
      }
      guard let time = value.text.flatMap(Quantity.duration) else {
        throw value.fault("\"\(shown(value.text ?? value.kind))\" is not a time; write a profile as {0: 1ms, 50: 28ms, 100: 816ms}.")
      }
      return (Quantile(percent: percent, time: time), key)
    }.sorted { $0.quantile.percent < $1.quantile.percent }
    guard quantiles.count >= 2 else { throw node.fault("A profile has at least two quantiles; write {0: 1ms, 50: 28ms, 100: 816ms}.") }
    for ((a, _), (b, place)) in zip(quantiles, quantiles.dropFirst()) {
      let (low, high) = (Quantity.print(a.percent), Quantity.print(b.percent))
      guard b.percent > a.percent else { throw place.fault("The profile has \(high) twice; keep one of them.") }
      guard b.time >= a.time else {
        throw place.fault(
          "At \(high) % a look-up takes \(Quantity.print(b.time)), and at \(low) % already \(Quantity.print(a.time)): the slower share cannot "
            + "be quicker; write times that rise with the percentages.")
      }
    }
    return quantiles.map(\.quantile)
  }

  var text: String {
    switch self {
    case .constant(let span): Quantity.print(span)
    case .logNormal(let median, let sigma): "{median: \(Quantity.print(median)), sigma: \(Quantity.print(sigma))}"
    case .mixture(let parts):
      "{mixture: [" + parts.map { "{weight: \(Quantity.print($0.weight)), latency: \($0.model.text)}" }.joined(separator: ", ") + "]}"
    case .profile(let quantiles):
      "{profile: {" + quantiles.map { "\(Quantity.print($0.percent)): \(Quantity.print($0.time))" }.joined(separator: ", ") + "}}"
    }
  }
}
