import Foundation
import Testing
import Units

@testable import Workloads

/// A generated log, read back with a reader of its own.
struct GeneratedLog {
  var bytes: [UInt8] = []
  var truth = ""
  var rows: [Row] = []

  /// What the tests need of a line, whatever its format.
  struct Row {
    var id: String
    /// Microseconds since 1970.
    var start: Int64
    var end: Int64
    /// Everything a response cache keys on but the last message.
    var scope: String
    var message: String
    var answer: String?
    var json: [String: Any]
  }

  /// One row of the truth.
  struct Truth: Equatable {
    var id: String
    var requestClass: String
    var first: String
  }

  init(_ spec: WorkloadSpec) throws {
    var bytes: [UInt8] = []
    var truth = ""
    try Workload(spec).generate(log: { bytes.append(contentsOf: $0) }, truth: { truth += $0 })
    self.bytes = bytes
    self.truth = truth
    for line in bytes.split(separator: 10) {
      let json = try #require(try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
      rows.append(try #require(Self.row(json, spec.format), "line is not of the format: \(String(decoding: line, as: UTF8.self))"))
    }
    // LiteLLM logs a hit without parameters: its scope is that of the row it was served from.
    let scopes = Dictionary(rows.map { ($0.id, $0.scope) }, uniquingKeysWith: { a, _ in a })
    for index in rows.indices {
      let source = rows[index].id.components(separatedBy: "_cache_hit")[0]
      if source != rows[index].id { rows[index].scope = try #require(scopes[source]) }
    }
  }

  var inOrder: [Row] { rows.sorted { $0.start < $1.start } }

  var truthRows: [Truth] {
    truth.split(separator: "\n").dropFirst().map { line in
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      return Truth(id: fields[0], requestClass: fields[1], first: fields[2])
    }
  }

  private static func row(_ json: [String: Any], _ format: LogFormat) -> Row? {
    guard let id = json["id"] as? String else { return nil }
    if format == .liteLLM {
      guard let start = json["startTime"] as? Double, let end = json["endTime"] as? Double,
        let messages = json["messages"] as? [[String: Any]], let parameters = json["model_parameters"] as? [String: Any],
        let model = json["model"] as? String, let message = messages.last?["content"] as? String
      else { return nil }
      let choices = (json["response"] as? [String: Any])?["choices"] as? [[String: Any]]
      let answer = (choices?.first?["message"] as? [String: Any])?["content"] as? String
      let scope = canonical([model, canonical(messages.dropLast()), canonical(parameters.filter { !ignored.contains($0.key) })])
      return Row(
        id: id, start: Int64((start * 1e6).rounded()), end: Int64((end * 1e6).rounded()), scope: scope, message: message, answer: answer,
        json: json)
    }
    guard let request = json["request"] as? [String: Any], let latency = json["latency_ms"] as? Int,
      let start = (json["timestamp"] as? Double).map({ Int64(($0 * 1e6).rounded()) }) ?? (json["timestamp"] as? String).flatMap(time)
    else { return nil }
    let conversation = (request["messages"] ?? request["input"]) as? [[String: Any]]
    let last = conversation?.last?["content"]
    guard
      let message = request["input"] as? String ?? last as? String ?? (last as? [[String: Any]])?.first?["text"] as? String
    else { return nil }
    let rest = request.filter { !ignored.contains($0.key) && $0.key != "messages" && $0.key != "input" }
    let scope = canonical([canonical(conversation?.dropLast() ?? []), canonical(rest)])
    let output = (json["response"] as? [String: Any])?["output"] as? [[String: Any]]
    let answer = (output?.first?["content"] as? [[String: Any]])?.first?["text"] as? String
    return Row(id: id, start: start, end: start + Int64(latency) * 1_000, scope: scope, message: message, answer: answer, json: json)
  }

  private static let ignored: Set = ["user", "stream", "stream_options", "metadata"]

  private static func canonical(_ value: some Collection) -> String {
    let plain: Any = (value as? [String: Any]) ?? Array(value)
    let data = try? JSONSerialization.data(withJSONObject: plain, options: [.sortedKeys])
    return data.map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  /// Reads "2026-10-05T00:20:18.870569Z" with or without fraction.
  private static func time(_ text: String) -> Int64? {
    let parts = text.split { "-T:.Z".contains($0) }
    let numbers = parts.prefix(6).compactMap { Int64($0) }
    guard numbers.count == 6, text.hasSuffix("Z") else { return nil }
    let fraction = parts.count > 6 ? Int64((String(parts[6]) + "000000").prefix(6)) ?? 0 : 0
    let midnight = Timestamp(year: Int(numbers[0]), month: Int(numbers[1]), day: Int(numbers[2])).microseconds
    return midnight + ((numbers[3] * 60 + numbers[4]) * 60 + numbers[5]) * 1_000_000 + fraction
  }
}

/// Two readings of "nearly the same": the planted classes must hold under both.
enum Reading: CaseIterable {
  /// Case, punctuation, white space, a few fillers, plural -s.
  case narrow
  /// Many more fillers, and endings cut without mercy.
  case wide

  func signature(_ text: String) -> String {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init).filter { !fillers.contains($0) }.map(stem).joined(
      separator: " ")
  }

  private var fillers: Set<String> {
    let few: Set = ["please", "kindly", "could", "can", "you", "hi", "hello", "hey", "thanks", "the"]
    return self == .narrow
      ? few
      : few.union([
        "a", "an", "some", "any", "do", "does", "did", "is", "are", "was", "were", "be", "just", "really", "this", "that", "i", "my",
      ])
  }

  private func stem(_ word: String) -> String {
    if self == .narrow { return word.count > 3 && word.hasSuffix("s") && !word.hasSuffix("ss") ? String(word.dropLast()) : word }
    for ending in ["ing", "ed", "es", "s", "ly"] where word.hasSuffix(ending) && word.count - ending.count >= 3 && !word.hasSuffix("ss") {
      let rest = String(word.dropLast(ending.count))
      return rest.count > 4 && rest.hasSuffix("e") ? String(rest.dropLast()) : rest
    }
    return word.count > 4 && word.hasSuffix("e") ? String(word.dropLast()) : word
  }
}
