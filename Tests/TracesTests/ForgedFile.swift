/// A trace file taken apart after Format.md, independently of the reader, so that tests can forge one whose checksums are right.
struct ForgedFile {
  struct Section {
    var name: String
    var width: UInt8
    var rawBytes: UInt64
    var payload: [UInt8]
  }

  var requests: UInt64
  var sections: [Section] = []

  init(requests: UInt64) { self.requests = requests }

  /// The parts of a whole file; `nil` where the layout is not the documented one.
  init?(copying file: [UInt8]) {
    func number(_ offset: Int, _ width: Int) -> UInt64 {
      file[offset..<offset + width].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
    requests = number(16, 8)
    let count = Int(number(12, 4))
    var offset = 32 + 64 * count
    for entry in 0..<count {
      let start = 32 + 64 * entry
      let size = Int(number(start + 48, 8))
      guard offset + size <= file.count else { return nil }
      let name = String(decoding: file[start..<start + 32].prefix { $0 != 0 }, as: UTF8.self)
      add(name, width: file[start + 32], rawBytes: number(start + 40, 8), payload: Array(file[offset..<offset + size]))
      offset += size
    }
    guard offset == file.count, encoded() == file else { return nil }
  }

  mutating func add(_ name: String, width: UInt8, rawBytes: UInt64, payload: [UInt8]) {
    sections.append(Section(name: name, width: width, rawBytes: rawBytes, payload: payload))
  }

  func encoded() -> [UInt8] {
    func bytes(_ value: UInt64, _ width: Int) -> [UInt8] { (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) } }
    var directory: [UInt8] = []
    for section in sections {
      directory += Array(section.name.utf8) + Array(repeating: 0, count: 32 - section.name.utf8.count)
      directory += [section.width, 0, 0, 0, 0, 0, 0, 0]
      directory += bytes(section.rawBytes, 8) + bytes(UInt64(section.payload.count), 8) + bytes(checksum(section.payload), 8)
    }
    let head = Array("HINDCAST".utf8) + bytes(2, 4) + bytes(UInt64(sections.count), 4) + bytes(requests, 8)
    return head + bytes(checksum(head + directory), 8) + directory + sections.flatMap(\.payload)
  }

  /// Exchanges, drops, resizes or rewrites something.
  mutating func mutate(_ dice: inout Dice) {
    guard sections.count > 1 else { return }
    let i = dice.roll(sections.count)
    let j = dice.roll(sections.count)
    switch dice.roll(14) {
    case 0: (sections[i].name, sections[j].name) = (sections[j].name, sections[i].name)
    case 1: (sections[i].payload, sections[i].rawBytes) = (sections[j].payload, sections[j].rawBytes)
    case 2: sections.remove(at: i)
    case 3: requests = dice.chance(0.5) ? requests + 1 : dice.bits() >> UInt64(dice.roll(64))
    case 4: sections[i].rawBytes = dice.bits() >> UInt64(dice.roll(64))
    case 5: sections[i].width = UInt8(dice.roll(10))
    default: forge(i, &dice)
    }
  }

  /// Puts other values into a section: mostly small ones, so that some pass for ids.
  private mutating func forge(_ i: Int, _ dice: inout Dice) {
    let count = sections[i].rawBytes / UInt64(max(sections[i].width, 1))
    guard count < 10_000 else { return }
    let largest = dice.chance(0.5) ? 2 : dice.chance(0.8) ? 16 : 256
    fill(i, (0..<Int(count)).map { $0 == 0 ? 0 : UInt8(dice.roll(largest)) })
  }

  /// Makes `values` the values of the section called `name`, each of one byte and widened with zeros.
  mutating func fill(_ name: String, _ values: (_ count: Int) -> [UInt8]) {
    guard let i = sections.firstIndex(where: { $0.name == name }) else { return }
    fill(i, values(Int(sections[i].rawBytes) / Int(sections[i].width)))
  }

  /// An uncompressed Zstandard frame (RFC 8878) of planes: `values`, then zeros.
  private mutating func fill(_ i: Int, _ values: [UInt8]) {
    let planes = values + Array(repeating: 0, count: values.count * (Int(sections[i].width) - 1))
    let header: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0xA0] + (0..<4).map { UInt8(truncatingIfNeeded: planes.count >> (8 * $0)) }
    let block = planes.count << 3 | 1
    sections[i].rawBytes = UInt64(planes.count)
    sections[i].payload = header + (0..<3).map { UInt8(truncatingIfNeeded: block >> (8 * $0)) } + planes
  }

  private func checksum(_ bytes: [UInt8]) -> UInt64 {
    var state = UInt64(bytes.count) ^ 0x9E37_79B9_7F4A_7C15
    func fold(_ word: some Collection<UInt8>) {
      state = (state ^ word.reversed().reduce(0) { $0 << 8 | UInt64($1) }) &* 0xD6E8_FEB8_6659_FD93
      state ^= state >> 32
    }
    let whole = bytes.count / 8 * 8
    for start in stride(from: 0, to: whole, by: 8) { fold(bytes[start..<start + 8]) }
    fold(bytes[whole...])
    fold([])
    return state
  }
}
