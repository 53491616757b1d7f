internal import Units

/// The requests of the last while: what was asked and by whom. Empty where no repeat looks back.
/// - Complexity: O(1) a request on average; memory for the requests of one window.
struct RecentPast {
  private struct Asked {
    var start: Timestamp
    var wording: Repeats.Wording
    var user: Int
  }

  private struct Asker: Hashable {
    var key: Int
    var user: Int
  }

  private let share: Double
  private let window: Microseconds
  /// In the order of starts; those before `first` are forgotten.
  private var requests: [Asked] = []
  private var first = 0
  /// How often each user asked each key within the window.
  private var askers: [Asker: Int] = [:]

  init(_ spec: WorkloadSpec) {
    share = spec.recencyShare
    window = spec.recencyWindow
  }

  /// Forgets what started more than a window before `time`.
  mutating func advance(to time: Timestamp) {
    while first < requests.count, time.microseconds - requests[first].start.microseconds > window.count {
      let asker = Asker(key: requests[first].wording.key, user: requests[first].user)
      let others = (askers[asker] ?? 1) - 1
      askers[asker] = others > 0 ? others : nil
      first += 1
    }
    if first > 1_024, first > requests.count / 2 {
      requests.removeFirst(first)
      first = 0
    }
  }

  /// Takes up a request; starts rise from one to the next.
  mutating func add(_ wording: Repeats.Wording, by user: Int, at start: Timestamp) {
    guard share > 0 else { return }
    requests.append(Asked(start: start, wording: wording, user: user))
    askers[Asker(key: wording.key, user: user), default: 0] += 1
  }

  /// The wording that a repeat takes up from the recent past; `nil` where it goes by popularity, or where nothing is recent.
  func repeated(_ dice: inout Dice) -> Repeats.Wording? {
    guard share > 0, dice.happens(share), first < requests.count else { return nil }
    return requests[first + dice.index(requests.count - first)].wording
  }

  /// Whether the user asked the key within the window.
  func holds(_ key: Int, by user: Int) -> Bool { askers[Asker(key: key, user: user)] != nil }
}
