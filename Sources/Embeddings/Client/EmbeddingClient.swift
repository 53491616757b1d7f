internal import Foundation
internal import Ingest
internal import Synchronization

/// Gets the vectors of texts: from the cache where they are there, and else from an endpoint, which each distinct text reaches once.
public struct EmbeddingClient: Sendable {
  private let endpoint: EmbeddingEndpoint
  private let cache: EmbeddingCache?
  /// Called after each request, on the threads that ask, one at a time.
  public var onProgress: (@Sendable (EmbeddingProgress) -> Void)?
  /// How waits pass, for tests.
  var sleep: @Sendable (Double) -> Void = { usleep(UInt32($0 * 1e6)) }

  /// A client that keeps what it gets in `cache`, if there is one.
  public init(_ endpoint: EmbeddingEndpoint, cache: EmbeddingCache?) {
    self.endpoint = endpoint
    self.cache = cache
  }

  /// The vectors of `texts`.
  ///
  /// Every answer goes into the cache at once, so that a run which was cut off, whatever the reason, goes on where it stopped. The
  /// result does not depend on what the cache held or in which order answers came.
  /// - Throws: ``EmbeddingError``, ``EmbeddingCacheError``, `VectorError`.
  public func embed(_ texts: some Sequence<String>) throws -> EmbeddingResult {
    var distinct = Distinct(texts)
    let dimensions = try knownDimensions()
    if let cache, let dimensions { try distinct.find(in: cache, model: endpoint.model, dimensions: dimensions) }
    let missing = distinct.missing
    let asked = try ask(missing.map { distinct.texts[$0] }, missing.map { distinct.hashes[$0] }, dimensions, cached: distinct.found)
    for (index, vector) in zip(missing, asked.vectors) { distinct.vectors[index] = vector }
    var table = try EmbeddingTable(model: endpoint.model, dimensions: asked.dimensions ?? dimensions ?? 1)
    for (hash, vector) in zip(distinct.hashes, distinct.vectors) {
      if let vector { try table.insert(hash, vector) }
    }
    return EmbeddingResult(
      table: table, distinct: distinct.texts.count, cached: distinct.found, empty: distinct.empty, refused: asked.refused.count,
      requests: asked.requests, retries: asked.retries, tokens: asked.tokens)
  }

  /// The dimensions asked for, or those that the cache has of the model.
  private func knownDimensions() throws -> Int? {
    if let dimensions = endpoint.dimensions { return dimensions }
    let known = try cache?.dimensions(of: endpoint.model) ?? []
    guard known.count <= 1 else { throw EmbeddingError(.ambiguous(known)) }
    return known.first
  }

  private func ask(_ texts: [String], _ hashes: [TextHash], _ dimensions: Int?, cached: Int) throws -> EmbeddingWork {
    let shared = Shared(EmbeddingWork(lengths: texts.map(\.utf8.count), dimensions: dimensions, endpoint: endpoint))
    guard !texts.isEmpty else { return shared.work.withLock { $0 } }
    let threads = max(1, min(endpoint.parallel, texts.count))
    let exchange = HTTPExchange(connections: threads)
    defer { exchange.finish() }
    let ended = DispatchSemaphore(value: 0)
    for _ in 0..<threads {
      let thread = Thread {
        while let batch = shared.work.withLock({ $0.take() }) {
          let error = ask(batch, texts, hashes, exchange, shared)
          shared.work.withLock { work in
            if let error { work.fail(error) }
            onProgress?(
              EmbeddingProgress(done: cached + work.done, total: cached + texts.count, cached: cached, retries: work.retries))
          }
        }
        ended.signal()
      }
      thread.start()
    }
    for _ in 0..<threads { ended.wait() }
    let work = shared.work.withLock { $0 }
    if let failure = work.failure { throw failure }
    return work
  }

  /// Asks for one batch until it is done, refused, or nothing will help: then why.
  private func ask(
    _ batch: EmbeddingWork.Batch, _ texts: [String], _ hashes: [TextHash], _ exchange: HTTPExchange, _ shared: Shared
  ) -> (any Error)? {
    let body: [UInt8]
    do { body = try self.body(texts[batch.texts]) } catch { return error }
    var headers = [(name: "Content-Type", value: "application/json"), (name: "Accept", value: "application/json")]
    if let key = endpoint.key { headers.append(key.header) }
    var pause = endpoint.firstPause
    for attempt in 1... {
      let answer: EmbeddingAnswer
      do throws(HTTPExchange.Fault) {
        answer = EmbeddingAnswer.read(
          try exchange.post(body, to: endpoint.url, headers: headers, within: endpoint.timeout), count: batch.texts.count)
      } catch {
        answer = self.answer(error, attempt: attempt, hadAny: shared.work.withLock { $0.requests > 0 })
      }
      switch answer {
      case .vectors(let vectors, let tokens): return take(vectors, tokens, of: batch, hashes, shared)
      case .failed(let error): return error
      case .refusedBatch(let error):
        shared.work.withLock { $0.refuse(batch, error) }
        return nil
      case .again(let fault, let asked):
        guard attempt < endpoint.attempts else { return EmbeddingError(.givenUp(fault)) }
        let wait = max(pause, asked ?? 0)
        guard asked ?? 0 <= endpoint.longestPause else { return EmbeddingError(.tooLongWait(Int(min(wait.rounded(.up), 1e9)))) }
        shared.work.withLock { $0.retry() }
        guard rest(wait, shared) else { return nil }
        pause = min(pause * 2, endpoint.longestPause)
      }
    }
    return nil
  }

