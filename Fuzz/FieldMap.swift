@testable import Ingest

/// A text is a map of fields or is not, and what it maps is looked for without harm.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: data, count: count), as: UTF8.self)
  guard let map = try? FieldMap(text) else { return 0 }
  var parser = JSONParser()
  let record = #"{"a":{"b":[{"c":1},"text"],"a.b":2},"a.b":null,"model":"m","messages":[{"role":"user","content":"q"}]}"#
  var padded = Array(record.utf8)
  padded += [UInt8](repeating: 0, count: 64)
  padded.withUnsafeBytes { bytes in
    guard let value = try? parser.parse(UnsafeRawBufferPointer(rebasing: bytes[..<record.utf8.count])) else { fatalError("no JSON") }
    for field in FieldMap.Field.allCases { _ = map.value(field, in: value)?.raw.count }
    var draft = RequestDraft()
    _ = MappedLog(map).read(value, into: &draft)
  }
  return 0
}
