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
    var state = seed
    func bits() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      return mix(state)
    }
    var total = 0.0
    let cdf = (0..<objects).map { rank in
      total += pow(Double(rank + 1), -alpha)
      return total
    }
    var trace = BenchmarkTrace()
    for index in 0..<requests {
      let point = Double(bits() >> 11) * 0x1p-53 * total
      var (low, high) = (0, objects)
      while low < high {
        let middle = (low + high) / 2
        if point < cdf[middle] { high = middle } else { low = middle + 1 }
      }
      let object = mix(UInt64(min(low, objects - 1)) &+ 1) >> 1
      trace.seconds.append(UInt32(1 + index * 2_592_000 / requests))
      trace.objects.append(object)
      let u = Double(mix(object) >> 11) * 0x1p-53
      trace.sizes.append(64 + UInt32(u * u * u * u * 60_000))
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

  /// The same as calls of four models, of 0.3 to 20 seconds.
  func traffic(_ requests: CountedRequests) -> Traffic {
    var builder = TraceBuilder()
    let models = ["a", "b", "c", "d"].map { builder.addName($0, to: .model) }
    let parameters = models.map { model in
      builder.addParameters(KeyField.ofParameters.map { $0 == .model ? model : $0 == .endpoint ? UInt32(Endpoint.chat.rawValue) : 0 })
    }
    var prompts: [UInt32] = []
    for id in 0..<UInt32(requests.count) {
      let text = builder.addText(spelling: id + 1, fillers: id + 1, stems: id + 1)
      prompts.append(builder.addPrompt([text, 0, text, 0]))
    }
    let caller = builder.addCaller([0, 0, 0, 0, 0])
    for (index, id) in requests.ids.enumerated() {
      let bits = Self.mix(UInt64(index))
      var request = Request()
      request.arrival = Int64(seconds[index]) * 1_000_000 + Int64(bits >> 45)
      request.duration = 300_000 + Int64(bits & 0xFFFF) * 300
      request.prompt = prompts[Int(id)]
      request.parameters = parameters[Int(Self.mix(UInt64(id)) & 3)]
      request.caller = caller
      request.answerBytes = sizes[index]
      request.line = UInt32(truncatingIfNeeded: index)
      builder.append(request)
    }
    let trace = builder.finish()
    let count = trace.requests.count
    let costs = trace.requests.answerBytes.map { Int64($0) * 600 }
    return Traffic(trace: trace, duration: trace.requests.duration, cost: costs, isEstimated: Array(repeating: false, count: count))
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