  /// Attempts at an endpoint that cannot be reached and has answered nothing yet: it may be starting.
  private static let attemptsUnreached = 3

  private func answer(_ fault: HTTPExchange.Fault, attempt: Int, hadAny: Bool) -> EmbeddingAnswer {
    let isLast = !hadAny && attempt >= min(Self.attemptsUnreached, endpoint.attempts)
    return switch fault.kind {
    case .untrusted: .failed(EmbeddingError(.untrusted(fault.phrase)))
    case .unreachable where isLast: .failed(EmbeddingError(.unreachable(fault.phrase)))
    case .unreachable, .passing: .again(fault.phrase, wait: nil)
    }
  }

  private func take(
    _ vectors: [[Float]], _ tokens: Int, of batch: EmbeddingWork.Batch, _ hashes: [TextHash], _ shared: Shared
  ) -> (any Error)? {
    do {
      try shared.work.withLock { try $0.finish(batch, vectors, tokens: tokens) }
      guard let dimensions = vectors.first?.count else { return nil }
      try cache?.store(zip(hashes[batch.texts], vectors).map { ($0, $1) }, model: endpoint.model, dimensions: dimensions)
      return nil
    } catch {
      return error
    }
  }

  /// Waits, and says whether to go on: not if another thread has found that nothing will help.
  private func rest(_ seconds: Double, _ shared: Shared) -> Bool {
    var left = seconds
    while left > 0 {
      if shared.work.withLock({ $0.failure != nil }) { return false }
      sleep(min(left, 0.2))
      left -= 0.2
    }
    return true
  }

  private struct Body: Encodable {
    var model: String
    var input: [String]
    var dimensions: Int?
    var encoding_format = "float"
  }

  private func body(_ texts: ArraySlice<String>) throws -> [UInt8] {
    Array(try JSONEncoder().encode(Body(model: endpoint.model, input: Array(texts), dimensions: endpoint.dimensions)))
  }

  private final class Shared: Sendable {
    let work: Mutex<EmbeddingWork>
    init(_ work: EmbeddingWork) { self.work = Mutex(work) }
  }

  /// Texts without repeats and without empty ones, which no endpoint takes.
  private struct Distinct {
    var texts: [String] = []
    var hashes: [TextHash] = []
    var vectors: [[Float]?] = []
    var empty = 0
    var found = 0

    init(_ all: some Sequence<String>) {
      var seen: Set<TextHash> = []
      for text in all {
        guard !text.isEmpty else {
          empty = 1
          continue
        }
        let hash = TextHash(of: text)
        guard seen.insert(hash).inserted else { continue }
        texts.append(text)
        hashes.append(hash)
      }
      vectors = Array(repeating: nil, count: texts.count)
    }

    var missing: [Int] { vectors.indices.filter { vectors[$0] == nil } }

    mutating func find(in cache: EmbeddingCache, model: String, dimensions: Int) throws {
      for (index, hash) in hashes.enumerated() {
        vectors[index] = try cache.vector(of: hash, model: model, dimensions: dimensions)
        if vectors[index] != nil { found += 1 }
      }
    }
  }
}

/// How far a client has come.
public struct EmbeddingProgress: Sendable, Equatable {
  /// Texts with a vector, or refused.
  public var done: Int
  /// Distinct texts.
  public var total: Int
  /// Of those done, how many came from the cache.
  public var cached: Int
  /// Requests that had to be sent again so far.
  public var retries: Int
}

/// What a client got.
public struct EmbeddingResult: Sendable {
  /// The vectors, in the order in which their texts first came.
  public let table: EmbeddingTable
  /// Distinct texts that are not empty.
  public let distinct: Int
  /// Vectors that came from the cache.
  public let cached: Int
  /// Whether the empty text was among the texts: it has no vector (0 or 1).
  public let empty: Int
  /// Texts that the endpoint refused, too long ones for example: they have no vector.
  public let refused: Int
  /// Requests that were answered with vectors.
  public let requests: Int
  /// Requests that had to be sent again.
  public let retries: Int
  /// Tokens that the endpoint says it billed.
  public let tokens: Int
}
