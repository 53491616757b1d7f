@testable import Ingest

/// Records of any container are the same however the bytes come in, and stand where they say.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  let whole = records(ArraySource(bytes))
  precondition(records(ArraySource(bytes, most: 13)) == whole)
  var last = -1
  for record in whole {
    precondition(record.offset > last && record.offset <= count && record.line >= 1)
    last = record.offset
  }
  return 0
}

private struct Found: Equatable {
  let bytes: [UInt8]
  let line: Int
  let offset: Int
  let fault: String?
}

private func records(_ source: any ByteSource) -> [Found] {
  var reader = RecordReader(source, threads: 1, maximumRecord: 4_096)
  var found: [Found] = []
  try? reader.forEachRecord { record in
    found.append(Found(bytes: Array(record.bytes), line: record.line, offset: record.offset, fault: record.fault))
    return found.count < 10_000
  }
  return found
}
