internal import Synchronization
public import Units

/// The bytes of a source without their packing, which is recognised by its first bytes: zstd, gzip, one inside the other, or none.
///
/// Everything that can be unpacked is given before an ``UnpackingError`` is thrown, and output never takes more memory than the
/// caller's buffer: a bomb is slow, not large. One thread may read while others look at the counts.
public final class Unpacker: ByteSource, LendingSource, @unchecked Sendable {
  /// Layers of packing that are opened.
  public static let maximumLayers = 4

  /// What was found, from the outside in: "plain", "zstd", "gzip > zstd".
  public let packing: String

  private let file: Intake
  private let top: Intake
  private var fault: (any Error)?
  private let taken = Atomic(0)
  private let given = Atomic(0)

  /// Looks at the first bytes of `source` to see how they are packed; what is wrong with them is thrown by the first read.
  ///
  /// zstd frames may use a window of up to `windowLimit` bytes, and `dictionary` if it is not empty.
  public init(_ source: any ByteSource, windowLimit: Bytes = Bytes(128 << 20), dictionary: [UInt8] = []) {
    file = Intake(source)
    var top = file
    var packings: [Packing] = []
    do {
      while case .packed(let packing) = Signature.recognise(top.peek(Signature.length)) {
        guard packings.count < Self.maximumLayers else { throw UnpackingError.Reason.tooManyLayers }
        packings.append(packing)
        switch packing {
        case .gzip: top = Intake(try GzipDecoder(top))
        case .zstd, .framedZstd:
          top = Intake(
            try ZstdDecoder(top, windowLimit: windowLimit, dictionary: dictionary, isFramed: packing == .framedZstd))
        }
      }
      switch Signature.recognise(top.peek(Signature.length)) {
      case .foreign(let format): throw UnpackingError.Reason.foreign(format, inside: packings)
      case .plain(mark: true): top.take(3)
      case .plain, .packed: break
      }
    } catch {
      fault = error
    }
    self.top = top
    packing = packings.isEmpty ? "plain" : packings.map(\.description).joined(separator: " > ")
  }

  /// Bytes of the source that were unpacked so far.
  public var compressedBytes: Int { taken.load(ordering: .relaxed) }

  /// Bytes of text that were given so far.
  public var rawBytes: Int { given.load(ordering: .relaxed) }

  /// Gives the next bytes of text.
  /// - Throws: ``UnpackingError``, again and again; errors of the source as they are.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    try counted(\.self) { try top.read(into: buffer) }
  }

  func willLend(_ blocks: Int, of most: Int) -> Bool { fault == nil && top.willLend(blocks, of: most) }

  func lend() throws -> UnsafeRawBufferPointer {
    try counted(\.count) { try top.lend() }
  }

  /// Counts what `give` gives.
  private func counted<Bytes>(_ size: (Bytes) -> Int, _ give: () throws -> Bytes) throws -> Bytes {
    do {
      if let fault { throw fault }
      let bytes = try give()
      taken.store(file.taken, ordering: .relaxed)
      given.add(size(bytes), ordering: .relaxed)
      return bytes
    } catch let reason as UnpackingError.Reason {
      taken.store(file.taken, ordering: .relaxed)
      throw UnpackingError(reason: reason, compressedBytes: compressedBytes, rawBytes: rawBytes)
    }
  }
}
