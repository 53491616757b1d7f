/// What stands inside a text in place of what was redacted: `[EMAIL]`, `<PERSON_1>`, `{{NAME}}`, `[REDACTED_…]`, `****1234`.
///
/// Equal texts with such parts may have been different ones. Users write placeholders into templates of letters too: nothing tells those.
///
/// Sources of the names: Presidio's and, with it, LiteLLM's and Langfuse's entities; Google's Sensitive Data Protection (infoTypes); AWS
/// Comprehend's types of PII, which Bedrock's guardrails set in braces; LLM Guard (`[REDACTED_PERSON_1]`); Philter (`{{{REDACTED-…}}}`).
enum RedactedPart {
  /// Longest name, in bytes.
  private static let longest = 48

  private static let names: Set<String> = [
    // In common.
    "NAME", "PERSON", "EMAIL", "EMAIL_ADDRESS", "PHONE", "PHONE_NUMBER", "NUMBER", "ADDRESS", "LOCATION", "DATE", "DATE_TIME", "SSN",
    "CARD",
    "AGE", "URL", "IP", "IP_ADDRESS", "USERNAME", "USER_NAME", "PASSWORD", "ACCOUNT", "ACCOUNT_NUMBER", "ORGANIZATION", "ORG", "COMPANY",
    "CITY", "STREET", "ZIP", "ZIP_CODE", "ZIPCODE", "POSTCODE", "POSTAL_CODE", "DOB", "BIRTHDAY", "BIRTHDATE", "FIRST_NAME", "LAST_NAME",
    "FULL_NAME", "FIRSTNAME", "LASTNAME", "SURNAME", "CUSTOMER_NAME", "CUSTOMER", "PATIENT", "EMPLOYEE", "ID", "PII", "PHI", "SECRET",
    "API_KEY", "APIKEY", "CREDENTIAL", "CREDENTIALS", "IBAN", "BIC", "VAT", "TELEPHONE", "MOBILE", "FAX", "AMOUNT", "TIME", "PASSPORT",
    "CREDITCARD", "HANDLE", "TITLE_NAME", "LICENSE_PLATE", "MAC_ADDRESS", "ANONYMIZED", "ANONYMISED",
    // Presidio.
    "CREDIT_CARD", "CRYPTO", "IBAN_CODE", "NRP", "MEDICAL_LICENSE", "US_BANK_NUMBER", "US_DRIVER_LICENSE", "US_ITIN", "US_PASSPORT",
    "US_SSN", "UK_NHS", "UK_NINO", "ES_NIF", "ES_NIE", "IT_FISCAL_CODE", "IT_DRIVER_LICENSE", "IT_VAT_CODE", "IT_PASSPORT",
    "IT_IDENTITY_CARD", "PL_PESEL", "SG_NRIC_FIN", "SG_UEN", "AU_ABN", "AU_ACN", "AU_TFN", "AU_MEDICARE", "IN_PAN", "IN_AADHAAR",
    "IN_VEHICLE_REGISTRATION", "IN_VOTER", "IN_PASSPORT", "FI_PERSONAL_IDENTITY_CODE", "KR_RRN", "TH_TNIN",
    // Google.
    "PERSON_NAME", "STREET_ADDRESS", "US_SOCIAL_SECURITY_NUMBER", "US_INDIVIDUAL_TAXPAYER_IDENTIFICATION_NUMBER", "CREDIT_CARD_NUMBER",
    "CREDIT_CARD_TRACK_NUMBER", "DATE_OF_BIRTH", "FINANCIAL_ACCOUNT_NUMBER", "GOVERNMENT_ID", "ORGANIZATION_NAME", "MEDICAL_RECORD_NUMBER",
    "US_DRIVERS_LICENSE_NUMBER", "US_BANK_ROUTING_MICR", "SWIFT_CODE", "IMEI_HARDWARE_ID", "MAC_ADDRESS_LOCAL", "PASSPORT_NUMBER",
    "DRIVERS_LICENSE_NUMBER", "VEHICLE_IDENTIFICATION_NUMBER", "AUTH_TOKEN", "GCP_API_KEY", "GENERIC_ID", "GEOGRAPHIC_DATA",
    // AWS.
    "BANK_ACCOUNT_NUMBER", "BANK_ROUTING", "CREDIT_DEBIT_NUMBER", "CREDIT_DEBIT_CARD_NUMBER", "CREDIT_DEBIT_CVV", "CREDIT_DEBIT_CARD_CVV",
    "CREDIT_DEBIT_EXPIRY", "CREDIT_DEBIT_CARD_EXPIRY", "PIN", "DRIVER_ID", "VEHICLE_IDENTIFICATION", "AWS_ACCESS_KEY", "AWS_SECRET_KEY",
    "INTERNATIONAL_BANK_ACCOUNT_NUMBER", "US_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER", "US_BANK_ACCOUNT_NUMBER", "US_BANK_ROUTING_NUMBER",
    "UK_NATIONAL_HEALTH_SERVICE_NUMBER", "UK_NATIONAL_INSURANCE_NUMBER", "CA_SOCIAL_INSURANCE_NUMBER", "CA_HEALTH_NUMBER",
    "UK_UNIQUE_TAXPAYER_REFERENCE_NUMBER", "US_PASSPORT_NUMBER",
  ]
  /// What a name may begin with, whatever follows.
  private static let beginnings = ["REDACTED", "MASKED", "SCRUBBED", "PII_", "PHI_"]

