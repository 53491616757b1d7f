/// NumPy's file of one array: a table of vectors, a row each. Source: numpy.lib.format, versions 1.0 to 3.0.
///
/// Read are 16-, 32- and 64-bit floats, 8-bit integers (any scale: vectors are normalised) and bfloat16 (as ml_dtypes writes it: two
/// bytes of no type), little-endian and in C order.
public struct NPY: Sendable, Equatable {
  /// The numbers of a table.
  public enum Element: String, Sendable, CaseIterable {
    case half = "<f2", single = "<f4", double = "<f8", byte = "|i1", brain = "<V2"

    /// Bytes of a number.
    public var size: Int {
      switch self {
      case .byte: 1
      case .half, .brain: 2
      case .single: 4
      case .double: 8
      }
    }
  }

  /// The kind of number.
  public let element: Element
  /// Rows of the table.
  public let rows: Int
  /// Numbers of a row.
  public let dimensions: Int
  /// Where the numbers begin in the file.
  public let start: Int

  /// The longest header that is read; NumPy's own are of some 80 bytes.
  public static let maximumHeader = 4_096

  /// Reads the header of a file, and checks that the rest is as long as it says.
  public init(_ file: UnsafeRawBufferPointer) throws(NPYError) {
    guard file.count >= 10, file[0] == 0x93, file[1..<6].elementsEqual("NUMPY".utf8) else { throw .noArray }
    let major = file[6]
    guard (1...3).contains(major), file[7] == 0 else { throw .version(Int(major)) }
    let lengthBytes = major == 1 ? 2 : 4
    guard file.count >= 8 + lengthBytes else { throw .short }
    let length = (0..<lengthBytes).reduce(0) { $0 | Int(file[8 + $1]) << (8 * $1) }
    guard length <= Self.maximumHeader else { throw .header }
    start = 8 + lengthBytes + length
    guard file.count >= start else { throw .short }
    var header = HeaderParser(file[(8 + lengthBytes)..<start])
    guard let fields = header.read() else { throw .header }
    guard !fields.isFortranOrder else { throw .fortranOrder }
    guard let element = Self.element(fields.type) else { throw .element }
    guard fields.shape.count == 2 else { throw .shape(fields.shape.count) }
    (rows, dimensions) = (fields.shape[0], fields.shape[1])
    self.element = element
    guard (1...VectorSet.maximumDimensions).contains(dimensions) else { throw .vectors(.dimensions(dimensions)) }
    let (bytes, overflow) = rows.multipliedReportingOverflow(by: dimensions * element.size)
    guard !overflow, file.count - start == bytes else { throw .length(expected: overflow ? .max : bytes, found: file.count - start) }
  }

  /// One byte has no order, and NumPy writes bfloat16 in either way.
  private static func element(_ type: String) -> Element? {
    switch type {
    case "<i1", "i1": .byte
    case "|V2", "V2": .brain
    default: Element(rawValue: type)
    }
  }

  /// The vectors of a file, as those of `model`.
  /// - Complexity: O(length of the file).
  public static func vectors(of file: UnsafeRawBufferPointer, model: String) throws(NPYError) -> VectorSet {
    let table = try NPY(file)
    do throws(VectorError) {
      var set = try VectorSet(model: model, dimensions: table.dimensions)
      set.reserve(table.rows)
      var row = [Float](repeating: 0, count: table.dimensions)
      for index in 0..<table.rows {
        let offset = table.start + index * table.dimensions * table.element.size
        table.read(file, offset, into: &row)
        try set.append(row)
      }
      return set
    } catch {
      throw .vectors(error)
    }
  }

  private func read(_ file: UnsafeRawBufferPointer, _ offset: Int, into row: inout [Float]) {
    for index in 0..<dimensions {
      let place = offset + index * element.size
      switch element {
      case .byte: row[index] = Float(Int8(bitPattern: file[place]))
      case .half: row[index] = Half.float(UInt16(littleEndian: file.loadUnaligned(fromByteOffset: place, as: UInt16.self)))
      case .brain:
        row[index] = Float(bitPattern: UInt32(UInt16(littleEndian: file.loadUnaligned(fromByteOffset: place, as: UInt16.self))) << 16)
      case .single: row[index] = Float(bitPattern: UInt32(littleEndian: file.loadUnaligned(fromByteOffset: place, as: UInt32.self)))
      case .double:
        row[index] = Float(Double(bitPattern: UInt64(littleEndian: file.loadUnaligned(fromByteOffset: place, as: UInt64.self))))
      }
    }
  }
}

/// Why a file of an array cannot be read. Every case has a sentence.
public enum NPYError: Error, Hashable, Sendable, CustomStringConvertible {
  /// It does not begin as NumPy's files do.
  case noArray
  /// A version of the format that is not known.
  case version(Int)
  /// It ends inside its header.
  case short
  /// The header is not as NumPy writes it, or longer than any.
  case header
  /// Columns stand together, not rows.
  case fortranOrder
  /// Numbers of a kind that is not read.
  case element
  /// Not a table: the number of its axes.
  case shape(Int)
  /// More or fewer bytes of numbers than the header says.
  case length(expected: Int, found: Int)
  /// The vectors themselves are wrong.
  case vectors(VectorError)

  /// A sentence that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .noArray: return "This is no .npy file; write the vectors with numpy.save."
    case .version(let number): return "This .npy file is of version \(number), and versions 1 to 3 are read; write it with numpy.save."
    case .short: return "This .npy file ends inside its header; write it again."
    case .header: return "The header of this .npy file is not as numpy.save writes it; write it again."
    case .fortranOrder: return "This .npy file is in Fortran order; write numpy.ascontiguousarray of it."
    case .element:
      return
        "The numbers of this .npy file are not little-endian 16-, 32- or 64-bit floats, bfloat16 or 8-bit integers; convert them with astype."
    case .shape(let axes):
      return "The array of this .npy file has \(axes) \(axes == 1 ? "axis" : "axes"); a table with a row for each vector is needed."
    case .length(let expected, let found):
      return
        "This .npy file has \(found) bytes of numbers, and its header says \(expected == .max ? "more than there can be" : "\(expected)"); write it again."
    case .vectors(let error): return error.description
    }
  }
}

/// 16-bit floats. Source: IEEE 754, binary16.
enum Half {
  static func float(_ bits: UInt16) -> Float {
    let sign = UInt32(bits & 0x8000) << 16
    let exponent = UInt32(bits >> 10 & 0x1F)
    let fraction = UInt32(bits & 0x3FF)
    switch exponent {
    case 0x1F: return Float(bitPattern: sign | 0x7F80_0000 | fraction << 13)
    case 0:
      let value = Float(fraction) * 0x1p-24
      return sign == 0 ? value : -value
    default: return Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
    }
  }
}
