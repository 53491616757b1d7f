import Ingest
import Testing

@Suite("Corpora of packed files", .enabled(if: hasHostile, "no ../shared/data"))
struct CorpusTests {
  private let folder = dataFolder + "/hostile"

  @Test("zstd's golden files decode, and the frame of one megabyte in 45 bytes is what it should be")
  func goldenFiles() {
    for name in ["block-128k.zst", "empty-block.zst", "rle-first-block.zst"] {
      let outcome = unpack(contents("\(folder)/zstd/golden-decompression/\(name)"))
      #expect(outcome.error == nil, "\(name)")
      let isMebibyte = outcome.bytes == [UInt8](repeating: 0, count: 1 << 20)
      if name.hasPrefix("rle") { #expect(isMebibyte) }
    }
    for name in names(in: folder + "/zstd/golden-compression") {
      let original = contents("\(folder)/zstd/golden-compression/\(name)")
      // One is a frame itself: that would be opened, too.
      let plain = unpack(original)
      let isSame = unpack(zstd(original)).bytes == plain.bytes && unpack(gzip(original)).bytes == plain.bytes
      #expect(isSame, "\(name)")
    }
  }

  @Test("good zstd files give what stands beside them, bad ones an error")
  func pairs() {
    let good = zipMembers(contents(folder + "/klauspost/zstd_testdata_good.zip"))
    #expect(good.count == 23)
    for member in good where member.name.hasSuffix(".zst") {
      // Older versions of libzstd reject a sequence count of zero in two bytes.
      if member.name.hasPrefix("2274d31e") { continue }
      let outcome = unpack(member.bytes)
      #expect(outcome.error == nil, "\(member.name)")
      guard let original = good.first(where: { $0.name + ".zst" == member.name }) else { continue }
      #expect(outcome.bytes == original.bytes, "\(member.name)")
    }
    let bad = zipMembers(contents(folder + "/klauspost/zstd_testdata_bad.zip"))
    #expect(bad.count == 44)
    // Without its magic number a file is text like any other: what is in it is then no JSON.
    // One is accepted by libzstd, and has been since it was published as bad.
    let accepted = "76671405460bb57ffd4a0079e8d380748e6c0697.zst"
    for member in bad where member.name.hasSuffix(".zst") && member.name != accepted {
      guard member.bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) else { continue }
      #expect(unpack(member.bytes).error != nil, "\(member.name)")
    }
  }

  @Test(
    "whatever is in the corpora of crashers, nothing crashes or hangs, and reads of another size change nothing",
    arguments: [
      "zstd_testdata_comp-crashers", "zstd_testdata_regression", "zstd_testdata_fuzz_decode-corpus-encoded", "flate_testdata_regression",
    ])
  func crashers(archive: String) {
    let members = zipMembers(contents("\(folder)/klauspost/\(archive).zip"))
    #expect(members.count > 5)
    for member in members {
      #expect(member.error == nil, "\(member.name)")
      let magics: [[UInt8]] = [[], [0x28, 0xB5, 0x2F, 0xFD], [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0]]
      for magic in magics {
        let whole = drain(Unpacker(ArraySource(magic + member.bytes)), limit: 1 << 20)
        let pieces = drain(Unpacker(ArraySource(magic + member.bytes, most: 1_000)), piece: 999, limit: 1 << 18)
        #expect((whole.error == nil) == (pieces.error == nil), "\(member.name)")
        let common = min(whole.bytes.count, pieces.bytes.count)
        let isSame = whole.bytes.prefix(common) == pieces.bytes.prefix(common)
        #expect(isSame, "\(member.name)")
      }
    }
  }

  @Test("gzip's own troublemaker is an error, and not an endless one")
  func gzipIssue() {
    let outcome = unpack(contents(folder + "/klauspost/gzip_testdata_issue6550.gz"))
    #expect(outcome.error is UnpackingError)
  }
}
