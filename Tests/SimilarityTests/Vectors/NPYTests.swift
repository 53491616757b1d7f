import Similarity
import Testing

@Suite struct NPYTests {
  /// A file as NumPy writes it.
  private func file(_ header: String, _ numbers: [UInt8], version: UInt8 = 1) -> [UInt8] {
    let prefix = version == 1 ? 10 : 12
    let padding = (64 - (prefix + header.utf8.count + 1) % 64) % 64
    let text = Array(header.utf8) + Array(repeating: 0x20, count: padding) + [0x0A]
    let length = (0..<(version == 1 ? 2 : 4)).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) }
    return [0x93] + Array("NUMPY".utf8) + [version, 0] + length + text + numbers
  }

  private func bytes<T>(_ numbers: [T]) -> [UInt8] { numbers.withUnsafeBytes { Array($0) } }

  private func header(_ type: String, _ shape: String = "(2, 2)", order: String = "False") -> String {
    "{'descr': '\(type)', 'fortran_order': \(order), 'shape': \(shape), }"
  }

  @Test(arguments: [1, 2, 3] as [UInt8])
  func everyKindOfNumberIsRead(_ version: UInt8) throws {
    let rows: [Float] = [3, 4, -8, 6]
    let files = [
      file(header("<f4"), bytes(rows), version: version), file(header("<f8"), bytes(rows.map(Double.init)), version: version),
      file(header("<f2"), bytes([0x4200, 0x4400, 0xC800, 0x4600] as [UInt16]), version: version),
      file(header("<V2"), bytes(rows.map { UInt16($0.bitPattern >> 16) }), version: version),
      file(header("|i1"), bytes(rows.map { Int8($0) }), version: version),
    ]
    for file in files {
      let set = try file.withUnsafeBytes { try NPY.vectors(of: $0, model: "m") }
      #expect(set.count == 2 && set.dimensions == 2)
      #expect(Array(set[0]) == [0.6, 0.8])
      #expect(Array(set[1]) == [-0.8, 0.6])
    }
  }

  /// Every 16-bit float against the value that its bits stand for.
  @Test func halves() throws {
    for exponent in 0..<31 as Range<UInt16> {
      for fraction in [0, 1, 2, 511, 512, 1_023] as [UInt16] {
        let magnitude =
          exponent == 0
          ? Double(fraction) * 0x1p-24 : (1 + Double(fraction) / 1_024) * Double(sign: .plus, exponent: Int(exponent) - 15, significand: 1)
        let bits: [UInt16] = [exponent << 10 | fraction, 0xBC00]
        let set = try file(header("<f2", "(1, 2)"), bytes(bits)).withUnsafeBytes { try NPY.vectors(of: $0, model: "m") }
        let length = (magnitude * magnitude + 1).squareRoot()
        #expect(set[0].elementsEqual([Float(magnitude / length), Float(-1 / length)]))
      }
    }
    for bits in [0x7C00, 0xFC00, 0x7E00] as [UInt16] {
      let file = file(header("<f2", "(1, 1)"), bytes([bits]))
      #expect(throws: NPYError.vectors(.notFinite(row: 0))) { try file.withUnsafeBytes { try NPY.vectors(of: $0, model: "m") } }
    }
  }

  @Test func headersInOtherSpellings() throws {
    let numbers = bytes([1, 0, 0, 1] as [Float])
    for header in [
      "{\"shape\":(2,2),\"fortran_order\":False,\"descr\":\"<f4\"}",
      "{ 'fortran_order' : False , 'descr' : '<f4' , 'shape' : ( 2 , 2 , ) , }",
    ] {
      let table = try file(header, numbers).withUnsafeBytes { try NPY($0) }
      #expect(table.rows == 2 && table.dimensions == 2 && table.element == .single)
    }
    let none = try file(header("<f4", "(0, 7)"), []).withUnsafeBytes { try NPY.vectors(of: $0, model: "m") }
    #expect(none.count == 0 && none.dimensions == 7)
  }

  struct Bad: Sendable, CustomTestStringConvertible {
    var header: String
    var error: NPYError
    var testDescription: String { header }
  }

  @Test(arguments: [
    Bad(header: "{'descr': '<f4', 'fortran_order': True, 'shape': (2, 2), }", error: .fortranOrder),
    Bad(header: "{'descr': '>f4', 'fortran_order': False, 'shape': (2, 2), }", error: .element),
    Bad(header: "{'descr': '|O', 'fortran_order': False, 'shape': (2, 2), }", error: .element),
    Bad(header: "{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (2, 2), }", error: .header),
    Bad(header: "{'descr': '<f4', 'fortran_order': False, 'shape': (4,), }", error: .shape(1)),
    Bad(header: "{'descr': '<f4', 'fortran_order': False, 'shape': (), }", error: .shape(0)),
    Bad(header: "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 0), }", error: .vectors(.dimensions(0))),
    Bad(header: "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 99999999), }", error: .vectors(.dimensions(99_999_999))),
    Bad(header: "{'descr': '<f4', 'fortran_order': False, 'shape': (9223372036854775807, 2), }", error: .length(expected: .max, found: 16)),
    Bad(header: "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999, 2), }", error: .header),
    Bad(header: "{'descr': '<f4', 'fortran_order': False, 'shape': (-1, 2), }", error: .header),
    Bad(header: "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), }", error: .length(expected: 24, found: 16)),
    Bad(header: "{'descr': '<f4', 'fortran_order': False, }", error: .header),
    Bad(header: "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }", error: .header),
    Bad(header: "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), 'more': 1, }", error: .header),
    Bad(header: "{'descr': '<f4", error: .header), Bad(header: "", error: .header),
    Bad(header: "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), } x", error: .header),
    Bad(header: "{" + String(repeating: " ", count: 5_000) + "}", error: .header),
  ])
  func hostileHeadersAreRefused(_ bad: Bad) {
    let file = file(bad.header, bytes([1, 0, 0, 1] as [Float]))
    #expect(throws: bad.error) { try file.withUnsafeBytes { try NPY($0) } }
    #expect(bad.error.description.hasSuffix("."))
  }

  @Test func cutFilesAreRefused() {
    let whole = file(header("<f4"), bytes([1, 0, 0, 1] as [Float]))
    for length in 0..<whole.count {
      #expect(throws: NPYError.self) { try whole[..<length].withUnsafeBytes { try NPY($0) } }
    }
    var other = whole
    other[6] = 4
    #expect(throws: NPYError.version(4)) { try other.withUnsafeBytes { try NPY($0) } }
    other[0] = 0
    #expect(throws: NPYError.noArray) { try other.withUnsafeBytes { try NPY($0) } }
  }
}
