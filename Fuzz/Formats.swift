@testable import Ingest
import Traces

/// A log of whatever format gives a sound trace or an error: one that can be written and read again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  check(bytes, IngestOptions())
  // And as a format that it need not be, told by its length.
  var forced = IngestOptions()
  forced.format = LogFormats.registry[count % LogFormats.registry.count].name
  forced.keepsTexts = true
  check(bytes, forced)
  return 0
}

private func check(_ bytes: [UInt8], _ options: IngestOptions) {
  var options = options
  options.threads = 1
  guard let result = try? Ingest.read([LogInput(name: "log", size: bytes.count) { ArraySource(bytes) }], options: options) else { return }
  guard let file = try? result.trace.encoded(), let again = try? Trace(decoding: file) else {
    fatalError("a trace that is not consistent")
  }
  precondition(again == result.trace)
}
