import Testing
import Units

@Suite struct UnitsTests {
  @Test(arguments: [
    (18_402.11, "$18,402"), (4_911.2, "$4,911.20"), (0.01, "$0.01"), (0.004213, "$0.00421"), (0, "$0.00"), (-3.5, "-$3.50"),
    (0.0000005, "<$0.00001"),
  ])
  func dollarsPrint(amount: Double, text: String) { #expect(Dollars(amount).description == text) }

  @Test func dollarsSumExactly() {
    let tenth = Dollars(0.1)
    #expect((0..<10).reduce(Dollars.zero) { sum, _ in sum + tenth } == Dollars(1))
    #expect(
      Dollars(nanodollars: -1_000_000_001).exact == "-1.000000001" && Dollars(18_402.11).exact == "18402.11" && Dollars.zero.exact == "0")
    #expect(Dollars(.nan) == .zero)
    #expect(Dollars(1e300).nanodollars == .max)
  }

  @Test(
    arguments: [
      (870, "870 µs"), (13_400, "13.4 ms"), (812_000, "812 ms"), (2_310_000, "2.31 s"), (14_200_000, "14.2 s"), (128_000_000, "128 s"),
      (999_600, "1.00 s"), (9_999_000, "10.0 s"),
    ] as [(Int64, String)])
  func latenciesPrint(count: Int64, text: String) { #expect(Microseconds(count).description == text) }

  @Test(
    arguments: [(45, "45 s"), (300, "5 min"), (60, "1 min"), (3_600, "1 h"), (5_400, "1.5 h"), (86_400 * 31, "31 days")]
      as [(Double, String)])
  func spansPrint(seconds: Double, text: String) { #expect(Microseconds(seconds: seconds).span == text) }

  @Test func civilDatesRoundTrip() {
    for day in stride(from: -1_000_000, through: 1_000_000, by: 97) {
      let (year, month, dayOfMonth) = Timestamp(microseconds: Int64(day) * 86_400_000_000).civil()
      #expect(Timestamp.days(year: year, month: month, day: dayOfMonth) == day)
    }
    #expect(Timestamp(year: 2026, month: 11, day: 21).weekday() == 5)
    #expect(Timestamp(microseconds: -1).description == "1969-12-31T23:59:59.999999Z")
  }

  @Test func numbersPrint() {
    #expect(grouped(1_204_331) == "1,204,331")
    #expect(grouped(-0.04, decimals: 1) == "0.0")
    #expect(grouped(999.995, decimals: 2) == "1,000.00" || grouped(999.995, decimals: 2) == "999.99")
    #expect(plain(1_234.50, decimals: 3) == "1234.5")
    #expect(percent(0.347) == "34.7 %" && percent(1) == "100 %")
    #expect(Ratio(0, of: 0).description == "–")
    #expect(Bytes(2_100_000_000).description == "2.1 GB" && Bytes(812).description == "812 B")
  }

  @Test func drawsAreUniformAndPure() {
    let draws = Draws(seed: 1)
    let mean = (0..<10_000).reduce(0.0) { $0 + draws.unit(UInt64($1), 3) } / 10_000
    #expect(abs(mean - 0.5) < 0.01)
    #expect(draws.bits(5, 1) == Draws(seed: 1).bits(5, 1))
    #expect(draws.bits(5, 1) != draws.bits(1, 5))
  }
}
