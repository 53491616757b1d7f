@testable import Ingest

/// JSON of any kind is rejected, or can be walked through to its end, twice with the same result; and anything in the place of a value of a
/// known form is taken where a parser takes it that knows no forms.
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
  inForm(text, &parser)
  guard let value = try? parser.parse(text) else { return 0 }
  let walked = walk(value, &inner)
  let print = value.fingerprint(tag: 1)
  guard let again = try? parser.parse(text) else { fatalError("accepted once") }
  precondition(walk(again, &inner) == walked && again.fingerprint(tag: 1) == print)
  return 0
}

private func inForm(_ text: UnsafeRawBufferPointer, _ parser: inout JSONParser) {
  _ = Array(#"{"a":"x","b":1}"#.utf8).withUnsafeBytes { try? parser.parse($0).count }
  for (open, close) in [(#"{"a":"#, #","b":1}"#), (#"{"a":""#, #"","b":1}"#), (#"{"a":null,"b":"#, "}")] {
    let whole = Array(open.utf8) + text + Array(close.utf8)
    whole.withUnsafeBytes { whole in
      var bytewise = JSONParser(level: 0)
      let expected = (try? bytewise.parse(whole))?.fingerprint(tag: 1)
      precondition((try? parser.parse(whole))?.fingerprint(tag: 1) == expected, "a form changes what a text means")
    }
  }
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
