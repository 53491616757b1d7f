@testable import Ingest

/// Text of any kind is no value of Python's, or becomes JSON that a parser takes, if it was UTF-8 at all.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = UnsafeRawBufferPointer(start: data, count: count)
  guard let json = PythonLiteral.json(text) else { return 0 }
  var parser = JSONParser()
  let isRead = json.withUnsafeBytes { (try? parser.parse($0)) != nil }
  precondition(isRead || String(validating: text, as: UTF8.self) == nil, "JSON that is none")
  return 0
}
