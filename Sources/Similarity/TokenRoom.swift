/// The memory that a ``Tokenizer`` writes to. Keeps it between texts: use one per thread.
struct TokenRoom: Sendable {
  private var bytes: [UInt8] = []
  private var tokens: [Token] = []
  private var changing: [UInt32] = []

  /// Room behind every form, for copying 64 bytes at a time.
  static let slack = 64

  /// Hands `body` a tokenizer of a text, and room behind the ``NormalForm/spelling`` form that it writes: `forms` times twice the text's
  /// length and ``slack``.
  /// - Parameter needsRoles: Whether the roles of words are asked for.
  @inline(__always)
  mutating func withTokenizer<Result>(
    of text: UnsafeRawBufferPointer, needsRoles: Bool = true, forms: Int = 0, _ body: (_ tokenizer: inout Tokenizer) -> Result
  ) -> Result {
    // A token a byte; twice the bytes for the spelling form, and twice that for each other.
    if tokens.count < text.count + 1 || bytes.count < (2 + 4 * forms) * (text.count + Self.slack) {
      let room = max(256, text.count + text.count / 2)
      tokens = [Token](repeating: Token(0..<0), count: room)
      changing = [UInt32](repeating: 0, count: room)
      bytes = [UInt8](repeating: 0, count: (2 + 4 * forms) * (room + Self.slack))
    }
    return bytes.withUnsafeMutableBytes { bytes in
      tokens.withUnsafeMutableBufferPointer { tokens in
        changing.withUnsafeMutableBufferPointer { changing in
          var tokenizer = Tokenizer(
            text: text, kinds: ByteKind.table, lexicon: .english, needsRoles: needsRoles, out: bytes, tokens: tokens, changing: changing)
          return body(&tokenizer)
        }
      }
    }
  }
}
