import Glibc
import Synchronization
import Units

/// One line on standard error that overwrites itself: how many strategies of so many are done, and how long the rest will take.
final class WorkLine: Sendable {
  private let what: String
  private let isShown: Bool
  private let started = WorkLine.now()
  private let state = Mutex((shown: 0.0, isOnScreen: false))

  /// - Parameters:
  ///   - what: the work: "Sweeping", as in "Sweeping: 37 of 120 strategies".
  ///   - isShown: whether anything is shown at all.
  init(_ what: String, isShown: Bool) {
    self.what = what
    self.isShown = isShown
  }

  func show(_ done: Int, of total: Int) {
    guard isShown else { return }
    let now = Self.now()
    state.withLock { state in
      guard now - started > 0.5, now - state.shown > 0.1 else { return }
      state = (now, true)
      Terminal.note("\r\u{1B}[K" + Self.text(what, done, of: total, elapsed: now - started))
    }
  }

  func clear() {
    state.withLock { state in
      if state.isOnScreen { Terminal.note("\r\u{1B}[K") }
      state.isOnScreen = false
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
