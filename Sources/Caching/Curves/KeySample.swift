internal import Units

/// The requests of a random part of the keys, all of them: sampling by key keeps repeats (law 35).
struct KeySample: Sendable {
  /// Their keys, numbered anew, and what came with them.
  let requests: CountedRequests
  /// How many there would be if all keys were asked for alike often.
  let expected: Double

  /// - Parameters:
  ///   - range: keys whose hash, 0 to 1, is in it.
  ///   - draws: what they are hashed with.
  init(_ all: CountedRequests, _ range: Range<Double>, draws: Draws) {
    var numbers = [UInt32](repeating: .max, count: all.count)
    // Bits, so that the many that are not in the sample cost little memory to pass over.
    let members = Slots<UInt64>(repeating: 0, count: all.count / 64 + 1)
    var count: UInt32 = 0
    for key in 0..<all.count where range.contains(draws.unit(UInt64(key), 0x5A3)) {
      numbers[key] = count
      members[key / 64] |= 1 << UInt64(key % 64)
      count += 1
    }
    func isMember(_ id: UInt32) -> Bool { members[Int(id / 64)] & (1 << UInt64(id % 64)) != 0 }
    let share = range.upperBound - range.lowerBound
    var ids: [UInt32] = []
    ids.reserveCapacity(Int(1.2 * share * Double(all.ids.count)))
    guard all.sizes != nil || all.times != nil || all.deadlines != nil else {
      for id in all.ids where isMember(id) { ids.append(numbers[Int(id)]) }
      requests = CountedRequests(ids: ids, count: Int(count))
      expected = share * Double(all.ids.count)
      return
    }
    var (sizes, times, deadlines): ([UInt32], [Int64], [Int64]) = ([], [], [])
    for (index, id) in all.ids.enumerated() where isMember(id) {
      ids.append(numbers[Int(id)])
      if let size = all.sizes?[index] { sizes.append(size) }
      if let time = all.times?[index] { times.append(time) }
      if let deadline = all.deadlines?[index] { deadlines.append(deadline) }
    }
    requests = CountedRequests(
      ids: ids, count: Int(count), sizes: all.sizes.map { _ in sizes }, times: all.times.map { _ in times },
      deadlines: all.deadlines.map { _ in deadlines })
    expected = share * Double(all.ids.count)
  }
}
