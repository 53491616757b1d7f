/// Sorts requests in runs that are written to a spill file and merged from there: beside the requests themselves, memory for one run
/// (16 bytes a request of it) or for the blocks of the merge, whichever is more.
struct RequestMerge {
  /// Rows of a run that are held at a time.
  private static let block = 4_096

  private let file: any SpillFile
  private let count: Int
  private let run: Int
  private var heads: [Head] = []

  /// A run that is being read.
  private struct Head {
    /// The next row to be read from the file, and the end of the run.
    var next: Int
    let end: Int
    var rows: [PackedRow] = []
    var position = 0
  }

  /// Writes the runs of `requests`, each in order.
  init(_ requests: Requests, run: Int, to file: any SpillFile) throws {
    self.file = file
    self.run = run
    count = requests.count
    var rows: [PackedRow] = []
    for start in stride(from: 0, to: count, by: run) {
      let end = min(start + run, count)
      for index in requests.order(of: start..<end) {
        rows.append(PackedRow(requests, Int(index)))
        if rows.count == Self.block { try Self.flush(&rows, to: file) }
      }
      try Self.flush(&rows, to: file)
      heads.append(Head(next: start, end: end))
    }
  }

  private static func flush(_ rows: inout [PackedRow], to file: any SpillFile) throws {
    guard !rows.isEmpty else { return }
    _ = try rows.withUnsafeBytes { try file.append($0) }
    rows.removeAll(keepingCapacity: true)
  }

  /// Gives all rows in order, each with its former index.
  mutating func forEachRow(_ body: (PackedRow) -> Void) throws {
    for index in heads.indices { try fill(index) }
    // A heap of runs by their first rows; equal rows do not exist, as each has an index of its own.
    var heap = Array(heads.indices)
    for index in stride(from: heap.count / 2 - 1, through: 0, by: -1) { sift(&heap, from: index) }
    while let top = heap.first {
      body(heads[top].rows[heads[top].position])
      heads[top].position += 1
      if heads[top].position == heads[top].rows.count { try fill(top) }
      if heads[top].rows.isEmpty {
        heap[0] = heap[heap.count - 1]
        heap.removeLast()
      }
      if !heap.isEmpty { sift(&heap, from: 0) }
    }
  }

  /// Reads the next rows of a run; none at its end.
  private mutating func fill(_ index: Int) throws {
    let head = heads[index]
    let more = min(Self.block, head.end - head.next)
    heads[index].position = 0
    heads[index].rows = Array(repeating: PackedRow(), count: more)
    guard more > 0 else { return }
    let offset = head.next * MemoryLayout<PackedRow>.stride
    try heads[index].rows.withUnsafeMutableBytes { try file.read(at: offset, into: $0) }
    heads[index].next += more
  }

  private func sift(_ heap: inout [Int], from start: Int) {
    var index = start
    while true {
      var least = index
      for child in [2 * index + 1, 2 * index + 2] where child < heap.count && row(heap[child]) < row(heap[least]) { least = child }
      if least == index { return }
      heap.swapAt(index, least)
      index = least
    }
  }

  private func row(_ index: Int) -> PackedRow { heads[index].rows[heads[index].position] }
}

/// A request with its former index, as bytes that can be written and read again.
struct PackedRow: BitwiseCopyable {
  var arrival: Int64 = 0
  var duration: Int64 = 0
  var firstToken: Int64 = 0
  var loggedCost: Int64 = 0
  var tokens: (UInt32, UInt32, UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0, 0, 0)
  var estimates: (UInt32, UInt32) = (0, 0)
  var prompt: UInt32 = 0
  var parameters: UInt32 = 0
  var caller: UInt32 = 0
  var answer: UInt32 = 0
  var answerBytes: UInt32 = 0
  var call: UInt32 = 0
  var flags: UInt32 = 0
  var line: UInt32 = 0
  var index: UInt32 = 0
  var status: UInt16 = 0
  var source: UInt16 = 0

  init() {}

  init(_ requests: Requests, _ i: Int) {
    arrival = requests.arrival[i]
    duration = requests.duration[i]
    firstToken = requests.firstToken[i]
    loggedCost = requests.loggedCost[i]
    tokens = (
      requests.uncachedInput[i], requests.cacheRead[i], requests.cacheWrite5m[i], requests.cacheWrite1h[i], requests.output[i],
      requests.reasoning[i]
    )
    estimates = (requests.promptEstimate[i], requests.answerEstimate[i])
    prompt = requests.prompt[i]
    parameters = requests.parameters[i]
    caller = requests.caller[i]
    answer = requests.answer[i]
    answerBytes = requests.answerBytes[i]
    call = requests.call[i]
    flags = requests.flags[i].rawValue
    line = requests.line[i]
    index = UInt32(i)
    status = requests.status[i]
    source = requests.source[i]
  }

  /// Law 2, ties by the order of reading.
  static func < (a: PackedRow, b: PackedRow) -> Bool {
    (a.arrival, a.source, a.line, a.index) < (b.arrival, b.source, b.line, b.index)
  }
}

extension Requests {
  /// Appends a row as it was packed.
  mutating func append(_ row: PackedRow) {
    arrival.append(row.arrival)
    duration.append(row.duration)
    firstToken.append(row.firstToken)
    uncachedInput.append(row.tokens.0)
    cacheRead.append(row.tokens.1)
    cacheWrite5m.append(row.tokens.2)
    cacheWrite1h.append(row.tokens.3)
    output.append(row.tokens.4)
    reasoning.append(row.tokens.5)
    promptEstimate.append(row.estimates.0)
    answerEstimate.append(row.estimates.1)
    loggedCost.append(row.loggedCost)
    prompt.append(row.prompt)
    parameters.append(row.parameters)
    caller.append(row.caller)
    answer.append(row.answer)
    answerBytes.append(row.answerBytes)
    call.append(row.call)
    flags.append(RequestFlags(rawValue: row.flags))
    status.append(row.status)
    source.append(row.source)
    line.append(row.line)
  }

  /// Makes room for so many rows in all.
  mutating func reserve(_ count: Int) {
    var room = Room(count: count)
    visitColumns(&room)
  }
}

private struct Room: ColumnVisitor {
  let count: Int

  mutating func visit<Element: ColumnElement>(_ name: String, _ column: inout [Element]) { column.reserveCapacity(count) }

  mutating func visitIncreasing(_ name: String, _ column: inout [Int64]) { column.reserveCapacity(count) }
}
