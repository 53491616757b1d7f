import Foundation
import Testing

@testable import Similarity

/// Folding held against Foundation's normalisation and case mapping, over all of Unicode.
@Suite struct FoldingTests {
  /// Folded, with ASCII letters in lower case, which the tokenizer does.
  private func fold(_ text: String) -> [UInt8] {
    var folder = Folder()
    guard case .folded(let count, _) = Array(text.utf8).withUnsafeBytes({ folder.fold($0, limit: .max) }) else { return [] }
    return folder.bytes[..<count].map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
  }

  /// Code points that the table's version of Unicode and the platform's both know.
  private let known = (UInt32(0x80)..<0x3_0000).compactMap { Unicode.Scalar($0) }.filter { ($0.properties.age?.major ?? 99) < 13 }

  @Test func everyNormalFormFoldsAlike() {
    // U+1FEF is a backtick, which must not open a code span.
    let wrong = known.filter { scalar in
      let text = String(scalar)
      let folded = fold(text)
      return fold(text.decomposedStringWithCanonicalMapping) != folded || fold(text.precomposedStringWithCanonicalMapping) != folded
    }
    #expect(wrong.map(\.value) == [0x1FEF])
    #expect(known.count > 100_000)
  }

  /// But for the dotless i, whose upper case is I, and two letters that had no upper case before Unicode 16.
  @Test func everyCaseFoldsAlike() {
    let wrong = known.filter { scalar in
      let folded = fold(String(scalar))
      return fold(scalar.properties.lowercaseMapping) != folded || fold(scalar.properties.uppercaseMapping) != folded
    }
    #expect(wrong.map(\.value).filter { ![0x131, 0x19B, 0x264].contains($0) } == [])
  }

  @Test func compatibilityAgreesWithFoundation() {
    let differing = known.filter { fold(String($0)) != fold(String($0).decomposedStringWithCompatibilityMapping) }
    var intended: Set<UInt32> = [0xB4, 0x1FEF, 0x1FFD, 0xFF40, 0x2033, 0x2036, 0x2120, 0x2122]  // apostrophes, quotes, trade marks
    intended.formUnion([0xB2, 0xB3, 0xB9, 0x2070, 0x207F] + Array(0x2074...0x2079))  // superscripts: 10² is not 102
    intended.formUnion([0xBC, 0xBD, 0xBE, 0x2189] + Array(0x2150...0x215F))  // fractions: 1½ is not 11/2
    #expect(Set(differing.map(\.value)).subtracting(intended) == [])
  }

  @Test func marksComeInCanonicalOrder() {
    #expect(fold("a\u{301}\u{323}") == fold("a\u{323}\u{301}"))
    #expect(fold("\u{1EAD}") == fold("a\u{302}\u{323}"))
    #expect(fold("a\u{301}\u{300}") != fold("a\u{300}\u{301}"))
    #expect(fold("한국") == fold("한국".decomposedStringWithCanonicalMapping))
    #expect(fold("\u{1FB3}") == fold("\u{3B1}\u{345}"))
  }

  @Test func codeSpansPassUntouched() {
    #expect(fold("Ä `Ä` Ä") == Array("a\u{308} `Ä` a\u{308}".utf8))
  }
}
