public import ArgumentParser

/// Where the vectors of prompts come from, for semantic matching by embeddings.
public struct EmbeddingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Vectors of prompts: a .npy file (its ids beside it, as FILE.ids.jsonl for FILE.npy), JSON lines, or 'log' for those that the logs hold.",
      valueName: "FILE"))
  var embeddings: String?

  @Option(help: ArgumentHelp("The texts of the rows of a .npy file, a line each.", valueName: "FILE"))
  var embeddingIds: String?

  @Option(help: ArgumentHelp("Get vectors from an endpoint that speaks OpenAI's /v1/embeddings.", valueName: "URL"))
  var embedUrl: String?

  @Option(help: ArgumentHelp("The model that makes the vectors, or made those given.", valueName: "NAME"))
  var embedModel: String?

  @Option(help: ArgumentHelp("The dimensions to ask for (default: what the model gives).", valueName: "N"))
  var embedDimensions: Int?

  @Option(help: ArgumentHelp("The environment variable that holds the endpoint's key.", valueName: "VARIABLE"))
  var embedKeyEnv: String?

  @Flag(help: "Send the key over plain http too, to another machine than this.")
  var embedPlainKey = false

  @Option(
    help: ArgumentHelp(
      "Where vectors from endpoints are kept, to be paid for once (default: ~/.cache/hindcast/embeddings.sqlite).", valueName: "FILE"))
  var embedCache: String?

  /// Whether vectors are asked for.
  var isAsked: Bool { embeddings != nil || embedUrl != nil }

  /// Options as parsed.
  public init() {}

  /// Checks what no parser can.
  public func validate() throws {
    if embeddings != nil, embedUrl != nil { throw ValidationError("--embeddings and --embed-url both give vectors; choose one.") }
    if embedUrl != nil, embedModel == nil { throw ValidationError("--embed-url needs --embed-model: the model to ask for.") }
    if embedUrl == nil, embedKeyEnv != nil || embedCache != nil || embedDimensions != nil || embedPlainKey {
      throw ValidationError(
        "--embed-key-env, --embed-plain-key, --embed-cache and --embed-dimensions are for --embed-url; name the endpoint.")
    }
    if embeddingIds != nil, embeddings?.hasSuffix(".npy") != true {
      throw ValidationError("--embedding-ids names the rows of a .npy file; give that with --embeddings.")
    }
    if let embedDimensions, embedDimensions < 1 { throw ValidationError("--embed-dimensions is \(embedDimensions); write 1 or more.") }
  }
}
