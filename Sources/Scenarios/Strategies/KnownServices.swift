import Pricing

/// The services that a tier of a file may be billed as while the file is read.
enum KnownServices {
  /// By name; `nil` where prices do not matter, so that any name will do.
  @TaskLocal static var names: Set<String>? = builtIn

  /// Those of the built-in price list.
  static let builtIn = Set(InfrastructurePrices.builtIn.services)

  /// What a file is told whose service has no price.
  static func fault(_ name: String) -> String {
    let known = (names ?? []).sorted()
    return
      "The infrastructure price list has no service \"\(shown(name))\"; \(suggestion(for: name, among: known)) A service of your own needs "
      + "a price: --infrastructure FILE."
  }
}
