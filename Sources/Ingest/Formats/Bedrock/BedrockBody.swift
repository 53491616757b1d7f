internal import Similarity

/// The body of a call of AWS Bedrock's that is larger than 100 KB: an object of its own beside the log, named by the id of the request.
///
/// Source: AWS's documentation of model invocation logging (`data/ID_input.json.gz`, `data/ID_output.json.gz`).
struct BedrockBody: LogFormat {
  /// The name of the format that it is a part of.
  static let format = "bedrock"
  /// The members of a record that have the bodies otherwise.
  static let input: StaticString = "inputBodyJson"
  static let output: StaticString = "outputBodyJson"

  let name = BedrockBody.format
  let title = "a body of AWS Bedrock's model invocation log"
  let contents: LogContents = [.texts]

  private let request: Fingerprint
  private let member: StaticString

  /// The body that a file of this name is; `nil` if it is none.
  init?(file name: String) {
    guard let told = Self.told(by: name) else { return nil }
    (request, member) = told
  }

  /// How its files end, and what they hold.
  private static let ends: [(name: String, member: StaticString)] = [
    ("_input.json", input), ("_input.json.gz", input), ("_output.json", output), ("_output.json.gz", output),
  ]

  /// Which call a file of this name is of, and what it holds; `nil` if it is none of Bedrock's.
  private static func told(by name: String) -> (request: Fingerprint, member: StaticString)? {
    guard let file = name.split(separator: "/").last, let end = ends.first(where: { file.hasSuffix($0.name) }) else { return nil }
    let request = file.dropLast(end.name.count)
    return request.count == 36 ? LoggedName(String(request)).map { (id(of: $0), end.member) } : nil
  }

  /// What a record has in common with a body in a file of this name; `nil` if it is none.
  static func id(ofFile name: String) -> Fingerprint? { told(by: name)?.request }

  /// What a record and its bodies have in common.
  static func id(of request: LoggedName) -> Fingerprint { request.fingerprint.then(Fingerprint(high: 0, low: 3)) }

  /// The body that pieces are: the events of a stream, which are a list, were read one by one.
  static func whole(of pieces: [JSONValue], _ draft: RequestDraft) -> JSONValue? {
    guard pieces.count > 1 else { return pieces.first }
    var list = JSONWriter()
    list.raw("[")
    for piece in pieces {
      list.comma()
      list.raw(piece.raw)
    }
    list.raw("]")
    return draft.bodies.builtAnswer.keep(list.bytes)
  }

  func matches(_ record: JSONValue) -> Bool { true }

  func joint(of part: JSONValue) -> Joint? { Joint(id: request, label: member) }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict { BedrockInvocation().read(record, into: &draft) }
}
