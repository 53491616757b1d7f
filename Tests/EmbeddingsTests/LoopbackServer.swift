import Foundation
import Glibc
import Synchronization

/// A small HTTP server on loopback that answers as a closure says, one connection to a request.
final class LoopbackServer: @unchecked Sendable {
  /// What a client sent.
  struct Request: Sendable {
    var head: String
    var body: [UInt8]

    var input: [String] { (json?["input"] as? [String]) ?? [] }
    var json: [String: Any]? { (try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any] }
    func header(_ name: String) -> String? {
      for line in head.split(separator: "\r\n") where line.lowercased().hasPrefix(name.lowercased() + ":") {
        return line.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces)
      }
      return nil
    }
  }

  /// What it gets back.
  struct Reply: Sendable {
    var status = 200
    var headers: [String] = []
    var body = ""
    /// Seconds before anything is sent.
    var delay = 0.0
    /// Bytes after which the connection is cut; the head still promises all.
    var cutAfter: Int?
  }

  let port: Int
  private let listener: Int32
  private let handler: @Sendable (Request, Int) -> Reply
  private let state = Mutex(State())

  private struct State {
    var requests: [Request] = []
    var underWay = 0
    var mostAtOnce = 0
    var isStopped = false
  }

  /// All requests so far.
  var requests: [Request] { state.withLock { $0.requests } }
  /// The most requests that were under way together.
  var mostAtOnce: Int { state.withLock { $0.mostAtOnce } }
  var address: String { "http://127.0.0.1:\(port)/v1" }

  /// A server whose `handler` is given each request and how many came before it.
  init(_ handler: @escaping @Sendable (Request, Int) -> Reply) throws {
    self.handler = handler
    signal(SIGPIPE, SIG_IGN)
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
        bind(listener, raw, length) == 0 && listen(listener, 64) == 0 && getsockname(listener, raw, &length) == 0
      }
    }
    guard bound else { throw POSIXError(.EADDRNOTAVAIL) }
    self.listener = listener
    port = Int(UInt16(bigEndian: address.sin_port))
    let thread = Thread { [self] in
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else {
          // Here, as it might accept for whoever is given the number next.
          close(listener)
          return
        }
        Thread { [self] in serve(connection) }.start()
      }
    }
    thread.start()
  }

  func stop() {
    let isFirst = state.withLock { state in
      defer { state.isStopped = true }
      return !state.isStopped
    }
    guard isFirst else { return }  // the number may be another file's by now
    shutdown(listener, Int32(SHUT_RDWR))
  }

  private func serve(_ connection: Int32) {
    defer { close(connection) }
    guard let request = read(connection) else { return }
    let number = state.withLock { state in
      state.requests.append(request)
      state.underWay += 1
      state.mostAtOnce = max(state.mostAtOnce, state.underWay)
      return state.requests.count - 1
    }
    let reply = handler(request, number)
    if reply.delay > 0 { usleep(UInt32(reply.delay * 1e6)) }
    state.withLock { $0.underWay -= 1 }
    let head = (["HTTP/1.1 \(reply.status) X", "Connection: close", "Content-Length: \(reply.body.utf8.count)"] + reply.headers)
    var bytes = Array((head.joined(separator: "\r\n") + "\r\n\r\n").utf8) + Array(reply.body.utf8)
    if let cut = reply.cutAfter { bytes = Array(bytes.prefix(cut)) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      if count <= 0 { return }
      rest = rest.dropFirst(count)
    }
  }

  private func read(_ connection: Int32) -> Request? {
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      if let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) {
        let request = Request(head: String(decoding: bytes[..<end.lowerBound], as: UTF8.self), body: Array(bytes[end.upperBound...]))
        if let length = request.header("Content-Length").flatMap({ Int($0) }), request.body.count >= length { return request }
      }
      let count = recv(connection, &block, block.count, 0)
      if count <= 0 { return nil }
      bytes += block[..<count]
    }
  }
}

extension LoopbackServer.Reply {
  /// Vectors for `texts` in OpenAI's form, each a function of its text.
  static func vectors(_ texts: [String], dimensions: Int = 3, reversed: Bool = false, base64: Bool = false) -> Self {
    var items = texts.enumerated().map { index, text in
      let vector = madeVector(text, dimensions)
      let value =
        base64
        ? "\"\(Data(vector.flatMap { value in withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) } }).base64EncodedString())\""
        : "[" + vector.map { "\($0)" }.joined(separator: ",") + "]"
      return "{\"object\":\"embedding\",\"index\":\(index),\"embedding\":\(value)}"
    }
    if reversed { items.reverse() }
    return Self(
      body: "{\"object\":\"list\",\"data\":[\(items.joined(separator: ","))],\"model\":\"made\","
        + "\"usage\":{\"prompt_tokens\":\(texts.count * 5),\"total_tokens\":\(texts.count * 5)}}")
  }

  static func error(_ status: Int, code: String? = nil, headers: [String] = []) -> Self {
    Self(
      status: status, headers: headers,
      body: "{\"error\":{\"message\":\"the secret prompt\",\"code\":\(code.map { "\"\($0)\"" } ?? "null")}}")
  }
}

/// A vector of a text, the same whenever it is asked for.
func madeVector(_ text: String, _ dimensions: Int) -> [Float] {
  var state: UInt64 = 5
  for byte in text.utf8 { state = (state ^ UInt64(byte)) &* 0x9E37_79B9_7F4A_7C15 }
  return (0..<dimensions).map { _ in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Float(Int(state >> 48)) / 32_768 - 1
  }
}
