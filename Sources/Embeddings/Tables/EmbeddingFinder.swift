internal import Glibc
internal import Ingest

/// Looks for the body of a request and that of an answer of an embedding model in one record after the other.
final class EmbeddingFinder {
  /// What a record holds.
  struct Found {
    var requests = 0
    var answers = 0
    var requestModel: String?
    var answerModel: String?
    var texts: [TextHash] = []
    var vectors: [[Float]] = []
  }

  private(set) var found = Found()
  private var parser = JSONParser()
  /// Bodies that stand in a record as text, and bodies in these.
  private var inner = JSONParser()
  private var innermost = JSONParser()

  /// Objects within objects that are looked into.
  private static let deepest = 8
  /// Elements of a list that are looked into: a record is one call or few.
  private static let widest = 16
  /// The longest name of a model.
  private static let longestName = 256

  /// Looks at a record; what is no JSON holds nothing.
  func look(at record: UnsafeRawBufferPointer) {
    found = Found()
    // Most records of most logs are no embedding calls, and few others hold the word.
    guard contains(record, "embedding"), let value = try? parser.parse(record) else { return }
    walk(value, depth: 0, nested: 0)
  }

  private func walk(_ value: JSONValue, depth: Int, nested: Int) {
    guard depth < Self.deepest else { return }
    switch value.kind {
    case .object:
      if take(request: value) || take(answer: value) { return }
      value.forEachMember { _, member in walk(member, depth: depth + 1, nested: nested) }
    case .array:
      for element in value.elements.prefix(Self.widest) { walk(element, depth: depth + 1, nested: nested) }
    case .string:
      guard value.withText({ $0.first == UInt8(ascii: "{") }) == true else { return }
      switch nested {
      case 0: if let body = try? inner.parse(textOf: value) { walk(body, depth: depth + 1, nested: 1) }
      case 1: if let body = try? innermost.parse(textOf: value) { walk(body, depth: depth + 1, nested: 2) }
      default: return
      }
    default: return
    }
  }

  private func take(request body: JSONValue) -> Bool {
    guard let input = body["input"], body["data"] == nil, body["output"] == nil, body["response"] == nil else { return false }
    switch input.kind {
    case .string: if let text = input.string { found.texts.append(TextHash(of: text)) }
    case .array:
      for element in input.elements {
        guard let text = element.string else {
          found.texts = []
          break
        }
        found.texts.append(TextHash(of: text))
      }
    default: return false
    }
    found.requests += 1
    found.requestModel = name(body["model"])
    return true
  }

  private func take(answer body: JSONValue) -> Bool {
    guard let data = body["data"], data.kind == .array, data[0]?["embedding"] != nil else { return false }
    found.answers += 1
    found.answerModel = name(body["model"])
    var vectors = [[Float]?](repeating: nil, count: data.count)
    for (position, item) in data.elements.enumerated() {
      let index = item["index"].map { $0.int ?? -1 } ?? position
      guard vectors.indices.contains(index), vectors[index] == nil, let vector = item["embedding"].flatMap(VectorValue.read) else {
        return true
      }
      vectors[index] = vector
    }
    found.vectors += vectors.compactMap { $0 }
    return true
  }

  private func name(_ value: JSONValue?) -> String? {
    value?.string.flatMap { $0.isEmpty || $0.utf8.count > Self.longestName ? nil : $0 }
  }

  private func contains(_ bytes: UnsafeRawBufferPointer, _ word: StaticString) -> Bool {
    guard var start = bytes.baseAddress else { return false }
    let end = start + bytes.count
    let count = word.utf8CodeUnitCount
    while end - start >= count, let place = memchr(start, Int32(word.utf8Start[0]), end - start - count + 1) {
      if memcmp(place, word.utf8Start, count) == 0 { return true }
      start = UnsafeRawPointer(place) + 1
    }
    return false
  }
}
