import CZstd

#if _endian(big)
  #error("Columns are packed as they stand in memory, little-endian: swap the bytes in packed(_:) and unpacked(_:count:as:).")
#endif

/// The bytes of a column, compressed; `nil` where the compressor fails.
///
/// The bytes are arranged in planes first: all lowest bytes, then all second bytes, and so on. Ids and counts are small numbers in wide
/// columns, so that their upper planes vanish: a trace takes about half of what it takes value after value. Equal columns give equal
/// bytes: one frame, one thread, a fixed level.
func packed<Element: ColumnElement>(_ column: [Element]) -> [UInt8]? {
  let width = MemoryLayout<Element>.size
  return column.withUnsafeBytes { bytes in
    guard width > 1 else { return compressed(bytes) }
    let planes = [UInt8](unsafeUninitializedCapacity: bytes.count) { planes, size in
      switch width {
      case 2: fillPlanes(planes, bytes, UInt16.self)
      case 4: fillPlanes(planes, bytes, UInt32.self)
      default: fillPlanes(planes, bytes, UInt64.self)
      }
      size = bytes.count
    }
    return planes.withUnsafeBytes(compressed)
  }
}

/// Writes the planes of words, one after the other: a loop that the compiler makes vectors of.
private func fillPlanes<Word: FixedWidthInteger & BitwiseCopyable>(
  _ planes: UnsafeMutableBufferPointer<UInt8>, _ words: UnsafeRawBufferPointer, _ word: Word.Type
) {
  guard let planes = planes.baseAddress, let first = words.baseAddress else { return }
  let width = MemoryLayout<Word>.size
  let count = words.count / width
  for plane in 0..<width {
    let out = planes + plane * count
    let shift = Word(truncatingIfNeeded: 8 * plane)
    for i in 0..<count { out[i] = UInt8(truncatingIfNeeded: first.loadUnaligned(fromByteOffset: i &* width, as: Word.self) &>> shift) }
  }
}

/// The column of `count` values that ``packed(_:)`` made; `nil` where the frame is broken or holds another number of bytes.
///
/// Nothing is allocated unless the frame says, and is long enough to hold, as much.
func unpacked<Element: ColumnElement>(_ frame: UnsafeRawBufferPointer, count: Int, as type: Element.Type = Element.self) -> [Element]? {
  let width = MemoryLayout<Element>.size
  let (size, overflow) = count.multipliedReportingOverflow(by: width)
  guard !overflow, size <= mostBytes(in: frame.count), ZSTD_getFrameContentSize(frame.baseAddress, frame.count) == UInt64(size) else {
    return nil
  }
  let planes = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 16)
  defer { planes.deallocate() }
  guard ZSTD_decompress(planes.baseAddress, size, frame.baseAddress, frame.count) == size else { return nil }
  return Array(unsafeUninitializedCapacity: count) { column, initialised in
    let bytes = UnsafeMutableRawBufferPointer(column)
    for i in 0..<count {
      for plane in 0..<width { bytes[i * width + plane] = planes[plane * count + i] }
    }
    initialised = count
  }
}

/// Zstandard's level: the default, beyond which columns of numbers hardly shrink.
private let level: CInt = 3

/// The most that a frame of `size` bytes can unpack to: a block of four bytes stands for at most 128 KiB (RFC 8878, 3.1.1.2).
private func mostBytes(in size: Int) -> Int { (size / 4 + 1) << 17 }

private func compressed(_ bytes: UnsafeRawBufferPointer) -> [UInt8]? {
  let bound = ZSTD_compressBound(bytes.count)
  guard ZSTD_isError(bound) == 0 else { return nil }
  let out = UnsafeMutableRawBufferPointer.allocate(byteCount: bound, alignment: 16)
  defer { out.deallocate() }
  let written = ZSTD_compress(out.baseAddress, bound, bytes.baseAddress, bytes.count, level)
  return ZSTD_isError(written) == 0 ? Array(out[..<written]) : nil
}
