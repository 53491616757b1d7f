internal import CDot
internal import Dispatch
internal import Synchronization

extension VectorSet {
  /// The most alike of each vector, exactly: before it, and among all.
  ///
  /// Every pair is looked at once, in 8 bits; what may be good enough after that is worked out in full. The result is that of working out
  /// every pair in full, on every machine and any number of threads.
  /// - Parameters:
  ///   - floor: Pairs below it are no neighbours; nor are pairs of score 0.
  ///   - degree: How many neighbours of each vector are kept at most; with 0, only the best before it.
  ///   - threads: How many threads work.
  /// - Complexity: O(``count``² · ``dimensions``); memory O(``count`` · (``dimensions`` + `degree`)).
  public func neighbours(floor: Score, degree: Int, threads: Int = 1) -> Neighbours {
    neighbours(floor: floor, degree: degree, threads: threads, path: .best)
  }

  func neighbours(floor: Score, degree: Int, threads: Int, path: DotPath, block: Int = 256) -> Neighbours {
    let join = SelfJoin(self, floor: floor, degree: max(degree, 0), path: path, block: block)
    join.run(threads: threads)
    return join.result
  }
}

/// The work of a join: pairs of blocks, spread over threads.
///
/// What is kept of each text is the best by score and age, whatever the order in which it is found; the order of the work only lets the
/// limits rise early. Blocks come in ascending order for each block, so that of equals the older is there first.
private final class SelfJoin: @unchecked Sendable {
  private let vectors: VectorSet
  private let quantised: QuantisedVectors
  private let path: DotPath
  private let blocks: [JoinBlock]
  private let locks: [Lock]
  private let panelsOfBlock: Int
  private let hasLists: Bool

  init(_ vectors: VectorSet, floor: Score, degree: Int, path: DotPath, block: Int) {
    self.vectors = vectors
    self.path = path
    hasLists = degree > 0
    panelsOfBlock = max(block / QuantisedVectors.panel, 1)
    quantised = QuantisedVectors(vectors)
    let size = panelsOfBlock * QuantisedVectors.panel
    blocks = stride(from: 0, to: vectors.count, by: size).map {
      JoinBlock(rows: $0..<min($0 + size, vectors.count), degree: degree, floor: floor)
    }
    locks = blocks.map { _ in Lock() }
  }

  var result: Neighbours {
    var result = Neighbours()
    for block in blocks { block.give(to: &result) }
    return result
  }

  /// Pairs of one sum of indices have no block in common: threads work side by side on them.
  func run(threads: Int) {
    let pairs = Mutex(Pairs(blocks: blocks.count))
    vectors.values.withUnsafeBufferPointer { values in
      guard let values = values.baseAddress.map(Shared.init) else { return }
      DispatchQueue.concurrentPerform(iterations: max(1, min(threads, blocks.count))) { _ in
        let size = panelsOfBlock * QuantisedVectors.panel
        let scratch = Scratch(size: size)
        while let (row, column) = pairs.withLock({ $0.next() }) {
          locks[column].hold {
            if row == column { return join(row, column, values.pointer, scratch) }
            locks[row].hold { join(row, column, values.pointer, scratch) }
          }
        }
      }
    }
  }

  /// Works out the pairs of a text of block `row` with an earlier one of block `column`.
  private func join(_ row: Int, _ column: Int, _ values: UnsafePointer<Float>, _ scratch: Scratch) {
    let (rows, columns) = (blocks[row], blocks[column])
    let dimensions = vectors.dimensions
    let width = QuantisedVectors.panel
    for (index, text) in columns.rows.enumerated() {
      scratch.columnLimits[index] = hasLists ? columns.limit(text, next: rows.rows.lowerBound, isEarlier: false) : .infinity
    }
    for index in columns.rows.count..<panelsOfBlock * width { scratch.columnLimits[index] = .infinity }
    var column = view(of: columns, scratch.columnLimits)
    for first in stride(from: rows.rows.lowerBound, to: rows.rows.upperBound, by: width) {
      for index in 0..<width {
        let text = first + index
        let isRow = text < rows.rows.upperBound
        scratch.rowLimits[index] = isRow ? rows.limit(text, next: columns.rows.lowerBound, isEarlier: true) : .infinity
      }
      var row = view(from: first, scratch.rowLimits)
      // Of its own block, a text has earlier ones up to its own panel only.
      let last = rows === columns ? first : columns.rows.upperBound - 1
      let panels = (last - columns.rows.lowerBound) / width + 1
      let found = cdot_candidates(path.rawValue, &row, &column, panels, quantised.groups, scratch.found)
      for candidate in UnsafeBufferPointer(start: scratch.found, count: found) {
        let text = first + Int(candidate) % width
        let earlier = columns.rows.lowerBound + Int(candidate) / width
        guard earlier < text, text < rows.rows.upperBound else { continue }
        let score = Score(cosine: exactDot(values + text * dimensions, values + earlier * dimensions, dimensions, path: path))
        rows.add(earlier, score, to: text, isEarlier: true)
        guard hasLists else { continue }
        columns.add(text, score, to: earlier, isEarlier: false)
        scratch.columnLimits[earlier - columns.rows.lowerBound] =
          columns.limit(earlier, next: rows.rows.lowerBound, isEarlier: false)
      }
    }
  }

  private func view(of block: JoinBlock, _ limits: UnsafeMutablePointer<Float>) -> cdot_vectors {
    view(from: block.rows.lowerBound, limits)
  }

  private func view(from text: Int, _ limits: UnsafeMutablePointer<Float>) -> cdot_vectors {
    let panels = quantised.numbers + text / QuantisedVectors.panel * quantised.stride
    return cdot_vectors(panels: panels, scale: quantised.scales + text, error: quantised.errors + text, limit: limits)
  }

  /// Memory of one thread.
  private final class Scratch {
    let columnLimits: UnsafeMutablePointer<Float>
    let rowLimits: UnsafeMutablePointer<Float>
    let found: UnsafeMutablePointer<UInt32>

    init(size: Int) {
      columnLimits = .allocate(capacity: size)
      rowLimits = .allocate(capacity: QuantisedVectors.panel)
      found = .allocate(capacity: size * QuantisedVectors.panel)
    }

    deinit {
      columnLimits.deallocate()
      rowLimits.deallocate()
      found.deallocate()
    }
  }

  private final class Lock: Sendable {
    private let mutex = Mutex(())
    func hold(_ body: () -> Void) { mutex.withLock { _ in body() } }
  }

  private struct Shared: @unchecked Sendable {
    let pointer: UnsafePointer<Float>
  }

  /// All pairs of blocks with the later one first, by the sum of their indices.
  private struct Pairs {
    let blocks: Int
    private var row = 0
    private var column = 0

    init(blocks: Int) { self.blocks = blocks }

    mutating func next() -> (row: Int, column: Int)? {
      guard row < blocks else { return nil }
      defer { advance() }
      return (row, column)
    }

    private mutating func advance() {
      if row - column >= 2 {
        row -= 1
        column += 1
      } else {
        let sum = row + column + 1
        row = min(sum, blocks - 1)
        column = sum - row
        if column > row { row = blocks }  // all pairs were given
      }
    }
  }
}
