/// Words that are written in another way, short or in digits: kg, Dec, 1st, 1,000, ٣, everybody.
enum WrittenForms {
  /// The word that one is written for; `nil` for other words.
  static func base(of word: UnsafeRawBufferPointer) -> String? {
    guard word.count <= longest, let first = word.first else { return nil }
    if first >= 0x80 { return inASCIIDigits(word) }
    return word.contains(UInt8(ascii: ",")) ? withoutSeparators(word) : bases[String(decoding: word, as: UTF8.self)]
  }

  private static let bases: [String: String] = {
    var bases: [String: String] = [:]
    for form in forms.split(separator: ",") {
      let words = form.split(separator: " ").map(String.init)
      for word in words.dropFirst() { bases[word] = words[0] }
    }
    return bases
  }()
  private static let longest = 16
  /// Short forms that are mostly another word (mar, mon, sat, sun, min, lb beside £) are none here.
  private static let forms =
    "kilometer km kms kilometre kilometres, centimeter cm centimetre centimetres, millimeter mm millimetre millimetres, kilogram kg kgs kilo kilos, "
    + "milligram mg, milliliter ml millilitre millilitres, gigabyte gb, megabyte mb, kilobyte kb, terabyte tb, millisecond ms, second sec secs, "
    + "minute mins, hour hr hrs, foot ft feet, ounce oz, "
    + "january jan, february feb, april apr, june jun, july jul, august aug, september sep sept, october oct, november nov, december dec, "
    + "tuesday tue tues, wednesday wed, thursday thu thur thurs, friday fri, "
    + "first 1st, second 2nd, third 3rd, fourth 4th, fifth 5th, sixth 6th, seventh 7th, eighth 8th, ninth 9th, tenth 10th, eleventh 11th, "
    + "twelfth 12th, thirteenth 13th, fourteenth 14th, fifteenth 15th, sixteenth 16th, seventeenth 17th, eighteenth 18th, nineteenth 19th, "
    + "twentieth 20th, everyone everybody, someone somebody, anyone anybody, ok okay"

  /// A number in the digits of another script (٣, ३, ๓) in ASCII's.
  private static func inASCIIDigits(_ word: UnsafeRawBufferPointer) -> String? {
    var digits = ""
    for scalar in String(decoding: word, as: UTF8.self).unicodeScalars {
      guard scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue else { return nil }
      digits += String(Int(value))
    }
    return digits
  }

  /// A number without the commas between its groups of three digits.
  private static func withoutSeparators(_ word: UnsafeRawBufferPointer) -> String? {
    let groups = word.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    guard let first = groups.first, (1...3).contains(first.count), first.first != UInt8(ascii: "0") else { return nil }
    guard groups.dropFirst().allSatisfy({ $0.count == 3 }), groups.joined().allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return String(decoding: groups.joined(), as: UTF8.self)
  }
}
