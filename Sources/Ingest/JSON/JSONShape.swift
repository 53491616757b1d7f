/// What is remembered of the texts of one form: where the members of their objects are, which is looked for once.
struct JSONShape {
  /// Answers of ``found(by:in:)`` that are kept.
  private static let mostFound = 24

  private struct Found {
    let table: JSONFieldTable
    let object: UInt32
    let nodes: UnsafeMutableBufferPointer<UInt32>
  }

  /// Where a member of an object is that was asked for by a name of the program.
  private struct Answer {
    var key: UnsafePointer<UInt8>?
    var length = 0
    var object: UInt32 = 0
    var name: UInt32 = 0
  }

  /// Places for answers, a power of two.
  private static let mostAnswers = 64

  /// Whether a second text had it, ever and since its place was last thought of for another.
  fileprivate var isProven = false
  fileprivate var wasMet = false
  private let found = UnsafeMutablePointer<Found>.allocate(capacity: mostFound)
  private var foundCount = 0
  private let answers = UnsafeMutablePointer<Answer>.allocate(capacity: mostAnswers)

  /// A shape of which nothing is known.
  init() { answers.initialize(repeating: Answer(), count: Self.mostAnswers) }

  /// Gives back all memory.
  func deallocate() {
    for index in 0..<foundCount { found[index].nodes.deallocate() }
    found.deallocate()
    answers.deallocate()
  }

  /// The node of the last name of an object that means `key`, or 0; `nil` if it is not at hand.
  @inline(__always)
  func answer(_ key: UnsafeBufferPointer<UInt8>, in object: UInt32) -> UInt32? {
    let answer = answers[Self.place(key, object)]
    return answer.key == key.baseAddress && answer.object == object && answer.length == key.count ? answer.name : nil
  }

  /// Keeps what ``answer(_:in:)`` is to give.
  @inline(__always)
  func keep(_ name: UInt32, for key: UnsafeBufferPointer<UInt8>, in object: UInt32) {
    answers[Self.place(key, object)] = Answer(key: key.baseAddress, length: key.count, object: object, name: name)
  }

  @inline(__always)
  private static func place(_ key: UnsafeBufferPointer<UInt8>, _ object: UInt32) -> Int {
    let mixed = UInt32(truncatingIfNeeded: UInt(bitPattern: key.baseAddress)) &+ object &* 0x9E37_79B1
    return Int((mixed &* 0x85EB_CA6B) &>> 26)
  }

  /// Where the members of `object` are that are among the names of a table, as the table finds them; `nil` if too many were asked for.
  @inline(__always)
  mutating func found(by table: JSONFieldTable, in object: JSONValue) -> UnsafeBufferPointer<UInt32>? {
    for index in 0..<foundCount where found[index].object == object.index && found[index].table == table {
      return UnsafeBufferPointer(found[index].nodes)
    }
    return find(table, object)
  }

  @inline(never)
  private mutating func find(_ table: JSONFieldTable, _ object: JSONValue) -> UnsafeBufferPointer<UInt32>? {
    guard foundCount < Self.mostFound else { return nil }
    let nodes = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: table.count)
    nodes.initialize(repeating: 0)
    if object.node.isKind(.object) { table.find(object, nodes) }
    (found + foundCount).initialize(to: Found(table: table, object: object.index, nodes: nodes))
    foundCount += 1
    return UnsafeBufferPointer(nodes)
  }
}

/// The shapes of the texts that a parser has met last.
struct JSONShapes: ~Copyable {
  /// Forms that may be kept without a second text of one of them coming: to keep one costs as much as some texts. After that only one in
  /// ``patience`` is kept.
  private static let mostCredit = 64
  private static let patience = 64

  /// Where the forms are left for another thread, if they are.
  var board: JSONFormBoard?
  private var forms = JSONForms.none
  private var follower = JSONFollower()
  /// The shapes of ``forms``, in their order.
  private let shapes = UnsafeMutablePointer<JSONShape>.allocate(capacity: JSONForms.most)
  /// The place that is thought of next for a new one.
  private var hand = 0
  private var credit = mostCredit
  private var refused = 0

  deinit {
    for place in forms.forms.indices { shapes[place].deallocate() }
    shapes.deallocate()
  }

  /// Fills the tape of a text, if its form is known, and gives its shape.
  @inline(__always)
  mutating func fill(
    _ nodes: UnsafeMutablePointer<JSONNode>, _ text: UnsafePointer<UInt8>, _ length: Int, level: CInt
  ) -> UnsafeMutablePointer<JSONShape>? {
    guard let place = follower.fill(nodes, text, length, along: forms, level: level) else { return nil }
    return meet(place)
  }

  /// The shape of a text that another thread found to have one of some forms; `nil` if that is known no more.
  @inline(__always)
  mutating func shape(of place: Int, in others: JSONForms) -> UnsafeMutablePointer<JSONShape>? {
    follower.hit()
    guard let place = others === forms ? place : forms.forms.firstIndex(where: { $0 === others.forms[place] }) else { return nil }
    return meet(place)
  }

  @inline(__always)
  private mutating func meet(_ place: Int) -> UnsafeMutablePointer<JSONShape> {
    shapes[place].wasMet = true
    if !shapes[place].isProven {
      shapes[place].isProven = true
      credit = min(credit + 2, Self.mostCredit)
    }
    return shapes + place
  }

  /// Keeps the form of a text that ``fill(_:_:_:level:)`` found none for, and has its tape now; gives its shape if it is kept.
  @inline(never)
  mutating func keep(
    _ nodes: UnsafePointer<JSONNode>, _ text: UnsafePointer<UInt8>, _ length: Int
  ) -> UnsafeMutablePointer<JSONShape>? {
    follower.miss()
    guard isKept(), let form = JSONForm(nodes, text, length) else { return nil }
    // CLOCK: forms that come once do not drive out those that come again.
    if forms.forms.count == JSONForms.most {
      while shapes[hand].wasMet {
        shapes[hand].wasMet = false
        hand = (hand + 1) % JSONForms.most
      }
      shapes[hand].deallocate()
    }
    let place = hand
    (shapes + place).initialize(to: JSONShape())
    forms = forms.replacing(place, with: form)
    follower.expect(place)
    board?.leave(forms)
    hand = (place + 1) % JSONForms.most
    return shapes + place
  }

  /// Whether a form that was met is to be kept.
  private mutating func isKept() -> Bool {
    if credit > 0 {
      credit -= 1
      return true
    }
    refused &+= 1
    return refused % Self.patience == 0
  }
}
