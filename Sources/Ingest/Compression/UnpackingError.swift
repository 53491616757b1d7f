public import Units

/// Why the bytes of a file could not be unpacked, or not to their end.
public struct UnpackingError: Error, CustomStringConvertible {
  /// What was met.
  public enum Reason: Error, Hashable, Sendable {
    /// The last frame or member is cut off.
    case truncated(Packing)
    /// A frame or member is damaged, or something else follows the last one.
    case corrupt(Packing)
    /// A frame or member was unpacked whole, but its checksum differs.
    case wrongChecksum(Packing)
    /// A zstd frame needs a larger window than the limit allows.
    case windowTooLarge(limit: Bytes)
    /// A zstd frame needs a dictionary that was not given, or another one.
    case dictionaryNeeded
    /// There was not enough memory for a decoder.
    case outOfMemory
    /// More layers of packing than ``Unpacker/maximumLayers``.
    case tooManyLayers
    /// An archive or an encoding that has to be converted first.
    case foreign(ForeignFormat, inside: [Packing])
  }

  /// What was met.
  public let reason: Reason
  /// Bytes of the file before the place where it was met.
  public let compressedBytes: Int
  /// Bytes of text that were unpacked before.
  public let rawBytes: Int

  /// "broken after byte 12,345 of the file (45,678 bytes of text): the last zstd frame is cut off".
  public var description: String {
    if case .foreign(let format, let packings) = reason { return format.sentence(inside: packings) }
    let place = "broken after byte \(grouped(compressedBytes)) of the file (\(grouped(rawBytes)) bytes of text): "
    return place + reason.clause
  }
}

extension UnpackingError.Reason {
  fileprivate var clause: String {
    switch self {
    case .truncated(let packing): "the last \(packing) \(packing.unit) is cut off"
    case .corrupt(let packing): "a \(packing) \(packing.unit) is damaged, or is followed by something else"
    case .wrongChecksum(let packing): "the checksum of a \(packing) \(packing.unit) is wrong"
    case .windowTooLarge(let limit):
      "a zstd frame needs a window larger than the limit of \(limit.count >> 20) MiB; compress it again with a smaller one: zstd -dc --memory=2GB FILE | zstd -o FILE2"
    case .dictionaryNeeded: "a zstd frame was compressed with a dictionary, which is needed to unpack it: give it with --zstd-dictionary"
    case .outOfMemory: "there is not enough memory to unpack it"
    case .tooManyLayers: "it is packed more than \(Unpacker.maximumLayers) times over; unpack it first"
    case .foreign(let format, let packings): format.sentence(inside: packings)
    }
  }
}
