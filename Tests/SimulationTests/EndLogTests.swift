import Testing
import Units

@testable import Simulation

/// The log of ends against a list of them that is searched.
@Suite struct EndLogTests {
  @Test("lives end in their order, but for those that left before, and however many end later", arguments: [3, 70, 3_000])
  func ends(life: Int) {
    let draws = Draws(seed: UInt64(life))
    var arena = Arena()
    let cells = arena.cells(repeating: UInt32(0), count: 12_000)
    var log = EndLog()
    var model: [(key: UInt32, time: Int64, row: UInt32)] = []
    var (now, ended, left) = (Int64(0), 0, 0)
    for step in 0..<12_000 {
      // Ties abound.
      now += Int64(draws.bits(UInt64(step), 0) % 2)
      #expect(model.first.map { log.next <= $0.time } ?? true)
      while log.next < now, let end = log.removeFirst(before: now, cells) {
        #expect(model.first.map { $0.key == end.key && $0.time == end.time } ?? false)
        model.removeFirst()
        ended += 1
      }
      #expect(model.first.map { $0.time >= now } ?? true)
      let row = log.append(UInt32(step), at: now + Int64(life))
      model.append((UInt32(step), now + Int64(life), row))
      if draws.bits(UInt64(step), 1) % 4 == 0 {
        log.remove(model.remove(at: Int(draws.bits(UInt64(step), 2) % UInt64(model.count))).row)
        left += 1
      }
    }
    #expect(ended > 2_000 && left > 2_000)
    while let end = log.removeFirst(before: .max, cells) { #expect(end.key == model.removeFirst().key) }
    #expect(model.isEmpty && log.next == .max)
  }
}
