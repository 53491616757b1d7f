import Ingest

@testable import Traces

/// A trace file in which bytes were changed, its checksums with them, is read as a sound trace or rejected; so are any bytes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = UnsafeBufferPointer(start: data, count: count)
  check(Array(input))
  var file = sample
  // Three bytes a change: where, and what to.
  for index in stride(from: 0, to: count - 2, by: 3) {
    file[(Int(input[index]) << 8 | Int(input[index + 1])) % file.count] = input[index + 2]
  }
  check(file)
  mend(&file)
  check(file)
  return 0
}

/// A trace of a few requests with everything that traces have.
private let sample: [UInt8] = {
  let log = """
    {"id":"1","call_type":"completion","startTime":1795165200.5,"endTime":1795165201,"model":"m","model_parameters":{"temperature":0.5},\
    "messages":[{"role":"user","content":"q"}],"response":{"choices":[{"message":{"content":"a"}}]},"prompt_tokens":3,\
    "completion_tokens":2,"end_user":"u","metadata":{"user_api_key_team_id":"t"}}
    {"id":"1_cache_hit5.5","call_type":"completion","startTime":1795165202.5,"endTime":1795165203,"model":"m","model_parameters":{},\
    "messages":[{"role":"user","content":"q"}],"cache_hit":true,"prompt_tokens":3,"completion_tokens":2}
    broken
    """
  var options = IngestOptions()
  options.sampledShare = 0.5
  let bytes = Array(log.utf8)
  guard let result = try? Ingest.read([LogInput(name: "log", size: nil) { ArraySource(bytes) }], options: options),
    let file = try? result.trace.encoded()
  else { fatalError("no sample") }
  return file
}()

private func check(_ bytes: [UInt8]) {
  bytes.withUnsafeBytes { _ = try? TraceFileInfo(decoding: $0) }
  guard let trace = try? Trace(decoding: bytes) else { return }
  guard let file = try? trace.encoded(), let again = try? Trace(decoding: file) else { fatalError("a trace that is not consistent") }
  precondition(again == trace)
}

/// Makes all checksums right, as far as the directory makes sense. Layout: Format.md.
private func mend(_ file: inout [UInt8]) {
  func number(_ offset: Int, _ count: Int) -> Int {
    (0..<count).reduce(0) { $0 | Int(file[offset + $1]) << (8 * $1) }
  }
  func write(_ value: UInt64, at offset: Int) {
    for index in 0..<8 { file[offset + index] = UInt8(truncatingIfNeeded: value >> UInt64(8 * index)) }
  }
  let sections = number(12, 4)
  var place = 32 + 64 * sections
  guard sections < 200, place <= file.count else { return }
  for section in 0..<sections {
    let entry = 32 + 64 * section
    let size = number(entry + 48, 6)
    guard size <= file.count - place else { return }
    write(file.withUnsafeBytes { checksum(UnsafeRawBufferPointer(rebasing: $0[place..<place + size])) }, at: entry + 56)
    place += size
  }
  let head = Array(file[..<24] + file[32..<32 + 64 * sections])
  write(head.withUnsafeBytes { checksum($0) }, at: 24)
}
