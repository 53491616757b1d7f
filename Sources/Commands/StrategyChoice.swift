import Ingest
import Pricing
import Scenarios
import Simulation

/// `-s NAME|FILE`: presets by name, strategies from YAML files.
enum StrategyChoice {
  /// The strategies that the arguments stand for, in order; names must be unique.
  ///
  /// - Parameter prices: what tiers may be billed by; `nil` where prices do not matter.
  static func resolve(_ arguments: [String], prices: InfrastructurePrices? = .builtIn) throws -> [Strategy] {
    var strategies: [Strategy] = []
    for argument in arguments {
      let found = try strategy(argument, prices)
      for strategy in found {
        guard !strategies.contains(where: { $0.name == strategy.name }) else {
          throw Failure(.usage, "Two strategies are called \"\(strategy.name)\"; give one of them another name in its file.")
        }
        strategies.append(strategy)
      }
    }
    return strategies
  }

  /// What the strategies need texts for, in words; `nil` where they need none.
  static func needOfTexts(_ strategies: [Strategy]) -> String? {
    strategies.first { $0.classifier != nil }.map { "the classes of strategy \"\($0.name)\"" }
  }

  private static func strategy(_ argument: String, _ prices: InfrastructurePrices?) throws -> [Strategy] {
    if let preset = Presets.named(argument) { return [preset] }
    guard argument.contains("/") || argument.hasSuffix(".yaml") || argument.hasSuffix(".yml") else {
      throw Failure(
        .usage, "There is no strategy \"\(argument)\": \(Presets.suggestion(for: argument)) A file's name ends in .yaml or has a /.")
    }
    do {
      return try StrategyFile.read(try text(of: argument), file: argument, prices: prices)
    } catch let error as ScenarioError {
      throw Failure(.usage, "\(error)")
    }
  }
}

/// A small text file, whole; packed with zstd or gzip, or not.
func text(of path: String) throws -> String {
  let source = Unpacker(try FileSource(path: path))
  var bytes: [UInt8] = []
  var block = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count: Int
    do {
      count = try block.withUnsafeMutableBytes { try source.read(into: $0) }
    } catch let error as UnpackingError {
      throw Failure(.badData, "\(path): \(error).")
    }
    if count == 0 { break }
    bytes += block[..<count]
    guard bytes.count <= 64 << 20 else { throw Failure(.usage, "\(path) is larger than 64 MiB; that cannot be meant.") }
  }
  guard let text = String(validating: bytes, as: UTF8.self) else { throw Failure(.usage, "\(path) is not text in UTF-8.") }
  return text
}
