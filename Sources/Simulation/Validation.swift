import Caching
internal import Traces
import Units

extension Strategy {
  /// Checks every field.
  ///
  /// - Throws: ``StrategyError/invalid(path:reason:)`` for the first field that is wrong.
  public func validate() throws(StrategyError) {
    try require(
      !name.isEmpty && name.utf8.allSatisfy(Self.isNameByte), "name",
      "“\(name)” is not a name: use letters, digits, dashes and dots, as in “redis-1h”.")
    try require(!key.fields.isEmpty, "key.fields", "no field is compared, so all requests would have one key: name at least one.")
    try eligibility.validate()
    try require(tiers.count <= Self.mostTiers, "tiers", "there are \(tiers.count) tiers: keep to \(Self.mostTiers).")
    var names: Set<String> = []
    for (index, tier) in tiers.enumerated() {
      try tier.validate(path: "tiers[\(index)]")
      try require(
        names.insert(tier.name).inserted, "tiers[\(index)].name",
        "an earlier tier is named “\(tier.name)” too: give each tier a name of its own.")
    }
  }

  /// More tiers than any product has.
  static let mostTiers = 16

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}

extension Eligibility {
  fileprivate func validate() throws(StrategyError) {
    if let limit = maximumTemperature {
      try require(
        limit.isFinite && limit >= 0, "eligibility.max_temperature",
        "\(limit) is not a temperature: give 0 or more, or leave it out to cache any.")
    }
    try require(
      defaultTemperature.isFinite && defaultTemperature >= 0, "eligibility.default_temperature",
      "\(defaultTemperature) is not a temperature: give 0 or more (most APIs take 1).")
  }
}

extension Tier {
  fileprivate func validate(path: String) throws(StrategyError) {
    try require(!name.isEmpty, "\(path).name", "the name is empty: name the tier, as in “redis”.")
    switch expiry {
    case .never: break
    case .fixed(let ttl), .sliding(let ttl):
      try require(ttl > .zero, "\(path).ttl", "a TTL of \(ttl.span) keeps nothing: give more than 0, as in “1h”, or “never”.")
    }
    try capacity.validate(path: "\(path).capacity", expires: expiry != .never)
    if let largestValue {
      try require(
        largestValue > 0, "\(path).largest_value",
        "\(largestValue) bytes admit no answer: give more than 0, or leave it out to store any size.")
    }
    try latency.validate(path: "\(path).latency")
  }
}

extension Capacity {
  /// More bytes than any store has: 2^60.
  private static let mostBytes = 1 << 60

  fileprivate func validate(path: String, expires: Bool) throws(StrategyError) {
    switch self {
    case .unlimited: break
    case .entries(let count):
      try require(
        count > 0, path, "a capacity of \(count) entries holds nothing: give 1 or more, or “unlimited”; for no cache, leave out the tiers.")
    case .bytes(let count, let overhead):
      switch overhead {
      case .none: break
      case .constant(let bytes):
        try require(0...Int(Int32.max) ~= bytes, "\(path).overhead", "\(bytes) bytes per entry is not an overhead: give 0 to 2 GB.")
      case .redis7(let keyBytes):
        try require(1...Int(Int32.max) ~= keyBytes, "\(path).key_bytes", "a key of \(keyBytes) bytes is not possible: give 1 byte to 2 GB.")
      }
      let least = overhead.fixedBytes + overhead.entryBytes(answer: 0, expires: expires) + overhead.tableBytes(entries: 1, expires: expires)
      try require(
        count > 0 && count >= least, path,
        "a capacity of \(Bytes(count)) holds nothing, since an empty answer alone takes \(Bytes(max(1, least))) with overhead: give more, "
          + "or “unlimited”; for no cache, leave out the tiers.")
      try require(count <= Self.mostBytes, path, "a capacity of \(Bytes(count)) is more than any store has: use “unlimited”.")
    }
  }
}

extension LatencyModel {
  /// No look-up takes longer: draws are clamped to it.
  static let longest = Microseconds(86_400_000_000)

  fileprivate func validate(path: String) throws(StrategyError) {
    let median: Microseconds
    switch self {
    case .constant(let time): median = time
    case .logNormal(let time, let sigma):
      median = time
      try require(
        sigma.isFinite && 0...5 ~= sigma, "\(path).sigma",
        "\(sigma) is not a spread: sigma is the standard deviation of the logarithm, 0 to 5; 1.47 fits Workers KV.")
    }
    try require(
      .zero...Self.longest ~= median, path, "\(median) is not the time of a look-up: give 0 to 24 hours, as in “1.5ms”.")
  }
}

/// Throws unless `condition` holds.
private func require(_ condition: Bool, _ path: String, _ reason: @autoclosure () -> String) throws(StrategyError) {
  if !condition { throw .invalid(path: path, reason: reason()) }
}
