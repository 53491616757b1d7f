/// What a request asked of a cache on its way, beyond the flags of ``RequestFlags`` (law 11): a value of ``KeyField/cacheControls``.
public struct CacheControls: Sendable, Hashable {
  /// Stands for "not asked for" in ``ttl`` and ``maximumAge``.
  public static let nothing: Int64 = -1

  /// The TTL for its answer, in microseconds, or ``nothing``.
  public var ttl: Int64
  /// The greatest age of an answer that it takes, in microseconds, or ``nothing``.
  public var maximumAge: Int64
  /// The dense id of the key that it names; 0 where it names none.
  public var key: UInt32
  /// Whether it asks for the cache where that is off by default.
  public var wantsCache: Bool

  /// Controls; the defaults ask for nothing.
  public init(ttl: Int64 = Self.nothing, maximumAge: Int64 = Self.nothing, key: UInt32 = 0, wantsCache: Bool = false) {
    self.ttl = ttl
    self.maximumAge = maximumAge
    self.key = key
    self.wantsCache = wantsCache
  }

  /// Whether all numbers are within the limits of a trace.
  func isPlausible(keys: Int) -> Bool {
    let range = Self.nothing...Requests.limit
    return range ~= ttl && range ~= maximumAge && Int(key) <= keys
  }
}
