import Ingest

/// Bytes are the keys of a trace or are not, also where their checksum is right.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let digest = String(repeating: "0", count: 64)
  var bytes = Array("HINDKEYS".utf8) + Array(UnsafeBufferPointer(start: data, count: count))
  _ = try? TraceKeys(decoding: bytes, for: digest)
  bytes += Array(digest.utf8)
  var hash = SHA256()
  bytes.withUnsafeBytes { hash.update($0) }
  bytes += Array(hash.hexadecimal.utf8)
  if let keys = try? TraceKeys(decoding: bytes, for: digest) { precondition(keys.encoded(for: digest) == bytes) }
  return 0
}
