/// Values in one array whose places are used again.
struct Pool<Element: BitwiseCopyable>: ~Copyable {
  private var elements = Vector<Element>()
  private var free = Vector<UInt32>()

  @inline(__always)
  mutating func add(_ element: Element) -> UInt32 {
    if let index = free.popLast() {
      elements[Int(index)] = element
      return index
    }
    elements.append(element)
    return UInt32(truncatingIfNeeded: elements.count &- 1)
  }

  @inline(__always)
  mutating func release(_ index: UInt32) { free.append(index) }

  subscript(index: UInt32) -> Element {
    @inline(__always) get { elements[Int(index)] }
    @inline(__always) _modify { yield &elements[Int(index)] }
  }
}
