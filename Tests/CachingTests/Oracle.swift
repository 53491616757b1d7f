import CZstd
import Foundation

/// libCacheSim's CloudPhysics trace, where it is: records of 24 bytes, little endian (u32 time, u64 id, u32 size, i64 next access).
enum Oracle {
  private static let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "../../../shared/data/oracle/cloudPhysicsIO.oracleGeneral.bin.zst")

  static var isThere: Bool { FileManager.default.fileExists(atPath: file.path) }

  /// Ids by first appearance, sizes in bytes, and the number of ids.
  static func load() -> (ids: [UInt32], sizes: [UInt32], count: Int)? {
    guard let packed = try? Data(contentsOf: file) else { return nil }
    let size = packed.withUnsafeBytes { ZSTD_getFrameContentSize($0.baseAddress, $0.count) }
    guard size < 1 << 30 else { return nil }
    var bytes = [UInt8](repeating: 0, count: Int(size))
    let written = packed.withUnsafeBytes { ZSTD_decompress(&bytes, bytes.count, $0.baseAddress, $0.count) }
    guard written == bytes.count else { return nil }
    var numbers: [UInt64: UInt32] = [:]
    var ids: [UInt32] = []
    var sizes: [UInt32] = []
    bytes.withUnsafeBytes { raw in
      for record in stride(from: 0, to: raw.count - 23, by: 24) {
        let id = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: record + 4, as: UInt64.self))
        let next = UInt32(numbers.count)
        ids.append(numbers[id] ?? next)
        if numbers[id] == nil { numbers[id] = next }
        sizes.append(UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: record + 12, as: UInt32.self)))
      }
    }
    return (ids, sizes, numbers.count)
  }
}
