import Units

/// A model of a provider, in the spelling that names compare by: lower case, dots as dashes.
struct ModelKey: Hashable {
  let provider: String
  let model: String

  init(provider: String, model: String) {
    self.provider = ProviderName.canonical(provider)
    self.model = ModelName.spelling(model)
  }
}

extension ModelPrice {
  var key: ModelKey { ModelKey(provider: provider, model: model) }
}

extension ModelAlias {
  var key: ModelKey { ModelKey(provider: provider, model: name) }
}

/// One place of the price book to look for a logged model.
struct ModelCandidate {
  /// The provider to search.
  let provider: String
  /// The name to search for.
  let name: String
  /// Whether more than path prefixes was taken off the logged name.
  let isVariant: Bool
  /// What a match here assumes.
  let notes: [PriceNote]
  /// What the price of a match is raised by.
  var surcharge: RegionalSurcharge?

  /// All places, best first; `isProvider` says whether a path component names a provider. Names longer than 512 bytes have none: no
  /// provider's are.
  static func all(model: String, provider: String?, isProvider: (String) -> Bool) -> [ModelCandidate] {
    guard model.utf8.count <= 512 else { return [] }
    var asked = provider.map(ProviderName.canonical)
    if let name = asked, name.isEmpty || ProviderName.gateways.contains(name) { asked = nil }

    var found: [ModelCandidate] = []
    for (provider, name) in unprefixed(trimmed(model), provider: asked, isProvider: isProvider) {
      found += candidates(name: name, provider: provider)
    }
    return found
  }

  /// The name as logged, then with one path prefix less at a time, each with the provider known by then.
  private static func unprefixed(
    _ model: String, provider: String?, isProvider: (String) -> Bool
  ) -> [(provider: String?, name: String)] {
    var provider = provider
    var name = model
    if name.hasPrefix("arn:"), let slash = name.lastIndex(of: "/") {
      // A Bedrock resource: arn:aws:bedrock:REGION:ACCOUNT:foundation-model/anthropic.claude-…
      name = String(name[name.index(after: slash)...])
      provider = provider ?? "bedrock"
    }
    var found = [(provider, name)]
    while let slash = name.firstIndex(of: "/") {
      let component = ProviderName.canonical(String(name[..<slash]))
      var rest = name[name.index(after: slash)...]
      if component == "publishers" || component == "projects" || component == "locations" {
        // Vertex: projects/ID/locations/REGION/publishers/google/models/gemini-…, words each with a value.
        guard let next = rest.firstIndex(of: "/") else { break }
        if component == "publishers", provider == nil { provider = ProviderName.canonical(String(rest[..<next])) }
        rest = rest[rest.index(after: next)...]
      } else if provider == nil, isProvider(component) {
        provider = component
      } else if !isTransparent(component, provider: provider) {
        break
      }
      name = String(rest)
      found.append((provider, name))
    }
    return found
  }

  /// Whether a path component says nothing more about the price than the provider does.
  private static func isTransparent(_ component: String, provider: String?) -> Bool {
    if component == "models" || component == provider || ProviderName.gateways.contains(component) { return true }
    guard let provider else { return false }
    if provider == "bedrock", component == "converse" || component == "invoke" || isRegion(component) { return true }
    return ProviderName.passedOn[provider]?.contains(component) ?? false
  }

  /// The places for one name: provider by provider, the name and then its variants.
  private static func candidates(name: String, provider: String?) -> [ModelCandidate] {
    var searched = provider.map { [$0] + (ProviderName.passedOn[$0] ?? []) } ?? ProviderName.makers
    let bedrock = BedrockName(name)
    if provider == nil, bedrock != nil { searched.append("bedrock") }

    var found: [ModelCandidate] = []
    for place in searched {
      let resold: [PriceNote] = provider.map { $0 == place ? [] : [.resold(by: $0, at: place)] } ?? []
      found += variants(of: name).map { ModelCandidate(provider: place, name: $0, isVariant: $0 != name, notes: resold) }
      if let bedrock, place == "bedrock" {
        let surcharge = RegionalSurcharge(bedrock)
        let regional = resold + (bedrock.region.flatMap { note($0, surcharge, maker: bedrock.maker) } ?? [])
        if bedrock.unregional != name {
          found.append(
            ModelCandidate(provider: place, name: bedrock.unregional, isVariant: true, notes: regional, surcharge: surcharge))
        }
        if bedrock.maker == "anthropic" {
          found += variants(of: bedrock.model).map {
            ModelCandidate(
              provider: "anthropic", name: $0, isVariant: true, notes: regional + [.resold(by: "bedrock", at: "anthropic")],
              surcharge: surcharge)
          }
        }
      }
    }
    return found
  }

  /// What is to be said of a region's price; nothing of a Claude that costs the same everywhere.
  private static func note(_ region: String, _ surcharge: RegionalSurcharge?, maker: String) -> [PriceNote]? {
    if let surcharge { return [.surcharged(region, percent: Int(surcharge.percent))] }
    return maker == "anthropic" ? nil : [.regional(region)]
  }

  /// The name, and what it is without its date: `gpt-4.1-2025-04-14`, `claude-sonnet-4-5-20250929`, `…@20250929`, `…@default`.
  private static func variants(of name: String) -> [String] {
    if let undated = ModelName.undated(name) { return [name, undated] }
    return [name]
  }

  private static func trimmed(_ text: String) -> String {
    guard let start = text.firstIndex(where: { !$0.isWhitespace }), let end = text.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return text[start...end].lowercased()
  }

  /// Whether a path component is an AWS region: `us-east-1`, `ap-northeast-2`, `us-gov-west-1`.
  private static func isRegion(_ component: String) -> Bool {
    let parts = component.split(separator: "-")
    return (3...4).contains(parts.count) && parts[0].utf8.count == 2 && UInt8(parts[parts.count - 1]) != nil
  }
}

/// An Amazon Bedrock model id: `[REGION.]MAKER.MODEL[-vN[:N]]`.
struct BedrockName {
  /// The geographic prefix of a cross-region profile, such as `us`; `global` counts as none.
  let region: String?
  /// The maker of the model.
  let maker: String
  /// The id without its geographic prefix.
  let unregional: String
  /// The model without maker and version.
  let model: String

  /// The parts of `name`; `nil` if it is not of that form.
  init?(_ name: String) {
    var parts = name.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
    var prefix: String?
    if parts.count > 1, BedrockName.regions.contains(parts[0]) { prefix = parts.removeFirst() }
    guard parts.count > 1, BedrockName.makers.contains(parts[0]) else { return nil }
    region = prefix == "global" ? nil : prefix
    maker = parts[0]
    unregional = parts.joined(separator: ".")
    model = BedrockName.unversioned(parts.dropFirst().joined(separator: "."))
  }

  private static let regions: Set<String> = ["us", "eu", "apac", "us-gov", "jp", "au", "ca", "global"]
  private static let makers: Set<String> = [
    "anthropic", "amazon", "meta", "cohere", "mistral", "ai21", "deepseek", "stability", "openai", "qwen", "writer",
  ]

  /// `claude-sonnet-4-5-20250929-v1:0` without `-v1:0`.
  private static func unversioned(_ model: String) -> String {
    guard let mark = model.lastIndex(of: "v"), mark > model.startIndex, model[model.index(before: mark)] == "-",
      model[model.index(after: mark)...].utf8.first.map({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) ?? false,
      model[model.index(after: mark)...].utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: ":") }
      )
    else { return model }
    return String(model[..<model.index(before: mark)])
  }
}
