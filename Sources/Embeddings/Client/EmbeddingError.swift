/// Why embeddings could not be had. Sentences hold neither keys nor prompts, nor what the endpoint wrote beyond its error's code.
public struct EmbeddingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public enum Cause: Hashable, Sendable {
    /// The address is none of http or https, or holds a password.
    case badAddress
    /// The model has no name, or dimensions below 1 were asked for.
    case badModel
    /// The key is empty or holds what no header can.
    case badKey
    /// The key would go to this host over plain http.
    case plainKey(host: String)
    /// It cannot be reached: why.
    case unreachable(String)
    /// Its certificate is not trusted: why.
    case untrusted(String)
    /// The endpoint refuses: its status and the code of its error, if it gave one.
    case refused(status: Int, code: String?)
    /// It did not answer as it should after all attempts: the last fault.
    case givenUp(String)
    /// Its answer is not one: what is wrong with it.
    case badAnswer(String)
    /// Its vectors have other dimensions than asked for, or than those before.
    case dimensions(found: Int, expected: Int)
    /// The cache has vectors of the model in several dimensions, and none was asked for.
    case ambiguous([Int])
    /// It asks to wait so many seconds.
    case tooLongWait(Int)
  }

  /// What is wrong.
  public let cause: Cause

  init(_ cause: Cause) { self.cause = cause }

  /// Whether the call itself was wrong, before anything was asked.
  public var isUsage: Bool {
    switch cause {
    case .badAddress, .badModel, .badKey, .plainKey, .ambiguous: true
    default: false
    }
  }

  /// A sentence that says what is wrong and what to do.
  public var description: String {
    switch cause {
    case .badAddress:
      return "The address of the embedding endpoint is none; give one as https://api.openai.com/v1, without user and password."
    case .badModel: return "A model must be named for embeddings, and its dimensions be 1 or more."
    case .badKey:
      return "The key for the embedding endpoint is empty or holds characters that no key has; set the environment variable anew."
    case .plainKey(let host):
      return
        "The key would go to \(host) over plain http, for all on the way to read; give an https address, or add --embed-plain-key if "
        + "everyone on that network may have it."
    case .unreachable(let fault):
      return "The embedding endpoint cannot be reached: \(fault). Start it, or give its right address."
    case .untrusted(let fault):
      return
        "The certificate of the embedding endpoint is not trusted: \(fault). If it is your own, add its authority to the machine's "
        + "certificates (on Debian and Ubuntu: a .crt file in /usr/local/share/ca-certificates, then update-ca-certificates), and use a host "
        + "name that the certificate has."
    case .refused(let status, let code):
      let said = code.map { " (\($0))" } ?? ""
      switch status {
      case 401, 403:
        return "The embedding endpoint refuses the key with status \(status)\(said); name the environment variable that holds it."
      case 404: return "The embedding endpoint knows no such address or model (status 404\(said)); check both."
      case 300..<400: return "The embedding endpoint sends elsewhere with status \(status); give the final address."
      case 429: return "The embedding endpoint's quota is used up (status 429\(said)); what was had so far is in the cache."
      default: return "The embedding endpoint refuses with status \(status)\(said)."
      }
    case .givenUp(let fault):
      return
        "The embedding endpoint did not answer as it should, the last time with: \(fault); what was had so far is in the cache, so try again later."
    case .badAnswer(let fault): return "The answer of the embedding endpoint is not in OpenAI's form: \(fault)."
    case .dimensions(let found, let expected):
      return "The embedding endpoint answered with \(found) dimensions where \(expected) were expected; check the model and its dimensions."
    case .ambiguous(let known):
      return "The cache has vectors of this model in \(known.map(String.init).joined(separator: ", ")) dimensions; say which to use."
    case .tooLongWait(let seconds):
      return "The embedding endpoint asks to wait \(seconds) seconds; what was had so far is in the cache, so try again after that."
    }
  }
}
