/// What is asked of the cells one by one.
extension PlacedStore {
  struct View: PlainView {
    let slots: Column<UInt32>
    let entries: Cells<Entry>
    let states: Cells<KeyState>
    let flights: Cells<FlightMarks>
    /// Whether each place has its flights.
    let isByPlace: Bool
    let places: Int
    /// Slots of a key.
    let width: Int

    @inline(__always)
    func slot(_ i: Int, _ key: UInt32) -> UInt32 { slots[i] }
    @inline(__always)
    func isFresh(_ slot: UInt32, at now: Int64) -> Bool { entries[Int(slot)].marks.contains(.stored) && now <= entries[Int(slot)].deadline }
    @inline(__always)
    func answer(_ slot: UInt32) -> UInt32 { entries[Int(slot)].answer }
    @inline(__always)
    func answerBytes(_ slot: UInt32) -> UInt32 { entries[Int(slot)].answerBytes }
    @inline(__always)
    func prefetch(_ i: Int, _ key: UInt32) {
      prefetch(key: key)
      if flights.count > 0 { flights.prefetch(Int(isByPlace ? slots[i] : key)) }
    }
    @inline(__always)
    func prefetch(key: UInt32) {
      states.prefetch(Int(key))
      entries.prefetch(Int(key) &* width)
      if places > 2 { entries.prefetch(Int(key) &* width &+ 2) }
    }
    @inline(__always)
    func prefetchColumns(_ rows: Range<Int>) { slots.prefetch(rows) }
  }

  @inline(__always)
  var flightCount: Int { view.flights.count }
  @inline(__always)
  func isKept(_ slot: UInt32, at now: Int64) -> Bool {
    entries[Int(slot)].marks.contains(.stored) && now <= sum(entries[Int(slot)].deadline, kept)
  }
  @inline(__always)
  func deadline(_ slot: UInt32) -> Int64 { entries[Int(slot)].deadline }
  @inline(__always)
  func isRefreshing(_ slot: UInt32) -> Bool { entries[Int(slot)].marks.contains(.refreshing) }
  @inline(__always)
  func setRefreshing(_ slot: UInt32, _ value: Bool) {
    if value { entries[Int(slot)].marks.insert(.refreshing) } else { entries[Int(slot)].marks.remove(.refreshing) }
  }

  @inline(__always)
  func absentSince(_ key: UInt32) -> Int64 { states[Int(key)].since }
  @inline(__always)
  func isAsked(_ key: UInt32) -> Bool { states[Int(key)].wasAsked }
  @inline(__always)
  func markAsked(_ key: UInt32) { states[Int(key)].wasAsked = true }
  @inline(__always)
  func isExpected(_ key: UInt32) -> Bool { states[Int(key)].underWay > 0 }
  @inline(__always)
  func expect(_ key: UInt32) { states[Int(key)].underWay &+= 1 }
  @inline(__always)
  func expectNoMore(_ key: UInt32) { states[Int(key)].underWay &-= 1 }

  @inline(__always)
  func flight(_ key: UInt32, _ slot: UInt32) -> UInt32 { view.isByPlace ? slot : key }
  @inline(__always)
  func isUnderWay(_ flight: UInt32) -> Bool { view.flights[Int(flight)].contains(.underWay) }
  @inline(__always)
  func setUnderWay(_ flight: UInt32, _ value: Bool) { set(.underWay, flight, value) }
  @inline(__always)
  func isAwaited(_ flight: UInt32) -> Bool { view.flights[Int(flight)].contains(.awaited) }
  @inline(__always)
  func setAwaited(_ flight: UInt32, _ value: Bool) { set(.awaited, flight, value) }
  @inline(__always)
  private func set(_ mark: FlightMarks, _ flight: UInt32, _ value: Bool) {
    if value { view.flights[Int(flight)].insert(mark) } else { view.flights[Int(flight)].remove(mark) }
  }
}