  /// Whether "dac" at a place is in the word redacted.
  static func isWord(_ text: UnsafeRawBufferPointer, at place: Int) -> Bool {
    guard CutMark.has("re", text, at: place - 2), CutMark.has("ted", text, at: place + 3) else { return false }
    // Before it may be the letter of an escape.
    return place + 6 == text.count || !CutMark.isLetter(text[place + 6])
  }

  /// Whether a part begins, or has its word, at a place where the scan found something; sets where to go on behind a row of stars.
  static func stands(in text: UnsafeRawBufferPointer, at place: Int, next: inout Int) -> Bool {
    switch text[place] {
    case UInt8(ascii: "<"): return isName(text, at: place, closing: UInt8(ascii: ">"))
    case UInt8(ascii: "["): return isName(text, at: place, closing: UInt8(ascii: "]"))
    case UInt8(ascii: "{"): return isName(text, at: place, closing: UInt8(ascii: "}"))
    case UInt8(ascii: "*"):
      let end = text[place...].firstIndex { $0 != UInt8(ascii: "*") } ?? text.count
      next = end
      return isMask(text, place..<end)
    default: return isWord(text, at: place) && isMarked(text, at: place - 2)
    }
  }

  private static func isName(_ text: UnsafeRawBufferPointer, at open: Int, closing: UInt8) -> Bool {
    let inner = text[(open + 1)...].prefix(longest)
    guard let close = inner.firstIndex(of: closing) else { return false }
    var words: [String] = []
    for byte in inner[..<close] {
      switch byte {
      case 0x41...0x5A:
        if words.isEmpty { words.append("") }
        words[words.count - 1].unicodeScalars.append(Unicode.Scalar(byte))
      case UInt8(ascii: "_"), UInt8(ascii: "-"), 0x20, UInt8(ascii: ":"), UInt8(ascii: "#"): words.append("")
      // Numbers tell those of one kind apart.
      case 0x30...0x39: break
      default: return false
      }
    }
    let name = words.filter { !$0.isEmpty }.joined(separator: "_")
    let isNamed = names.contains(name) || beginnings.contains { name.hasPrefix($0) } || name.hasSuffix("_REDACTED")
    return isNamed && !Talk.isOf(text, open..<(close + 1))
  }

  /// Whether a row of stars hides something: they stand in a line, as a word or beside digits, "@" or "-" of what is left.
  ///
  /// Rules, frames of comments and emphasis are rows of stars too.
  private static func isMask(_ text: UnsafeRawBufferPointer, _ stars: Range<Int>) -> Bool {
    let before = stars.lowerBound == 0 ? 0x0A : text[stars.lowerBound - 1]
    let behind = stars.upperBound == text.count ? 0x0A : text[stars.upperBound]
    guard stars.count <= 24, before != UInt8(ascii: "/"), behind != UInt8(ascii: "/") else { return false }
    if (0x30...0x39).contains(behind) || behind == UInt8(ascii: "@") || behind == UInt8(ascii: "-") { return true }
    // A word of its own, in a line that does not begin with stars.
    guard before == 0x20 || before == UInt8(ascii: ":") || before == UInt8(ascii: "=") else { return false }
    guard CutMark.isSpace(behind) || ".,;?!)".utf8.contains(behind) else { return false }
    let nearby = max(0, stars.lowerBound - 4 * longest)
    let line = text[nearby..<stars.lowerBound].lastIndex(of: 0x0A).map { $0 + 1 } ?? nearby
    guard let first = text[line..<stars.lowerBound].first(where: { $0 != 0x20 && $0 != 0x09 }) else { return false }
    return !"*#/-=|".utf8.contains(first)
  }

  /// Whether the word redacted at a place is in brackets or underscores, with few words beside.
  private static func isMarked(_ text: UnsafeRawBufferPointer, at start: Int) -> Bool {
    let end = start + 8
    if start > 0, CutMark.isLetter(text[start - 1]) { return false }
    if CutMark.has("-by-", text, at: end) { return true }
    func isWithin(_ byte: UInt8) -> Bool {
      CutMark.isLetter(byte) || byte == 0x20 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ":")
    }
    guard let open = text[max(0, start - 24)..<start].lastIndex(where: { !isWithin($0) }),
      let close = text[end..<min(text.count, end + 24)].firstIndex(where: { !isWithin($0) })
    else { return false }
    let isBracketed =
      switch (text[open], text[close]) {
      case (UInt8(ascii: "["), UInt8(ascii: "]")), (UInt8(ascii: "<"), UInt8(ascii: ">")), (UInt8(ascii: "("), UInt8(ascii: ")")),
        (UInt8(ascii: "{"), UInt8(ascii: "}")), (UInt8(ascii: "_"), UInt8(ascii: "_")):
        true
      default: false
      }
    return isBracketed && !Talk.isOf(text, open..<(close + 1))
  }
}
