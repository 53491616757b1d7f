import FoundationEssentials
import Studies

/// The part of a file of schema `hindcast/study/1` that is compared.
struct StudyFile: Decodable {
  let version: String
  let seed: UInt64
  let priceTable: String
  let dayOffset: Int
  let selection: String?
  let inputs: [Input]
  let firstArrival: String?
  let lastArrival: String?
  let month: Month
  let asLogged: Result
  let noCache: Result
  let strategies: [Result]
  let prices: [Price]
  let caveats: [Remark]

  struct Input: Decodable {
    let name: String
    let bytes: Int
    let digest: String
  }

  struct Month: Decodable {
    let basis: String
    let wholeDays: Int
    let firstWholeDay: String?
    let lastWholeDay: String?
    /// `nil` in files of before it was told.
    let requestsPerMonth: Double?
  }

  struct Price: Decodable {
    let model: String
    let pricedAs: String
    let rows: [Rates]

    struct Rates: Decodable {
      let validFrom: String?
      let input: Double
      let cacheRead: Double?
      let output: Double
    }
  }

  struct Remark: Decodable {
    let id: String
    let severity: String
    let text: String
  }

  /// Reads a file.
  ///
  /// - Throws: ``Failure`` with exit code 66 where there is none, 65 where it is not a study.
  static func read(_ path: String) throws -> StudyFile { try decode(try text(of: path), path: path) }

  /// The study of a file's text.
  static func decode(_ text: String, path: String) throws -> StudyFile {
    let data = Data(text.utf8)
    let decoder = JSONDecoder()
    do {
      let kind = try decoder.decode(Kind.self, from: data).schema
      guard kind == "hindcast/study/1" else {
        let hint = kind.hasPrefix("hindcast/study/") ? "it was written by a later Hindcast; use that one." : "name two studies."
        throw Failure(.badData, "\(path) is of the schema \"\(kind.prefix(60))\", not \"hindcast/study/1\": \(hint)")
      }
      return try decoder.decode(StudyFile.self, from: data)
    } catch let error as DecodingError {
      throw Failure(.badData, "\(path) is not a study as 'hindcast replay --json FILE' writes it: \(error.sentence)")
    }
  }

  private struct Kind: Decodable {
    let schema: String
  }
}

extension StudyFile {
  private enum CodingKeys: String, CodingKey {
    case version, seed, selection, inputs, month, strategies, prices, caveats
    case priceTable = "price_table"
    case dayOffset = "day_offset_s"
    case firstArrival = "first_arrival"
    case lastArrival = "last_arrival"
    case asLogged = "as_logged"
    case noCache = "no_cache"
  }
}

extension StudyFile.Month {
  private enum CodingKeys: String, CodingKey {
    case basis
    case wholeDays = "whole_days"
    case firstWholeDay = "first_whole_day"
    case lastWholeDay = "last_whole_day"
    case requestsPerMonth = "requests_per_month"
  }
}

extension StudyFile.Price {
  private enum CodingKeys: String, CodingKey {
    case model, rows
    case pricedAs = "priced_as"
  }
}

extension StudyFile.Price.Rates {
  private enum CodingKeys: String, CodingKey {
    case validFrom = "valid_from"
    case input = "input_usd_per_million"
    case cacheRead = "cache_read_usd_per_million"
    case output = "output_usd_per_million"
  }
}

extension DecodingError {
  /// Where and what, in a sentence.
  fileprivate var sentence: String {
    switch self {
    case .keyNotFound(let key, let context): "\(Self.path(context.codingPath + [key])) is missing."
    case .valueNotFound(_, let context): "\(Self.path(context.codingPath)) is null."
    case .typeMismatch(_, let context): "\(Self.path(context.codingPath)) is of the wrong type."
    case .dataCorrupted(let context):
      context.codingPath.isEmpty
        ? "it is not JSON, or cut short." : "\(Self.path(context.codingPath)) cannot be: \(context.debugDescription)"
    @unknown default: "it cannot be read."
    }
  }

  private static func path(_ keys: [any CodingKey]) -> String {
    keys.reduce("") { path, key in
      key.intValue.map { "\(path)[\($0)]" } ?? path + (path.isEmpty ? "" : ".") + String(key.stringValue.prefix(60))
    }
  }
}
