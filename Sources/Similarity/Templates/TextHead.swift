/// The beginning of a text, and a fingerprint of the rest: enough to see where texts of one form begin to differ, in little memory.
public struct TextHead: Hashable, Sendable {
  /// The most bytes that are kept.
  public static let longest = 1_024

  /// The first bytes, ill-formed sequences (also one cut at the end) as U+FFFD.
  public let text: String
  /// Of the bytes after these; that of nothing for shorter texts.
  public let rest: Fingerprint

  /// The head of a text in UTF-8.
  public init(_ utf8: UnsafeRawBufferPointer) {
    let end = min(utf8.count, Self.longest)
    text = String(decoding: utf8[..<end], as: UTF8.self)
    rest = Fingerprint(of: UnsafeRawBufferPointer(rebasing: utf8[end...]))
  }

  /// The head of `text`.
  public init(_ text: String) {
    var text = text
    self = text.withUTF8 { TextHead(UnsafeRawBufferPointer($0)) }
  }
}
