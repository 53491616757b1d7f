internal import Synchronization

/// The forms of the texts that a parser has met last. They do not change: a parser that meets another makes a set anew.
final class JSONForms: Sendable {
  static let most = 16
  static let none = JSONForms(forms: [], shared: [])

  let forms: [JSONForm]
  /// Of each two of them, at ``most`` times the one and the other: how many pieces, from the first on, are the same.
  private let shared: [Int]
  /// How many nodes the longest tape has.
  let mostNodes: Int

  private init(forms: [JSONForm], shared: [Int]) {
    self.forms = forms
    self.shared = shared
    mostNodes = forms.map(\.nodeCount).max() ?? 0
  }

  /// These with another in a place, which may be the next new one.
  func replacing(_ place: Int, with form: JSONForm) -> JSONForms {
    var forms = forms
    if place < forms.count { forms[place] = form } else { forms.append(form) }
    var shared = shared.isEmpty ? [Int](repeating: 0, count: Self.most * Self.most) : shared
    for other in forms.indices {
      let same = form.shared(with: forms[other])
      shared[place * Self.most + other] = same
      shared[other * Self.most + place] = same
    }
    return JSONForms(forms: forms, shared: shared)
  }

  /// Calls `body` with the others that are the same as one up to a piece, but not there, until it gives something.
  @inline(never)
  fileprivate func first<R>(parting from: Int, at piece: Int, _ body: (Int, JSONForm) -> R?) -> R? {
    for other in forms.indices where other != from && shared[from * Self.most + other] == piece {
      if let result = body(other, forms[other]) { return result }
    }
    return nil
  }
}

/// Fills tapes along forms, trying first the one that was met last.
struct JSONFollower: ~Copyable {
  /// Texts in a row without a form after which only one in ``patience`` is tried.
  private static let trust = 64
  private static let patience = 64

  private var last = 0
  private var trusted = trust
  private var misses = 0
  /// Where the pieces of the text at hand begin.
  private var places = UnsafeMutableBufferPointer<UInt32>(start: nil, count: 0)

  deinit { places.deallocate() }

  /// Counts a text that has one of the forms.
  @inline(__always)
  mutating func hit() { trusted = Self.trust }

  /// Counts a text that has none of them.
  mutating func miss() {
    trusted = max(trusted - 1, 0)
    misses &+= 1
  }

  /// Fills the tape, which has room for it, of a text that has one of the forms, and gives which.
  ///
  /// Where a text leaves one form, it may go on with another that is the same up to there.
  @inline(__always)
  mutating func fill(
    _ nodes: UnsafeMutablePointer<JSONNode>, _ text: UnsafePointer<UInt8>, _ length: Int, along forms: JSONForms, level: CInt
  ) -> Int? {
    guard !forms.forms.isEmpty, trusted > 0 || misses % Self.patience == 0 else { return nil }
    if last >= forms.forms.count { last = 0 }
    var form = forms.forms[last]
    if places.count < form.count { makeRoom(form.count) }
    places[0] = 0
    var piece = form.follow(text, length, from: 0, places.baseAddress.unsafelyUnwrapped, nodes, level: level)
    var found = last
    while piece < form.count {
      let other = forms.first(parting: found, at: piece) { place, other in
        if places.count < other.count { makeRoom(other.count) }
        let reached = other.follow(text, length, from: piece, places.baseAddress.unsafelyUnwrapped, nodes, level: level)
        return reached > piece ? (place, other, reached) : nil
      }
      guard let other else { return nil }
      (found, form, piece) = other
    }
    form.fill(nodes, places.baseAddress.unsafelyUnwrapped)
    last = found
    hit()
    return found
  }

  /// Has the next text tried along the form in a place first.
  mutating func expect(_ place: Int) { last = place }

  @inline(never)
  private mutating func makeRoom(_ count: Int) {
    let larger = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: 2 * count)
    _ = larger.initialize(from: places)
    places.deallocate()
    places = larger
  }
}

/// What another thread has made of a text. Valid as long as what it has made of the block is.
enum JSONAhead {
  /// Its tape, and the place of its form among some.
  case tape(UnsafePointer<JSONNode>, form: Int, of: Unmanaged<JSONForms>)
  /// Its tokens, where it has no known form.
  case tokens(JSONTokens.View)
}

/// Where the thread that parses leaves the forms that it knows for the one that reads ahead.
final class JSONFormBoard: Sendable {
  private let forms = Mutex(JSONForms.none)

  /// The forms that were left last.
  var latest: JSONForms { forms.withLock { $0 } }

  /// Leaves forms in place of the former ones.
  func leave(_ forms: JSONForms) { self.forms.withLock { $0 = forms } }
}
