import CPrefetch
import Caching

/// What the flat arrays of a replay live in. Those who read them hold no reference, so that none is counted in the loop: they live as long as the arena.
struct Arena: ~Copyable {
  private var blocks: [UnsafeMutableRawPointer] = []
  private var arrays: [Any] = []

  deinit { for block in blocks { block.deallocate() } }

  /// So many equal elements.
  mutating func cells<Element: BitwiseCopyable>(repeating element: Element, count: Int) -> Cells<Element> {
    let base = allocateFlat(repeating: element, count: count)
    blocks.append(base)
    return Cells(base: base, count: count)
  }

  /// An array, held.
  mutating func column<Element: BitwiseCopyable>(_ elements: [Element]) -> Column<Element> {
    arrays.append(elements)
    return Column(elements)
  }
}

/// A flat array of fixed length in an arena, whose subscript checks its index in debug builds only.
struct Cells<Element: BitwiseCopyable>: BitwiseCopyable {
  fileprivate let base: UnsafeMutablePointer<Element>
  /// How many elements there are.
  let count: Int

  var indices: Range<Int> { 0..<count }

  /// Asks for the memory of an element that will be needed soon, and does not wait for it.
  @inline(__always)
  func prefetch(_ index: Int) { cprefetch(base + index) }

  subscript(index: Int) -> Element {
    @inline(__always) unsafeAddress {
      assert(index >= 0 && index < count, "an index is below the count")
      return UnsafePointer(base + index)
    }
    @inline(__always) nonmutating unsafeMutableAddress {
      assert(index >= 0 && index < count, "an index is below the count")
      return base + index
    }
  }

  /// Some of the elements, with indices of their own; valid as long as the cells are.
  subscript(range: Range<Int>) -> UnsafeBufferPointer<Element> {
    assert(range.lowerBound >= 0 && range.upperBound <= count, "an index is below the count")
    return UnsafeBufferPointer(start: base + range.lowerBound, count: range.count)
  }
}

/// Frees a flat array with the last that holds it.
private final class FlatOwner {
  private let base: UnsafeMutableRawPointer
  init(_ base: UnsafeMutableRawPointer) { self.base = base }
  deinit { base.deallocate() }
}

/// A column of a trace as the loop of a replay reads it; its index is checked in debug builds only.
struct Column<Element: BitwiseCopyable>: BitwiseCopyable {
  private let base: UnsafePointer<Element>
  let count: Int

  /// - Parameter elements: held elsewhere as long as the column is read. Nothing changes an array that is held elsewhere: its elements stay where they are.
  init(_ elements: [Element]) {
    base =
      elements.withUnsafeBufferPointer { $0.baseAddress } ?? UnsafePointer(bitPattern: MemoryLayout<Element>.alignment).unsafelyUnwrapped
    count = elements.count
  }

  /// A copy of elements that are read in any order, on huge pages where it is large, and what it lives in.
  static func scattered(_ elements: [Element]) -> (column: Column, owner: AnyObject) {
    guard let first = elements.first else { return (Column([]), FlatOwner(.allocate(byteCount: 1, alignment: 1))) }
    let base = allocateFlat(repeating: first, count: elements.count)
    elements.withUnsafeBufferPointer { base.update(from: $0.baseAddress.unsafelyUnwrapped, count: elements.count) }
    return (Column(base: UnsafePointer(base), count: elements.count), FlatOwner(base))
  }

  private init(base: UnsafePointer<Element>, count: Int) { (self.base, self.count) = (base, count) }

  @inline(__always)
  var isEmpty: Bool { count == 0 }

  /// Asks for the memory of an element that will be needed soon, and does not wait for it.
  @inline(__always)
  func prefetch(_ index: Int) { cprefetch(base + index) }

  /// Asks for the memory of elements that will be needed soon; they need not exist.
  @inline(__always)
  func prefetch(_ rows: Range<Int>) {
    var row = rows.lowerBound
    while row < rows.upperBound {
      cprefetch(base + row)
      row &+= 64 / MemoryLayout<Element>.stride
    }
  }

  @inline(__always)
  subscript(index: Int) -> Element {
    assert(index >= 0 && index < count, "an index is below the count")
    return base[index]
  }
}
