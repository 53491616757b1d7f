import Testing
import Traces

@testable import Simulation

@Suite struct SlotPlanTests {
  @Test("law 18: slots tell their key and place, and where keys are asked, whichever way they are numbered", arguments: 0..<200)
  func numbering(seed: Int) {
    var dice = Dice(seed)
    let (keyCount, placeCount) = (dice.roll(1...6), dice.roll(1...8))
    let ids = (0..<dice.roll(1...40)).map { _ in dice.oneIn(8) ? Keys.none : UInt32(dice.roll(0...keyCount - 1)) }
    let route = ids.map { _ in UInt32(dice.roll(0...placeCount - 1)) }
    for (grouping, few) in [(SlotPlan.Grouping.byKey, 8), (.byKey, 0), (.byPlace, 0)] {
      let plan = SlotPlan.routed(keys: ids, keyCount: keyCount, route: route, placeCount: placeCount, grouping, few: few)
      for i in ids.indices {
        let slot = plan.slots[i]
        guard ids[i] != Keys.none else {
          #expect(slot == Keys.none)
          continue
        }
        #expect(Int(slot) < plan.count)
        #expect(plan.key(slot) == ids[i] && plan.key(slot + UInt32(plan.count)) == ids[i])
        #expect(plan.place(slot) == Int(route[i]) && plan.isAsked(slot))
      }
      for key in 0..<UInt32(keyCount) {
        let found = plan.occurrences(of: key).map { plan.slot(at: $0) }.filter { plan.isAsked($0) }
        let expected = Set(ids.indices.filter { ids[$0] == key }.map { Int(route[$0]) }).sorted()
        #expect(found.map { plan.place($0) } == expected)
        #expect(found.allSatisfy { plan.key($0) == key })
      }
    }
  }
}
