import Foundation
import Similarity

/// The texts of a file, each ended by a zero byte.
struct Texts {
  let file: Data

  /// Calls `body` with each text.
  func forEach(_ body: (UnsafeRawBufferPointer) -> Void) {
    file.withUnsafeBytes { bytes in
      var start = 0
      for end in bytes.indices where bytes[end] == 0 {
        body(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
        start = end + 1
      }
    }
  }

  func corpus() -> LexicalCorpus {
    var builder = LexicalCorpusBuilder()
    forEach { builder.append($0) }
    return builder.freeze()
  }

  func strings() -> [String] {
    var out: [String] = []
    forEach { out.append(String(decoding: $0, as: UTF8.self)) }
    return out
  }
}

/// The wall time of `body` in seconds.
func seconds(_ body: () -> Void) -> Double {
  let time = ContinuousClock().measure(body).components
  return Double(time.seconds) + Double(time.attoseconds) * 1e-18
}

/// The peak resident memory so far.
func peakKiB() -> Int {
  var usage = rusage()
  getrusage(0, &usage)
  return usage.ru_maxrss
}
