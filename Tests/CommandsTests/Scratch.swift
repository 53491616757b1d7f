import Foundation
import Glibc
import Testing

/// A temporary folder to run the program in, with a small log in it; gone with the last reference.
final class Scratch {
  let folder: String

  init(withLog: Bool = true) throws {
    folder = NSTemporaryDirectory() + "/hindcast-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    if withLog { write("log.jsonl", try Self.log.get()) }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// A LiteLLM log of 600 requests with hits of an earlier cache, and a model that nobody prices.
  static let spec = """
    name: small
    seed: 7
    requests: 600
    span: 20d
    format: litellm
    models:
      - {name: gpt-4.1, provider: openai, share: 0.6, input_price: 2, output_price: 8}
      - {name: home-made-7b, provider: local, share: 0.4, input_price: 2, output_price: 8}
    exact_share: 0.3
    near_share: 0.1
    logged_cache_hit_share: 0.2
    """

  private static let log = Result {
    let scratch = try Scratch(withLog: false)
    scratch.write("spec.yaml", spec)
    let run = try scratch.run("generate", "spec.yaml", "-o", "log.jsonl", "--quiet")
    try #require(run.code == 0, "\(run.errors)")
    return scratch.bytes("log.jsonl")
  }

  func path(_ name: String) -> String { folder + "/" + name }

  func bytes(_ name: String) -> Data { FileManager.default.contents(atPath: path(name)) ?? Data() }

  func text(_ name: String) -> String { String(decoding: bytes(name), as: UTF8.self) }

  func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

  /// All names in the folder, hidden ones too.
  var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted() }

  func write(_ name: String, _ data: Data) {
    if !FileManager.default.createFile(atPath: path(name), contents: data) { Issue.record("\(name) cannot be written") }
  }

  func write(_ name: String, _ text: String) { write(name, Data(text.utf8)) }

  func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(atPath: path(name), withIntermediateDirectories: true)
  }

  func json(_ name: String) throws -> JSON { JSON(try JSONSerialization.jsonObject(with: bytes(name))) }

  /// Runs `hindcast` here.
  func run(
    _ arguments: String..., input: String = "/dev/null", terminal: String? = nil, environment: [String: String] = [:]
  ) throws -> Program.Run {
    try Program.run(arguments, in: folder, input: input, terminal: terminal, environment: environment)
  }

  /// Runs a shell script here, in which `$HINDCAST` is the program.
  func shell(_ script: String) throws -> Program.Run { try Program.run(["-c", script], in: folder, program: "/bin/sh") }

  /// What is not as the schema of the repository says in a file of JSON; the first of it.
  func complaints(_ file: String, against schema: String) throws -> String {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Reports/schemas")
    return try Schema(folder: folder).complaints(about: text(file), against: schema).prefix(4).joined(separator: "\n")
  }

  /// Compiles the log.
  func compile() throws {
    let run = try run("compile", "log.jsonl", "-o", "log.trace", "--quiet")
    try #require(run.code == 0, "\(run.errors)")
  }
}

/// A JSON value to look into.
struct JSON {
  let value: Any

  init(_ value: Any) { self.value = value }

  subscript(_ name: String) -> JSON { JSON((value as? [String: Any])?[name] ?? NSNull()) }
  var items: [JSON] { (value as? [Any] ?? []).map { JSON($0) } }
  var names: [String] { (value as? [String: Any])?.keys.sorted() ?? [] }
  var string: String? { value as? String }
  var int: Int? { value as? Int }
  var double: Double? { value as? Double }
  var isNull: Bool { value is NSNull }

  /// The value without the members of these names, at any depth.
  func without(_ names: Set<String>) -> JSON {
    if let object = value as? [String: Any] {
      return JSON(object.filter { !names.contains($0.key) }.mapValues { JSON($0).without(names).value })
    }
    if let array = value as? [Any] { return JSON(array.map { JSON($0).without(names).value }) }
    return self
  }

  /// The value as text that is the same for the same value.
  var canonical: String {
    let data = try? JSONSerialization.data(withJSONObject: value, options: [.sortedKeys, .prettyPrinted, .fragmentsAllowed])
    return String(decoding: data ?? Data(), as: UTF8.self)
  }
}

/// The rows of a CSV table by the names of its header; cells in quotes may hold anything.
func rows(ofCSV text: String) -> [[String: String]] {
  let bytes = Array(text.utf8)
  var records: [[String]] = [[]]
  var cell: [UInt8] = []
  var isQuoted = false
  for (index, byte) in bytes.enumerated() {
    switch byte {
    case UInt8(ascii: "\""):
      // Inside quotes, a doubled one stands for itself: the first closes, the second opens again.
      if !isQuoted, index > 0, bytes[index - 1] == byte { cell.append(byte) }
      isQuoted.toggle()
    case UInt8(ascii: ",") where !isQuoted, UInt8(ascii: "\n") where !isQuoted:
      records[records.count - 1].append(String(decoding: cell, as: UTF8.self))
      cell = []
      if byte == UInt8(ascii: "\n") { records.append([]) }
    default: cell.append(byte)
    }
  }
  guard let header = records.first else { return [] }
  return records.dropFirst().dropLast().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
}
