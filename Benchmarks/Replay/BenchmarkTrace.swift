import Caching
import Foundation
import Simulation
import Traces

/// Requests as libCacheSim reads them too (oracleGeneral): u32 second, u64 object, u32 size, i64 number of the next request for the object.
struct BenchmarkTrace {
  var seconds: [UInt32] = []
  var objects: [UInt64] = []
  var sizes: [UInt32] = []

  /// Objects drawn by Zipf's law, over 30 days; sizes between 64 bytes and 60 kB, most of them small.
  static func make(requests: Int, objects: Int, alpha: Double, seed: UInt64) -> BenchmarkTrace {
    var zipf = ZipfDraw(objects: objects, alpha: alpha, seed: seed)
    var trace = BenchmarkTrace()
    for index in 0..<requests {
      let object = mix(UInt64(zipf.next()) &+ 1) >> 1
      trace.seconds.append(UInt32(1 + index * 2_592_000 / requests))
      trace.objects.append(object)
      trace.sizes.append(Self.size(of: object))
    }
    return trace
  }

  func write(to path: String) throws {
    var next = [Int64](repeating: .max, count: objects.count)
    var later: [UInt64: Int64] = [:]
    for index in objects.indices.reversed() {
      next[index] = later[objects[index]] ?? .max
      later[objects[index]] = Int64(index)
    }
    var bytes = Data(count: objects.count * 24)
    bytes.withUnsafeMutableBytes { raw in
      for index in objects.indices {
        raw.storeBytes(of: seconds[index], toByteOffset: index * 24, as: UInt32.self)
        raw.storeBytes(of: objects[index], toByteOffset: index * 24 + 4, as: UInt64.self)
        raw.storeBytes(of: sizes[index], toByteOffset: index * 24 + 12, as: UInt32.self)
        raw.storeBytes(of: next[index], toByteOffset: index * 24 + 16, as: Int64.self)
      }
    }
    try bytes.write(to: URL(filePath: path))
  }

  static func read(_ path: String) throws -> BenchmarkTrace {
    let bytes = try Data(contentsOf: URL(filePath: path), options: .alwaysMapped)
    var trace = BenchmarkTrace()
    bytes.withUnsafeBytes { raw in
      for record in stride(from: 0, to: raw.count - 23, by: 24) {
        trace.seconds.append(raw.loadUnaligned(fromByteOffset: record, as: UInt32.self))
        trace.objects.append(raw.loadUnaligned(fromByteOffset: record + 4, as: UInt64.self))
        trace.sizes.append(raw.loadUnaligned(fromByteOffset: record + 12, as: UInt32.self))
      }
    }
    return trace
  }

  /// Between 64 bytes and 60 kB, most of them small.
  static func size(of object: UInt64) -> UInt32 {
    let unit = Double(mix(object) >> 11) * 0x1p-53
    return 64 + UInt32(unit * unit * unit * unit * 60_000)
  }

  /// The same as calls.
  func traffic(_ requests: CountedRequests) -> Traffic {
    var calls = CallTraffic(objects: requests.count)
    for (index, id) in requests.ids.enumerated() {
      let arrival = Int64(seconds[index]) * 1_000_000 + Int64(mix(UInt64(index)) >> 45)
      calls.add(Int(id), at: arrival, bytes: sizes[index])
    }
    return calls.finish()
  }
}
