import Foundation
import Similarity

/// The texts of a file, each ended by a zero byte; read one by one, so that the file takes no memory.
struct Texts {
  let path: String

  /// Calls `body` with each text.
  func forEach(_ body: (UnsafeRawBufferPointer) -> Void) {
    guard let file = fopen(path, "r") else {
      print("cannot read \(path)")
      exit(66)
    }
    defer { fclose(file) }
    var text: UnsafeMutablePointer<CChar>?
    var capacity = 0
    defer { free(text) }
    while true {
      let count = getdelim(&text, &capacity, 0, file)
      guard count > 0 else { return }
      body(UnsafeRawBufferPointer(start: text, count: count - 1))
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

/// The peak resident memory so far. Not `getrusage`'s: that starts with the peak of whoever started this process.
func peakKiB() -> Int {
  guard let file = fopen("/proc/self/status", "r") else { return 0 }
  defer { fclose(file) }
  var line = [CChar](repeating: 0, count: 256)
  while fgets(&line, Int32(line.count), file) != nil {
    let fields = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self).split(separator: " ")
    if line.starts(with: "VmHWM:".utf8.map { CChar($0) }) {
      return fields.lazy.flatMap { $0.split(separator: "\t") }.compactMap { Int($0) }.first ?? 0
    }
  }
  return 0
}
