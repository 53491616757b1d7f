import Scenarios
import Testing
import Units

@Suite("Quantities")
struct QuantityTests {
  @Test("print so that they read back as themselves", arguments: 0..<60)
  func roundTrips(_ bits: Int) {
    let draws = Draws(seed: UInt64(bits))
    for index in 0..<200 as Range<UInt64> {
      // Whole numbers up to 2^52, and round ones.
      let number = Int64(draws.bits(index) >> UInt64(12 + bits % 52))
      let round = [1, 1_000, 1_000_000, 60_000_000, 3_600_000_000, 86_400_000_000, 604_800_000_000][Int(draws.bits(index, 1) % 7)] as Int64
      for count in [number, number / round * round] {
        #expect(Quantity.duration(Quantity.print(Microseconds(count))) == Microseconds(count))
        #expect(Quantity.bytes(Quantity.print(bytes: Int(count))) == Int(count))
      }
    }
  }

  @Test(
    "of time are read with their units",
    arguments: [
      ("5m", 300_000_000), ("5min", 300_000_000), ("1h", 3_600_000_000), ("250ms", 250_000), ("1.5 d", 129_600_000_000),
      ("2 days", 172_800_000_000),
      ("1w", 604_800_000_000), ("7us", 7), ("7µs", 7), ("0.5ms", 500), ("0s", 0), ("1_000s", 1_000_000_000), ("1H", 3_600_000_000),
    ])
  func durations(_ text: String, _ count: Int64) { #expect(Quantity.duration(text) == Microseconds(count)) }

  @Test(
    "that are none are refused",
    arguments: [
      "", " ", "5", "m", "5 parsecs", "-5m", "5m5", "12:30", "1e3s", "nan s", "inf h", "½h", "٣h", "5..m", "99999999999999999999w", "0x5s",
      "+5m", "5m\n",
    ])
  func refused(_ text: String) { #expect(Quantity.duration(text) == nil) }

  @Test(
    "of bytes know powers of ten and of two",
    arguments: [
      ("512MB", 512_000_000), ("512MiB", 536_870_912), ("2GB", 2_000_000_000), ("1.5 GiB", 1_610_612_736), ("1kB", 1_000), ("7B", 7),
      ("1TiB", 1_099_511_627_776),
    ])
  func bytes(_ text: String, _ count: Int) { #expect(Quantity.bytes(text) == count) }

  @Test("of bytes that are none are refused", arguments: ["", "5", "GB", "-1GB", "9999999999TB", "1e3MB", "nanB", "5 bites"])
  func refusedBytes(_ text: String) { #expect(Quantity.bytes(text) == nil) }

  @Test("of numbers and moments are plain")
  func plain() {
    #expect(Quantity.number("-1.5e3") == -1_500)
    for text in ["", "nan", "inf", "0x10", "1 000", "1e999", "--1"] { #expect(Quantity.number(text) == nil, "\(text)") }
    #expect(Quantity.whole("1_000,000") == 1_000_000)
    #expect(Quantity.whole("012") == 12)
    for text in ["", "1.0", "1e3", "9223372036854775808", "0x1"] { #expect(Quantity.whole(text) == nil, "\(text)") }
    #expect(Quantity.moment("2026-10-05") == Timestamp(year: 2026, month: 10, day: 5))
    #expect(Quantity.moment("2026-10-05T08:30:01Z")?.description == "2026-10-05T08:30:01Z")
    for text in [
      "2026-13-01", "2026-02-30", "2026-10-05T08:30Z", "2026-10-05T08:30:01", "2026-10-05T25:00:00Z", "0000-01-01", "-2026-10-05",
      "05.10.2026", "",
    ] {
      #expect(Quantity.moment(text) == nil, "\(text)")
    }
  }
}
