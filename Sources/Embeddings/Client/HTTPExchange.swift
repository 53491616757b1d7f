internal import Dispatch
internal import Foundation
internal import FoundationNetworking
internal import Ingest
internal import Synchronization

/// Sends one request after the other and waits for each answer; several threads can.
///
/// Redirections are not followed, as a key would go with them; cookies and caches are off; a body longer than a parser takes is cut off.
final class HTTPExchange: NSObject, URLSessionDataDelegate, @unchecked Sendable {
  /// What came back.
  struct Answer: Sendable {
    var status: Int
    var body: [UInt8]
    var headers: [String: String]

    /// A header, whatever its case.
    subscript(name: String) -> String? { headers[name.lowercased()] }
  }

  /// Why nothing came back, as a phrase.
  struct Fault: Error {
    /// What can be done about it.
    enum Kind: Sendable {
      /// It may pass.
      case passing
      /// There is no such host, or nothing listens: it may be starting, and will be there in seconds or not at all.
      case unreachable
      /// Its certificate is not trusted, which no other attempt changes.
      case untrusted
    }

    var phrase: String
    var kind = Kind.passing
  }

  private struct Pending {
    var body: [UInt8] = []
    var isTooLong = false
    let done: @Sendable (Result<Answer, Fault>) -> Void
  }

  private let pending = Mutex<[Int: Pending]>([:])
  private let limit: Int
  /// Made once, before any request; it holds on to its delegate until ``finish()``.
  private var session: URLSession?

  init(connections: Int, limit: Int = JSONParser.maximumLength) {
    self.limit = limit
    super.init()
    let settings = URLSessionConfiguration.ephemeral
    settings.httpMaximumConnectionsPerHost = connections
    settings.httpCookieStorage = nil
    settings.urlCache = nil
    settings.requestCachePolicy = .reloadIgnoringLocalCacheData
    session = URLSession(configuration: settings, delegate: self, delegateQueue: nil)
  }

  /// Ends all connections.
  func finish() { session?.invalidateAndCancel() }

  /// Posts `body` and waits for the answer, at most so many seconds.
  func post(_ body: [UInt8], to url: String, headers: [(name: String, value: String)], within seconds: Double) throws(Fault) -> Answer {
    guard let session, let address = URL(string: url) else { throw Fault(phrase: "the address is none") }
    var request = URLRequest(url: address)
    request.httpMethod = "POST"
    request.httpBody = Data(body)
    request.timeoutInterval = seconds
    for header in headers { request.setValue(header.value, forHTTPHeaderField: header.name) }
    let result = Mutex<Result<Answer, Fault>?>(nil)
    let arrival = DispatchSemaphore(value: 0)
    let task = session.dataTask(with: request)
    pending.withLock {
      $0[task.taskIdentifier] = Pending { answer in
        result.withLock { $0 = $0 ?? answer }
        arrival.signal()
      }
    }
    task.resume()
    // The session's own limit counts from the last byte, which a slow endpoint could put off for ever.
    if arrival.wait(timeout: .now() + seconds) == .timedOut {
      complete(task.taskIdentifier, .failure(Fault(phrase: "no answer within \(Int(seconds.rounded(.up))) s")))
      task.cancel()
    }
    switch result.withLock({ $0 }) {
    case .success(let answer)?: return answer
    case .failure(let fault)?: throw fault
    case nil: throw Fault(phrase: "no answer")
    }
  }

  private func complete(_ task: Int, _ result: Result<Answer, Fault>) {
    pending.withLock { $0.removeValue(forKey: task) }?.done(result)
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let isTooLong = pending.withLock { pending in
      guard var entry = pending.removeValue(forKey: dataTask.taskIdentifier) else { return true }
      entry.isTooLong = entry.body.count + data.count > limit
      if !entry.isTooLong { entry.body += data }
      pending[dataTask.taskIdentifier] = entry
      return entry.isTooLong
    }
    if isTooLong { dataTask.cancel() }
  }

  func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
    let entry = pending.withLock { $0[task.taskIdentifier] }
    guard let entry else { return }
    if entry.isTooLong { return complete(task.taskIdentifier, .failure(Fault(phrase: "an answer longer than \(limit >> 20) MiB"))) }
    guard error == nil, let response = task.response as? HTTPURLResponse else {
      return complete(task.taskIdentifier, .failure(Self.fault(error as? URLError)))
    }
    var headers: [String: String] = [:]
    for (name, value) in response.allHeaderFields { headers["\(name)".lowercased()] = "\(value)" }
    complete(task.taskIdentifier, .success(Answer(status: response.statusCode, body: entry.body, headers: headers)))
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
    completionHandler: @escaping (URLRequest?) -> Void
  ) {
    completionHandler(nil)
  }

  private static func fault(_ error: URLError?) -> Fault {
    switch error?.code {
    case .timedOut: return Fault(phrase: "no answer in time")
    case .cannotFindHost, .dnsLookupFailed: return Fault(phrase: "the host is not known", kind: .unreachable)
    case .cannotConnectToHost: return Fault(phrase: "nothing listens there", kind: .unreachable)
    case .networkConnectionLost: return Fault(phrase: "the connection was lost")
    case .notConnectedToInternet: return Fault(phrase: "there is no network")
    case let code:
      // On Linux there is no code for trouble with TLS, but the text of libcurl, which has nothing of the request in it.
      let text = error?.localizedDescription ?? ""
      if text.contains("certificate") { return Fault(phrase: plain(text), kind: .untrusted) }
      if text.contains("SSL") || text.contains("TLS") { return Fault(phrase: "no secure connection (\(plain(text)))") }
      return Fault(phrase: "the connection failed\(code.map { " (code \($0.rawValue))" } ?? "")")
    }
  }

  /// The clause behind the last colon with a space behind it, as libcurl and OpenSSL write them.
  private static func plain(_ text: String) -> String {
    let clause = text.firstRange(of: "problem: ").map { text[$0.upperBound...] } ?? text[...]
    return String(String.UnicodeScalarView(clause.unicodeScalars.prefix(200).filter { (0x20..<0x7F).contains($0.value) }))
  }
}
