@testable import Ingest

/// JSON of any kind is rejected, or can be walked through to its end, twice with the same result.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  // A parser may read 64 bytes behind its text.
  let padded = UnsafeMutableRawBufferPointer.allocate(byteCount: count + 64, alignment: 16)
  defer { padded.deallocate() }
  padded.initializeMemory(as: UInt8.self, repeating: 0)
  padded.copyMemory(from: UnsafeRawBufferPointer(start: data, count: count))
  let text = UnsafeRawBufferPointer(rebasing: padded[..<count])
  var parser = JSONParser()
  var inner = JSONParser()
  guard let value = try? parser.parse(text) else { return 0 }
  let walked = walk(value, &inner)
  let print = value.fingerprint(tag: 1)
  guard let again = try? parser.parse(text) else { fatalError("accepted once") }
  precondition(walk(again, &inner) == walked && again.fingerprint(tag: 1) == print)
  return 0
}

private func walk(_ value: JSONValue, _ inner: inout JSONParser) -> Int {
  var sum = value.raw.count &+ (value.int ?? 0) &+ (value.bool == true ? 1 : 0)
  if let number = value.double { sum &+= number.isNaN ? 1 : 2 }
  if let text = value.string {
    sum &+= text.utf8.count
    if let nested = try? inner.parse(textOf: value) { sum &+= nested.count }
  }
  for element in value.elements { sum &+= walk(element, &inner) }
  value.forEachMember { key, member in
    sum &+= key.string.utf8.count
    guard value[named: key.string] != nil else { fatalError("a member that is not found") }
    sum &+= walk(member, &inner)
  }
  return sum
}
