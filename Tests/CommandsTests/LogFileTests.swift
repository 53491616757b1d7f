import Foundation
import Ingest
import Testing

@testable import Commands

@Suite("What happens to a log while it is read concerns it alone")
struct LogFileTests {
  private func read(_ file: LogFile, _ count: Int) throws -> [UInt8] {
    var block = [UInt8](repeating: 0, count: count)
    let more = try block.withUnsafeMutableBytes { try file.read(into: $0) }
    return Array(block.prefix(more))
  }

  private func rest(of file: LogFile) throws -> Int {
    var sum = 0
    while true {
      let more = try read(file, 1_000).count
      if more == 0 { return sum }
      sum += more
    }
  }

  @Test func whatIsAppendedIsNotRead() throws {
    let scratch = try Scratch(withLog: false)
    scratch.write("log", String(repeating: "x", count: 5_000))
    let file = try LogFile(path: scratch.path("log"))
    #expect(try read(file, 100).count == 100)
    let handle = try #require(FileHandle(forWritingAtPath: scratch.path("log")))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(repeating: 0x79, count: 3_000))
    #expect(try rest(of: file) == 4_900)
  }

  @Test func whatIsTakenAwayIsAFault() throws {
    let scratch = try Scratch(withLog: false)
    scratch.write("log", String(repeating: "x", count: 5_000))
    let file = try LogFile(path: scratch.path("log"))
    #expect(try read(file, 100).count == 100)
    truncate(scratch.path("log"), 700)
    #expect(throws: InputFault("it became shorter while it was read: 700 of 5000 bytes were there")) { try rest(of: file) }
  }

  @Test func whatIsGoneIsAFault() throws {
    let scratch = try Scratch(withLog: false)
    #expect(throws: InputFault("it was gone when its turn came")) { try LogFile(path: scratch.path("log")) }
    // Names may be taken away once a file is open.
    scratch.write("log", "abc")
    let file = try LogFile(path: scratch.path("log"))
    unlink(scratch.path("log"))
    #expect(try rest(of: file) == 3)
  }

  @Test func progressSaysHowFarItIsAndWhatIsLeft() {
    var progress = IngestProgress(name: "log.zst", input: 0, bytes: 30_000_000, size: 120_000_000, requests: 12_345)
    #expect(ProgressLine.text(progress, elapsed: 3) == "Reading log.zst: 30 MB of 120 MB, 10 MB/s, 12,345 requests, 9 s left")
    progress.size = nil
    #expect(ProgressLine.text(progress, elapsed: 3) == "Reading log.zst: 30 MB, 10 MB/s, 12,345 requests")
  }

  @Test func temporaryFilesHaveNoName() throws {
    let before = try FileManager.default.contentsOfDirectory(atPath: NSTemporaryDirectory()).filter { $0.hasPrefix("hindcast-") }
    let file = try TemporaryFile()
    let pieces = [[UInt8](repeating: 1, count: 100_000), [2, 3], [UInt8](repeating: 4, count: 7)]
    let offsets = try pieces.map { piece in try piece.withUnsafeBytes { try file.append($0) } }
    #expect(offsets == [0, 100_000, 100_002])
    for (offset, piece) in zip(offsets, pieces).reversed() {
      var back = [UInt8](repeating: 0, count: piece.count)
      try back.withUnsafeMutableBytes { try file.read(at: offset, into: $0) }
      #expect(back == piece)
    }
    let now = try FileManager.default.contentsOfDirectory(atPath: NSTemporaryDirectory()).filter { $0.hasPrefix("hindcast-") }
    #expect(Set(now).subtracting(before).allSatisfy { !$0.contains("hindcast-X") })
    var beyond = [UInt8](repeating: 0, count: 10)
    #expect(throws: Failure.self) { try beyond.withUnsafeMutableBytes { try file.read(at: 100_005, into: $0) } }
  }
}
