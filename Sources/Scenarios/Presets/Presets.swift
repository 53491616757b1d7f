public import Simulation

/// Strategies that can be named without writing a file. `hindcast list strategies --show NAME` prints any of them as YAML to start from.
///
/// Those of products say what the product does by default, those of articles what the article's code does, mistakes included; both name
/// their source, and as caveats what the source leaves open or what is simulated otherwise.
public enum Presets {
  /// All presets, in the order of the list: one line per family, whose file says the rest.
  public static let all: [Strategy] =
    plain
    + cdnArticle + edgeTiersArticle + redisHowTo + redisMigration
    + cloudflareAIGateway + liteLLM + portkey + helicone + bifrost + apisix + kong + azureAPIM + zuplo + vLLMSemanticRouter
    + gptCache + redisVL + langChain + orq
    + varnish + nginx

  /// The preset of a name.
  public static func named(_ name: String) -> Strategy? {
    all.first { $0.name == name }
  }

  /// What to say to a name that is no preset: the nearest one, or where they are listed.
  public static func suggestion(for name: String) -> String {
    Scenarios.suggestion(for: name, among: all.map(\.name), list: "'hindcast list strategies' shows the \(all.count) that there are.")
  }
}
