import Testing
import Units

@testable import Simulation

/// The order of uses against a list of keys that is searched.
@Suite struct UseOrderTests {
  @Test("what was used longest ago goes first, also after the log of uses was full many times", arguments: [1, 3, 40, 200])
  func order(entries: Int) {
    let draws = Draws(seed: UInt64(entries))
    let keys = entries * 2
    var arena = Arena()
    let rows = arena.cells(repeating: UInt32.max, count: keys)
    var order = UseOrder(entries: entries)
    // From the least recently used to the most.
    var model: [UInt32] = []
    var compactions = 0
    for step in 0..<20_000 {
      let key = UInt32(draws.bits(UInt64(step), 0) % UInt64(keys))
      let place = model.firstIndex(of: key)
      if let place {
        model.remove(at: place)
        order.remove(rows[Int(key)])
        // One of ten leaves by another way than being the oldest.
        if draws.bits(UInt64(step), 1) % 10 == 0 { continue }
      } else if model.count == entries {
        #expect(order.removeFirst(rows) == model.removeFirst())
      }
      if order.isFull {
        compactions += 1
        order.compact(rows) { key, row in rows[Int(key)] = row }
      }
      rows[Int(key)] = order.append(key)
      model.append(key)
    }
    #expect(compactions > 5)
    for key in model { #expect(order.removeFirst(rows) == key) }
  }
}
