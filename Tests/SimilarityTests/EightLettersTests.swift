import Testing

@testable import Similarity

@Suite struct EightLettersTests {
  /// Bytes from around the borders of the alphabet, one after the other through every place.
  private static let borders: [UInt8] = [
    0x00, 0x01, 0x1A, 0x20, 0x40, 0x41, 0x5A, 0x5B, 0x60, 0x61, 0x7A, 0x7B, 0x7F, 0x80, 0xC1, 0xE1, 0xFF,
  ]

  @Test(arguments: 0..<8) func lettersEndWhereTheyDo(place: Int) {
    for border in Self.borders {
      for next in Self.borders {
        var bytes = Array("aZbYczXA".utf8)
        bytes[place] = border
        if place < 7 { bytes[place + 1] = next }
        let word = bytes.withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) }
        let letters = EightLetters(word)
        let expected = bytes.firstIndex { $0 >= 0x80 || !("a"..."z").contains(Unicode.Scalar($0 | 0x20)) } ?? 8
        #expect(letters.count == expected, "\(bytes)")
        let lowered = (0..<expected).map { UInt8(truncatingIfNeeded: letters.lowered.littleEndian >> UInt64(8 * $0)) }
        #expect(lowered == bytes[..<expected].map { $0 | 0x20 })
        var packed = PackedWord("ab")
        packed.append(letters)
        var one = PackedWord("ab")
        for byte in bytes[..<expected] { one.append(byte) }
        #expect(packed == one)
      }
    }
  }

  /// Long words, and words that end with the text.
  @Test(arguments: 1...40) func wordsOfEveryLength(length: Int) {
    var normalizer = Normalizer()
    let word = String(String(repeating: "Abcdefghij", count: 4).prefix(length))
    #expect(normalizer.normalized(word, to: .spelling) == word.lowercased())
    #expect(normalizer.normalized("\(word), \(word) x", to: .spelling) == "\(word.lowercased()) \(word.lowercased()) x")
  }
}

@Suite struct AddressTests {
  private var addresses = Addresses()

  /// Looking ahead for `://` and `@` changes nothing: every word of a text is asked about, as a tokenizer does.
  @Test(arguments: [
    ("see https://a.example/Path. Then http://b.example", ["https://a.example/Path", "http://b.example"]),
    ("a: b: c://d e", ["c://d"]),
    ("\(String(repeating: "s", count: 31))://x y://z", ["\(String(repeating: "s", count: 31))://x", "y://z"]),
    ("\(String(repeating: "s", count: 33))://x", []),
    ("no sign at all", []), ("ends with a colon:", []), ("ends with :/", []), ("WWW.Example.org and www. not", ["WWW.Example.org"]),
    ("mail joe.doe@example.org or x@ or @y, then z@w.", ["joe.doe@example.org", "z@w"]),
  ]) mutating func words(text: String, expected: [String]) {
    let bytes = Array(text.utf8)
    var found: [String] = []
    var index = 0
    bytes.withUnsafeBytes { bytes in
      while index < bytes.count {
        let isStart = ByteKind.table[Int(bytes[index])].isWord && (index == 0 || !ByteKind.table[Int(bytes[index - 1])].isWord)
        guard isStart, let address = addresses.address(at: index, in: bytes) else {
          index += 1
          continue
        }
        switch address {
        case .url(let end), .mail(let end):
          found.append(String(decoding: bytes[index..<end], as: UTF8.self))
          index = end
        }
      }
    }
    #expect(found == expected)
  }
}
