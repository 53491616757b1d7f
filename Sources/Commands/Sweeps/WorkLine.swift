import Glibc
import Synchronization
import Units

/// One line on standard error that overwrites itself: how many of so many are done, and how long the rest will take.
final class WorkLine: Sendable {
  private let what: String
  private let total: Int
  private let started = WorkLine.now()
  private let state = Mutex((done: 0, shown: 0.0, isShown: false))

  /// - Parameter what: the work with its objects: "Sweeping", as in "Sweeping: 37 of 120 strategies".
  init(_ what: String, of total: Int) {
    self.what = what
    self.total = total
  }

  /// One more is done.
  func step() {
    let now = Self.now()
    state.withLock { state in
      state.done += 1
      guard now - started > 0.5, now - state.shown > 0.1 else { return }
      state.shown = now
      state.isShown = true
      Terminal.note("\r\u{1B}[K" + Self.text(what, state.done, of: total, elapsed: now - started))
    }
  }

  func clear() {
    state.withLock { state in
      if state.isShown { Terminal.note("\r\u{1B}[K") }
      state.isShown = false
    }
  }

  /// "Sweeping: 37 of 120 strategies, 2 min left".
  static func text(_ what: String, _ done: Int, of total: Int, elapsed: Double) -> String {
    let left = elapsed / Double(max(done, 1)) * Double(max(total - done, 0))
    return "\(what): \(grouped(done)) of \(grouped(total)) strategies, \(Microseconds(seconds: left).span) left"
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
