/// The settings of Redis that its evictions depend on, with Redis's own defaults.
public struct RedisEviction: Hashable, Sendable {
  /// `maxmemory-samples`: how many entries are looked at for each eviction.
  public var samples: Int
  /// `lfu-decay-time`: after how many minutes without a use a counter goes down by one; 0 for never.
  public var decayMinutes: Int
  /// `lfu-log-factor`: how much harder each further step of a counter is.
  public var logFactor: Int

  /// Settings.
  public init(samples: Int = 5, decayMinutes: Int = 1, logFactor: Int = 10) {
    self.samples = samples
    self.decayMinutes = decayMinutes
    self.logFactor = logFactor
  }
}
