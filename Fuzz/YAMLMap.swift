import Ingest
import Scenarios

/// A text is a YAML file of fields or is not, and what is wrong is said in a line.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: data, count: count), as: UTF8.self)
  do {
    let pairs = try MapFile.read(text, file: "map.yaml")
    _ = try? FieldMap(pairs.map { ($0.field, $0.path) })
  } catch {
    precondition(!"\(error)".isEmpty)
  }
  return 0
}
