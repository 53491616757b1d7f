@testable import Similarity
import Testing

/// Numbers and times of day by what they are, however they are written.
@Suite struct AmountsTests {
  private func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

  @Test(arguments: [
    ("forty two", "42"), ("42", "42"), ("one hundred", "100"), ("hundred", "100"), ("two hundred and five", "205"),
    ("five thousand", "5000"), ("5 thousand", "5000"), ("twelve hundred", "1200"), ("two million three hundred thousand", "2300000"),
    ("nineteen hundred ninety nine", "1999"), ("2 million", "2000000"), ("dozen", "12"), ("two dozen", "24"), ("zero", "0"),
    ("twenty first", "21."), ("21st", "21."), ("forty second", "42."), ("3rd", "3."),
  ]) func numbers(_ text: String, _ digits: String) {
    #expect(Amounts.number(words(text)) == digits)
  }

  /// What may be two numbers, an identifier, or none.
  @Test(arguments: [
    "fifty sixty", "twenty twenty", "five six", "007", "and five", "two and three", "thousand million", "one hundred hundred", "first",
    "two first", "42 three", "apples", "3.5", "1,000",
  ]) func notNumbers(_ text: String) {
    #expect(Amounts.number(words(text)) == nil)
  }

  @Test(arguments: [
    ("3 pm", 900), ("3:00 pm", 900), ("15:00", 900), ("3:30 am", 210), ("03:30", 210), ("12 am", 0), ("00:00", 0), ("12 pm", 720),
    ("noon", 720),
  ]) func times(_ text: String, _ minute: Int) {
    #expect(Amounts.minute(words(text)) == minute)
  }

  /// What may be of either half of the day, or is no time.
  @Test(arguments: ["3", "3:00", "9:30", "12:00 xm", "13 pm", "25:00", "15:60", "15:0", "15", "midnight", "0 am", "1:2:3"])
  func openTimes(_ text: String) {
    #expect(Amounts.minute(words(text)) == nil)
  }
}
