internal import Foundation
internal import Ingest

/// What an endpoint's answer says.
enum EmbeddingAnswer {
  /// Vectors in the order of the texts, and the tokens that were billed.
  case vectors([[Float]], tokens: Int)
  /// Another attempt may do: the fault, and the seconds to wait that the endpoint asks for.
  case again(String, wait: Double?)
  /// This batch was refused, as a whole or for one of its texts.
  case refusedBatch(EmbeddingError)
  /// No other attempt will do.
  case failed(EmbeddingError)

  /// Reads the answer to a request for `count` texts.
  static func read(_ answer: HTTPExchange.Answer, count: Int) -> EmbeddingAnswer {
    switch answer.status {
    case 200..<300: return vectors(answer.body, count: count)
    case 400, 413, 422: return .refusedBatch(EmbeddingError(.refused(status: answer.status, code: code(answer.body))))
    case 429 where code(answer.body) == "insufficient_quota":
      return .failed(EmbeddingError(.refused(status: 429, code: "insufficient_quota")))
    case 408, 409, 425, 429, 500, 502..<505, 506..<600: return .again("status \(answer.status)", wait: wait(answer))
    default: return .failed(EmbeddingError(.refused(status: answer.status, code: code(answer.body))))
    }
  }

  private static func vectors(_ body: [UInt8], count: Int) -> EmbeddingAnswer {
    body.withUnsafeBytes { bytes in
      var parser = JSONParser()
      // What was cut on the way or comes from something in between may come whole another time.
      guard let value = try? parser.parse(bytes) else { return .again("an answer that is no JSON", wait: nil) }
      guard let data = value["data"], data.kind == .array else { return .failed(EmbeddingError(.badAnswer("it has no list under data"))) }
      guard data.count == count else {
        return .failed(EmbeddingError(.badAnswer("it has \(data.count) vectors for \(count) texts")))
      }
      var vectors = [[Float]](repeating: [], count: count)
      for (position, item) in data.elements.enumerated() {
        let index = item["index"].map { $0.int ?? -1 } ?? position
        guard vectors.indices.contains(index), vectors[index].isEmpty else {
          return .failed(EmbeddingError(.badAnswer("the indices of its vectors are not those of the texts")))
        }
        guard let vector = item["embedding"].flatMap(VectorValue.read) else {
          return .failed(EmbeddingError(.badAnswer("an embedding is neither numbers nor base64 of 32-bit floats")))
        }
        vectors[index] = vector
      }
      let usage = value["usage"]
      return .vectors(vectors, tokens: max((usage?["prompt_tokens"] ?? usage?["total_tokens"])?.int ?? 0, 0))
    }
  }

  /// The code or type of an error, if it is a plain name: the message beside it may hold a prompt or a part of a key.
  private static func code(_ body: [UInt8]) -> String? {
    body.withUnsafeBytes { bytes in
      var parser = JSONParser()
      guard let value = try? parser.parse(bytes), let error = value["error"] ?? Optional(value) else { return nil }
      let name = error["code"]?.string ?? error["type"]?.string ?? error["error_type"]?.string
      return name.flatMap { name in
        (1...48).contains(name.utf8.count) && name.utf8.allSatisfy { isLetter($0) } ? name : nil
      }
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "_") }

  /// Seconds to wait: `retry-after-ms`, or `Retry-After` in seconds or as a date, held against the answer's own date (RFC 9110, 10.2.3).
  private static func wait(_ answer: HTTPExchange.Answer) -> Double? {
    if let milliseconds = answer["retry-after-ms"].flatMap(Double.init), milliseconds >= 0, milliseconds.isFinite {
      return milliseconds / 1_000
    }
    guard let text = answer["retry-after"] else { return nil }
    if let seconds = Double(text) { return seconds >= 0 && seconds.isFinite ? seconds : nil }
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(identifier: "GMT")
    formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    guard let date = formatter.date(from: text) else { return nil }
    let now = answer["date"].flatMap(formatter.date(from:)) ?? Date()
    return max(date.timeIntervalSince(now), 0)
  }
}
