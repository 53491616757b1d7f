@testable import Ingest

/// Rows under a header are JSON objects of its columns, or say what is wrong with them.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array("first,second\n".utf8) + Array(UnsafeBufferPointer(start: data, count: count))
  var reader = RecordReader(ArraySource(bytes), threads: 1)
  var parser = JSONParser()
  try? reader.forEachRecord { record in
    guard record.fault == nil, !record.isOversize, let value = try? parser.parse(record.bytes), value.kind == .object else { return true }
    // Whatever the text is, it may also be read as another container, whose records have other names.
    if let first = value["first"], value["second"] != nil, value.count == 2 { precondition(first.kind == .string || first.isNull) }
    return true
  }
  bytes.withUnsafeBytes { bytes in
    for head in [bytes, UnsafeRawBufferPointer(rebasing: bytes[13...])] {
      if let layout = CSV.layout(of: head, isWhole: false) { precondition(layout.preface <= head.count) }
      _ = CSV.whyNoTable(head)
    }
  }
  for separator in [UInt8(ascii: ","), 9, UInt8(ascii: ";"), UInt8(ascii: "|")] {
    let fields = bytes.withUnsafeBytes { CSV.fields(of: $0, separator: separator) } ?? []
    precondition(fields.count <= CSV.maximumFields && fields.reduce(0) { $0 + $1.text.count } <= bytes.count)
  }
  return 0
}
