/// What strings take in the memory of Redis 7.0 with the jemalloc of Debian, to the byte.
///
/// Measured on Redis 7.0.15 with keys of 16 to 80 bytes and values of 44 to 50,000, with and without a TTL: 90 points, the largest difference
/// 0.06 bytes per entry. An entry is a dictionary entry, its key as a string, and its value, embedded in the object up to 44 bytes. Redis 8 lays
/// entries out otherwise.
public enum RedisEntry {
  /// What a server takes with nothing in it: code tables, one client, and the latency histograms of the commands that a cache uses. Measured:
  /// 989.65 kB in every policy and at every limit.
  public static let fixedBytes = 989_650

  /// The same where nothing is evicted: what was stored while the client's buffer was small stays. Measured with six limits: 973.4 to 973.7 kB.
  public static let fixedBytesWithoutEviction = 973_550

  /// One entry: dictionary entry, key, value, and the entry of the dictionary of TTLs. Without ``tableBytes(entries:expires:)``.
  public static func bytes(key: Int, value: Int, expires: Bool) -> Int {
    let dictionaryEntry = sizeClass(24)
    return dictionaryEntry + string(key) + object(value) + (expires ? dictionaryEntry : 0)
  }

  /// The bucket arrays of the dictionaries of keys and of TTLs: a pointer per bucket, as many buckets as the power of two from the number of
  /// entries on, at least 4.
  public static func tableBytes(entries: Int, expires: Bool) -> Int {
    guard entries > 0 else { return 0 }
    let buckets = max(4, entries == 1 ? 1 : 1 << (Int.bitWidth - (entries - 1).leadingZeroBitCount))
    return 8 * buckets * (expires ? 2 : 1)
  }

  /// A string object; up to 44 bytes are embedded in it.
  private static func object(_ length: Int) -> Int {
    length <= 44 ? sizeClass(16 + 3 + length + 1) : sizeClass(16) + string(length)
  }

  /// A string: header by length, the bytes, a terminating zero.
  private static func string(_ length: Int) -> Int {
    let header = length < 256 ? 3 : length < 65_536 ? 5 : 9
    return sizeClass(header + length + 1)
  }

  /// The size class of jemalloc that holds `bytes`: multiples of 16 up to 128, from there four steps per doubling.
  static func sizeClass(_ bytes: Int) -> Int {
    guard bytes > 128 else { return max(16, (bytes + 15) / 16 * 16) }
    let doubling = Int.bitWidth - 1 - (bytes - 1).leadingZeroBitCount
    let step = 1 << (doubling - 2)
    return (bytes + step - 1) / step * step
  }
}
