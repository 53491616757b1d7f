/// What a tier stores, and the integral of that over time, exact in whole byte-microseconds.
struct StorageMeter {
  private(set) var entries = 0
  private(set) var bytes = 0
  private(set) var peakEntries = 0
  private(set) var peakBytes = 0

  /// From the first arrival to the last: what is billed (law 23).
  private let span: ClosedRange<Int64>
  private var since: Int64
  private var byteMicroseconds: UInt128 = 0

  init(span: ClosedRange<Int64>) {
    self.span = span
    since = span.lowerBound
  }

  /// Adds to (or takes from) what is stored, at a time that is not before the last one.
  @inline(__always)
  mutating func change(entries entryChange: Int, bytes byteChange: Int, at now: Int64) {
    advance(to: now)
    entries &+= entryChange
    bytes &+= byteChange
    guard now <= span.upperBound else { return }
    peakEntries = max(peakEntries, entries)
    peakBytes = max(peakBytes, bytes)
  }

  /// Writes down what was stored up to the last arrival.
  mutating func close(_ use: inout TierUse) {
    advance(to: span.upperBound)
    use.byteMicroseconds = Double(byteMicroseconds)
    use.peakBytes = peakBytes
    use.peakEntries = peakEntries
  }

  @inline(__always)
  private mutating func advance(to now: Int64) {
    let until = min(now, span.upperBound)
    guard until > since else { return }
    let product = UInt64(bitPattern: until &- since).multipliedFullWidth(by: UInt64(bitPattern: Int64(bytes)))
    byteMicroseconds &+= UInt128(product.high) << 64 | UInt128(product.low)
    since = until
  }
}
