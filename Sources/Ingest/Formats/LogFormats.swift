/// The formats that logs are read in.
public enum LogFormats {
  /// All of them, the most specific first: the first whose required keys a record has is taken.
  static let registry: [any LogFormat] = [
    OTLP(),
    BedrockInvocation(),
    SpendLogs(),
    StandardLogging(),
    OpenAIBatch(),
    CloudBatch(),
    GatewayLLMLog(),
    GatewayLogs(),
    CloudflareLogpush(),
    CloudflareAPI(),
    Helicone(),
    Langfuse(),
    LangSmith(),
    Braintrust(),
    DatadogSpans(),
    ClaudeCode(),
    CodexSessions(),
    GeminiChats(),
    WeaveCalls(),
    OpikSpans(),
    LunaryRuns(),
    PostHogEvents(),
    DatabricksServing(),
    AISDKResults(),
    Dify(),
    Portkey(),
    RequestResponse(),
    VertexRequestResponse(),
    KongAI(),
    EnvoyAIGateway(),
    SGLangRequests(),
    OpenRouterGeneration(),
    VercelGeneration(),
    OpenRouterLogs(),
    OneAPI(),
    UsageSums(),
    Bailian(),
    Mooncake(),
    AgentRuns(),
    Conversations(dataset: .wildChat),
    Conversations(dataset: .lmsys),
    Conversations(dataset: .shareGPT),
    AzureTrace(),
    BurstGPT(),
    CacheTrace(),
    Pairs(),
    FlatCalls(),
    BareRequests(),
    BareAnswers(),
    Conversations(dataset: .fineTuning),
  ]

  /// The names of the columns of a table without a header whose first row is `row`: as the `chosen` format has them, or the first that
  /// knows such rows.
  static func columns(of row: [CSV.Field], chosen: (any LogFormat)?) -> [String]? {
    if let chosen { return chosen.columns(of: row, isChosen: true) }
    return registry.lazy.compactMap { $0.columns(of: row, isChosen: false) }.first
  }

  /// The formats whose records may stand in a file of `format`: logs of one's own are written by more than one program.
  static func siblings(of format: any LogFormat) -> [any LogFormat] {
    let own: [any LogFormat] = [Pairs(), FlatCalls()]
    return own.contains { $0.name == format.name } ? own.filter { $0.name != format.name } : []
  }

  /// A format, as lists show it.
  public struct Description: Hashable, Sendable {
    /// The name by which `--format` calls it.
    public let name: String
    /// What it is.
    public let title: String
    /// What its records carry.
    public let contents: LogContents
  }

  /// All formats that can be read, in the order in which they are tried; those that are only recognised to be refused are left out.
  public static let all = registry.filter { !$0.contents.isEmpty }.map {
    Description(name: $0.name, title: $0.title, contents: $0.contents)
  }
}
