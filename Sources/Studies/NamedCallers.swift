import Duplicates
import Simulation
public import Traces
import Units

extension Trace {
  /// How many requests name a field of their caller: an id of 0 is none.
  func requests(naming field: KeyField) -> Int {
    guard let ids = callers[field] else { return 0 }
    return requests.caller.reduce(0) { $0 + (ids[Int($1)] == 0 ? 0 : 1) }
  }

  /// Who really shares answers under a scope: where the log names nobody that it keeps apart, the next wider scope that it can tell apart.
  ///
  /// - Complexity: O(requests).
  public func told(_ scope: Scope) -> Scope {
    guard let field = scope.telling, requests(naming: field) == 0 else { return scope }
    return told(scope.wider)
  }
}

extension Scope {
  /// The field whose values it keeps apart, beside those of wider scopes; `nil` for everyone.
  var telling: KeyField? {
    switch self {
    case .global: nil
    case .organisation: .organisation
    case .team: .team
    case .user: .user
    case .apiKey: .apiKey
    }
  }

  /// The scope without that field.
  var wider: Scope {
    switch self {
    case .global, .organisation, .apiKey: .global
    case .team: .organisation
    case .user: .team
    }
  }

  /// "teams".
  var plural: String {
    switch self {
    case .global: "callers"
    case .organisation: "organisations"
    case .team: "teams"
    case .user: "users"
    case .apiKey: "API keys"
    }
  }

  /// "all", "each organisation".
  var sharers: String {
    switch self {
    case .global: "all"
    case .organisation: "each organisation"
    case .team: "each team"
    case .user: "each user"
    case .apiKey: "each API key"
    }
  }
}

extension StudyCaveats {
  /// Scopes that the log cannot tell apart, or only in part (law 10).
  ///
  /// - Parameter users: the scopes, each with who has it, in words: "“team-24h”".
  static func scopes(_ trace: Trace, _ users: [(scope: Scope, who: String)]) -> [Caveat] {
    let requests = trace.requests.count
    guard requests > 0 else { return [] }
    return Scope.allCases.flatMap { scope -> [Caveat] in
      let who = users.filter { $0.scope == scope }.map(\.who)
      guard !who.isEmpty, let field = scope.telling else { return [] }
      let names = few(who) + (who.count > 1 ? " (each)" : "")
      let unnamed = requests - trace.requests(naming: field)
      guard unnamed > 0 else { return [] }
      guard unnamed < requests else {
        return [
          Caveat(
            id: "scope-not-told-\(scope.rawValue)", severity: .serious,
            text:
              "The log names no \(scope.plural), so \(names) was simulated as shared by \(trace.told(scope).sharers): its hits and its saving "
              + "are an upper bound, and nothing is known of what keeping \(scope.plural) apart would leave. Log them, or judge by another scope."
          )
        ]
      }
      return [
        Caveat(
          id: "scope-partly-told-\(scope.rawValue)", severity: unnamed * 10 >= requests ? .careful : .note,
          text:
            "\(Ratio(unnamed, of: requests)) of requests name no \(scope.plural.dropLast()) (\(grouped(unnamed)) of \(grouped(requests))): "
            + "under \(names) they share answers among themselves, as if all were of one, and with nobody else.")
      ]
    }
  }

  /// Scopes of strategies.
  static func scopes(_ trace: Trace, _ strategies: [Strategy]) -> [Caveat] {
    scopes(trace, strategies.filter { !$0.tiers.isEmpty }.map { ($0.scope, "“\($0.name)”") })
  }

  /// "a, b, c, d and 3 more".
  static func few(_ names: [String]) -> String {
    names.prefix(4).joined(separator: ", ") + (names.count > 4 ? " and \(grouped(names.count - 4)) more" : "")
  }
}
