/// Why a command stopped: one sentence for the user and the exit code of the contract (`sysexits.h`).
public struct Failure: Error, CustomStringConvertible {
  /// Exit codes that scripts depend on.
  public enum Code: Int32, Sendable {
    /// A gate failed.
    case gate = 1
    /// The command line or a strategy file is wrong.
    case usage = 64
    /// The data are bad (after giving what could be had).
    case badData = 65
    /// There is no input.
    case noInput = 66
    /// A bug of ours.
    case bug = 70
    /// An output cannot be written.
    case cannotWrite = 73
    /// Ctrl-C.
    case interrupted = 130
  }

  /// The exit code.
  public let code: Code
  /// What is wrong and what to do.
  public let sentence: String

  /// A reason to stop.
  public init(_ code: Code, _ sentence: String) {
    self.code = code
    self.sentence = sentence
  }

  /// The sentence.
  public var description: String { sentence }
}
