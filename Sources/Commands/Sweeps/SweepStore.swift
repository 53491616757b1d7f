import FoundationEssentials
import Glibc
import Ingest
import Simulation
import Studies
import Units

/// The results of sweeps as JSON lines, appended as they come: a sweep that was interrupted goes on where it stopped, and one with more values
/// replays only those.
///
/// Each line has a key, a digest of the strategy and of all that its figures depend on, so that a file may hold results of several logs.
final class SweepStore {
  private let path: String
  private let descriptor: Int32
  /// Results by key.
  private(set) var known: [String: BriefResult] = [:]
  /// Lines that are no results: cut short by an interruption, or of another version.
  private(set) var unreadable = 0

  /// Opens a file, which is made where it is missing.
  init(_ path: String) throws {
    self.path = path
    descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw Failure(.cannotWrite, "\(path) cannot be written: \(reason(errno)); choose another place.")
    }
    // Two sweeps that append to one file at a time would not know of each other.
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw Failure(.cannotWrite, "Another sweep is writing to \(path); wait for it, or name another file.")
    }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &block, block.count)
      if count <= 0 { break }
      bytes += block[..<count]
      guard bytes.count <= 1 << 30 else { throw Failure(.usage, "\(path) is larger than 1 GiB; that cannot be results of sweeps.") }
    }
    let decoder = JSONDecoder()
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      if let row = try? decoder.decode(StoredResult.self, from: Data(line)), let result = row.result {
        known[row.key] = result
      } else {
        unreadable += 1
      }
    }
    guard unreadable == 0 || !known.isEmpty || bytes.count < 4_096 else {
      throw Failure(.usage, "\(path) holds no results of a sweep; name another file, so that it is not written into.")
    }
    // What an interruption cut short is ended, so that it spoils no line but its own.
    if let last = bytes.last, last != UInt8(ascii: "\n") { try append("\n") }
  }

  deinit { close(descriptor) }

  /// Adds a result to the file.
  func add(_ key: String, _ name: String, _ result: BriefResult) throws {
    known[key] = result
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let data = try encoder.encode(StoredResult(key: key, name: name, result))
    try append(String(decoding: data, as: UTF8.self) + "\n")
  }

  private func append(_ text: String) throws {
    var text = text
    try text.withUTF8 { bytes in
      try writeAll(UnsafeRawBufferPointer(bytes), to: descriptor) { code in
        Failure(.cannotWrite, "\(path) cannot be written to its end: \(reason(code)).")
      }
    }
  }
}

/// A line of the file. Amounts are whole: nanodollars, microseconds.
struct StoredResult: Codable {
  let key: String
  let strategy: String
  let requests: Int
  let hits: Int
  let served: [String: Int]
  let meanMicroseconds: Int64?
  let p50Microseconds: Int64?
  let p95Microseconds: Int64?
  let p99Microseconds: Int64?
  let upstreamNanodollars: Int64?
  let upstreamByModelNanodollars: [Int64]
  let avoidedNanodollars: [String: Int64]
  let infrastructureNanodollars: Int64
  let besideNanodollars: Int64
  let outdated: Double?
  /// Lines of before all were in it have none, and are replayed.
  let wrongAnswers: Double
  let peakBytes: Int

  init(key: String, name: String, _ result: BriefResult) {
    self.key = key
    strategy = name
    requests = result.requests
    hits = result.hits
    served = Dictionary(uniqueKeysWithValues: result.served.map { ($0.key.rawValue, $0.value) })
    meanMicroseconds = result.mean?.count
    p50Microseconds = result.p50?.count
    p95Microseconds = result.p95?.count
    p99Microseconds = result.p99?.count
    upstreamNanodollars = result.upstream?.nanodollars
    upstreamByModelNanodollars = result.upstreamByModel.map(\.nanodollars)
    avoidedNanodollars = Dictionary(uniqueKeysWithValues: result.avoided.map { ($0.key.rawValue, $0.value.nanodollars) })
    infrastructureNanodollars = result.infrastructure.nanodollars
    besideNanodollars = result.beside.nanodollars
    outdated = result.outdated
    wrongAnswers = result.wrongAnswers
    peakBytes = result.peakBytes
  }

  /// The result; `nil` where a kind of answer has a name that this version does not know.
  var result: BriefResult? {
    var out = BriefResult()
    out.requests = requests
    out.hits = hits
    for (name, count) in served {
      guard let source = SavingSource(rawValue: name) else { return nil }
      out.served[source] = count
    }
    out.mean = meanMicroseconds.map { Microseconds($0) }
    out.p50 = p50Microseconds.map { Microseconds($0) }
    out.p95 = p95Microseconds.map { Microseconds($0) }
    out.p99 = p99Microseconds.map { Microseconds($0) }
    out.upstream = upstreamNanodollars.map { Dollars(nanodollars: $0) }
    out.upstreamByModel = upstreamByModelNanodollars.map { Dollars(nanodollars: $0) }
    for (name, amount) in avoidedNanodollars {
      guard let source = SavingSource(rawValue: name) else { return nil }
      out.avoided[source] = Dollars(nanodollars: amount)
    }
    out.infrastructure = Dollars(nanodollars: infrastructureNanodollars)
    out.beside = Dollars(nanodollars: besideNanodollars)
    out.outdated = outdated
    out.wrongAnswers = wrongAnswers
    out.peakBytes = peakBytes
    return out
  }
}
