import Caching
import Foundation
import Testing

/// Miss counts equal to those of libCacheSim 0.3.5 (the wheel from PyPI), stored in Fixtures/libcachesim.json.
@Suite struct LibCacheSimTests {
  struct Fixture: Decodable {
    struct Large: Decodable {
      var alpha: Double
      var in_bytes: Bool
      var capacity: Int
      var checksum: UInt64
      var misses: [String: Int]
    }
    var large: [Large]
    /// Per trace and policy: the number of misses, and the checksum of what each request was.
    var small: [[String: String]]
  }

  static let fixture = Result {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/libcachesim.json")
    return try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: file))
  }

  @Test("Zipf traces of 200,000 requests, at 0.1 to 50 % of the objects, in entries and in bytes", arguments: [0.8, 1.0, 1.2])
  func zipf(alpha: Double) throws {
    let (ids, objectSizes) = Traces.zipf(alpha)
    let requests = CountedRequests(ids: ids, count: objectSizes.count, sizes: ids.map { objectSizes[Int($0)] })
    let checksum = Traces.checksum((ids + objectSizes).lazy.map(UInt64.init))
    let cases = try Self.fixture.get().large.filter { $0.alpha == alpha }
    #expect(cases.count == 8)
    for row in cases {
      try #require(row.checksum == checksum, "the trace is not the one that the wheel counted")
      #expect(row.misses.count == 9)
      let capacity: Capacity = row.in_bytes ? .bytes(row.capacity, overhead: .none) : .entries(row.capacity)
      for (name, expected) in row.misses.sorted(by: { $0.key < $1.key }) {
        let misses = Self.replay(name, requests, capacity).misses
        if name == "w-tinylfu" {
          // Its sketch is hashed otherwise.
          #expect(abs(misses - expected) <= expected / 100, "\(name) at \(capacity): \(misses), libCacheSim \(expected)")
        } else {
          #expect(misses == expected, "\(name) at \(capacity)")
        }
      }
    }
  }

  @Test("400 random traces with changing sizes, request by request")
  func small() throws {
    for (seed, expected) in try Self.fixture.get().small.enumerated() {
      let trace = Traces.small(seed)
      let requests = CountedRequests(ids: trace.ids, count: trace.keys, sizes: trace.sizes)
      let capacity: Capacity = trace.inBytes ? .bytes(trace.capacity, overhead: .none) : .entries(trace.capacity)
      for (name, result) in expected.sorted(by: { $0.key < $1.key }) {
        let replay = Self.replay(name, requests, capacity, recordsHits: true)
        let checksum = String(Traces.checksum(replay.hits.lazy.map { $0 ? 1 : 0 }), radix: 16)
        let padded = String(repeating: "0", count: 16 - checksum.count) + checksum
        #expect("\(replay.misses):\(padded)" == result, "\(name), seed \(seed)")
      }
    }
    #expect(try Self.fixture.get().small.count == 400)
  }

  static func replay(_ name: String, _ requests: CountedRequests, _ capacity: Capacity, recordsHits: Bool = false) -> CountingReplay {
    guard let policy = EvictionPolicy(rawValue: name) else {
      precondition(name == "belady")
      return CountingReplay(belady: requests, capacity: capacity, recordsHits: recordsHits)
    }
    return CountingReplay(policy, requests, capacity: capacity, recordsHits: recordsHits)
  }
}
