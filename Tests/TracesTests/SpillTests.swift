import Testing

@testable import Traces

/// Sorting through a spill file gives what sorting in memory gives.
@Suite struct SpillTests {
  private final class Memory: SpillFile {
    var bytes: [UInt8] = []

    func append(_ piece: UnsafeRawBufferPointer) -> Int {
      bytes.append(contentsOf: piece)
      return bytes.count - piece.count
    }

    func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) { buffer.copyBytes(from: bytes[offset..<offset + buffer.count]) }
  }

  @Test(arguments: [1, 2, 7, 64, 5_000, 100_000])
  func theSameTrace(run: Int) throws {
    for seed in 0..<4 {
      var dice = Dice(UInt64(seed))
      let count = seed == 3 ? 20_000 : 300 * seed
      guard run > 8 || count < 1_000 else { continue }
      let builder = randomBuilder(&dice, requests: count, texts: 50, ordered: false)
      let memory = Memory()
      let (trace, orders, spilled) = try builder.finish(SpillPlan(run: run) { memory })
      let (expected, expectedOrders) = builder.finishWithOrders()
      #expect(trace == expected)
      #expect(orders.texts == expectedOrders.texts)
      #expect(spilled == memory.bytes.count)
      #expect((spilled > 0) == (count > run))
    }
  }

  @Test func whatIsInOrderIsNotWritten() throws {
    var dice = Dice(9)
    let builder = TraceBuilder(resuming: randomBuilder(&dice, requests: 500, texts: 50, ordered: true).finish())
    let memory = Memory()
    let (trace, _, spilled) = try builder.finish(SpillPlan(run: 10) { memory })
    #expect(trace == builder.finish())
    #expect(spilled == 0 && memory.bytes.isEmpty)
  }
}
