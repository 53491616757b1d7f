import Ingest
import Units

/// Bytes of any packing give text or an error, the same however they come in: but for the last few bytes before damage, which a decoder
/// that sees more of them may still make out.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  let whole = unpack(ArraySource(bytes))
  let piecemeal = unpack(ArraySource(bytes, most: 7))
  precondition(whole.error.isEmpty == piecemeal.error.isEmpty)
  if whole.error.isEmpty {
    precondition(whole.text == piecemeal.text)
  } else {
    let common = min(whole.text.count, piecemeal.text.count)
    precondition(whole.text[..<common] == piecemeal.text[..<common])
  }
  return 0
}

private struct Outcome {
  var text: [UInt8] = []
  var error = ""
}

private func unpack(_ source: any ByteSource) -> Outcome {
  let unpacker = Unpacker(source, windowLimit: Bytes(8 << 20), dictionary: [])
  var outcome = Outcome()
  var block = [UInt8](repeating: 0, count: 1 << 16)
  do {
    while outcome.text.count < 4 << 20 {
      let more = try block.withUnsafeMutableBytes { try unpacker.read(into: $0) }
      if more == 0 { break }
      outcome.text += block[..<more]
    }
  } catch let error as UnpackingError {
    outcome.error = "\(error.reason)"
  } catch {
    fatalError("an error of another kind")
  }
  return outcome
}
