internal import Foundation

/// An endpoint that speaks OpenAI's `/v1/embeddings`, and how it is called.
public struct EmbeddingEndpoint: Sendable {
  /// Where requests go.
  public let url: String
  /// The model to ask for.
  public let model: String
  /// The dimensions to ask for; `nil` for what the model gives.
  public let dimensions: Int?
  let key: APIKey?

  /// Texts in one request, at most; lowered by itself where the endpoint refuses so many.
  public var maximumBatch = 128
  /// Bytes of text in one request, at most, unless a single text is longer.
  public var maximumBatchBytes = 200_000
  /// Requests under way at a time.
  public var parallel = 4
  /// Attempts at one request before giving up.
  public var attempts = 6
  /// Seconds until an answer must be there.
  public var timeout = 60.0
  /// Seconds that the first wait before another attempt takes; each next is twice as long, up to ``longestPause``.
  public var firstPause = 1.0
  /// Seconds that a wait takes at most; an endpoint that asks for a longer one is given up.
  public var longestPause = 120.0

  /// An endpoint: `url` is that of the API ("https://api.openai.com/v1") or of the call itself (ending in "/embeddings"); `key` is sent,
  /// and appears nowhere else. Over plain http it is sent to this machine only, unless `allowsPlainKey`.
  public init(
    url: String, model: String, dimensions: Int? = nil, key: String? = nil, allowsPlainKey: Bool = false
  ) throws(EmbeddingError) {
    guard var parts = URLComponents(string: url), let scheme = parts.scheme?.lowercased(), scheme == "http" || scheme == "https",
      let host = parts.host, !host.isEmpty, parts.user == nil, parts.password == nil
    else { throw EmbeddingError(.badAddress) }
    while parts.path.hasSuffix("/") { parts.path.removeLast() }
    if parts.path.isEmpty { parts.path = "/v1" }
    if !parts.path.hasSuffix("/embeddings") { parts.path += "/embeddings" }
    parts.fragment = nil
    guard let whole = parts.url else { throw EmbeddingError(.badAddress) }
    guard !model.isEmpty, dimensions ?? 1 > 0 else { throw EmbeddingError(.badModel) }
    self.url = whole.absoluteString
    self.model = model
    self.dimensions = dimensions
    if let key {
      guard let key = APIKey(key, isAzure: host.hasSuffix(".openai.azure.com")) else { throw EmbeddingError(.badKey) }
      guard scheme == "https" || allowsPlainKey || Self.isLoopback(host) else { throw EmbeddingError(.plainKey(host: host)) }
      self.key = key
    } else {
      self.key = nil
    }
  }

  /// Whether what is sent to `host` stays on this machine (RFC 6761, RFC 5735 and RFC 4291).
  private static func isLoopback(_ host: String) -> Bool {
    let host = host.lowercased()
    if host == "localhost" || host.hasSuffix(".localhost") || host == "::1" || host == "[::1]" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}

/// A key: it goes into a header and shows itself nowhere.
struct APIKey: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  private let value: String
  private let isAzure: Bool

  /// A key without white space at its ends; `nil` if it cannot stand in a header.
  init?(_ text: String, isAzure: Bool) {
    value = text.trimmingCharacters(in: .whitespacesAndNewlines)
    self.isAzure = isAzure
    guard !value.isEmpty, value.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
  }

  /// The header that carries it. Azure has one of its own.
  var header: (name: String, value: String) { isAzure ? ("api-key", value) : ("Authorization", "Bearer \(value)") }

  var description: String { "(a key)" }
  var debugDescription: String { description }
  var customMirror: Mirror { Mirror(self, children: [:]) }
}
