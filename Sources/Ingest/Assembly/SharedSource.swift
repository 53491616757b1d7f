internal import Traces
internal import Units

extension LogSummary.Source {
  /// Takes up another source, where there are too many for an entry each.
  mutating func absorb(_ other: LogSummary.Source) {
    if !name.hasPrefix(Self.shared) { name = "\(Self.shared)\(name)" }
    if packing != other.packing { packing = "various" }
    if format.isEmpty { format = other.format } else if !other.format.isEmpty, format != other.format { format = "various" }
    matched += other.matched
    examined += other.examined
    bytesIn += other.bytesIn
    bytesOut += other.bytesOut
    records += other.records
    requests += other.requests
    let both = InputDigest()
    Array((digest + other.digest).utf8).withUnsafeBytes { both.update($0) }
    digest = both.text
    if let broken = other.fault, fault == nil { fault = "\(other.name): \(broken)" }
  }

  private static let shared = "all files from "
}
