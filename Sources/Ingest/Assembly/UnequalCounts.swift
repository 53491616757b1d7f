internal import Traces
internal import Units

/// Looks for requests that are the same by the log and are not by their counts of input tokens: a sign that something of what was asked is
/// missing in it.
enum UnequalCounts {
  /// Prompts that are looked at, which bounds the memory to 16 MiB.
  private static let mostPrompts = 1 << 20
  /// Counts that differ by no more than this, or by a fiftieth, may be of one prompt: providers add and cut a few tokens.
  private static let slack = 8

  /// How many requests have the prompt and the parameters of an earlier one and another count.
  ///
  /// Left out are those that failed or were answered by an earlier cache, and those whose prompt is known not to be whole.
  /// - Complexity: O(requests).
  static func count(in requests: Requests) -> Int {
    var seen: [(parameters: UInt32, input: Int)] = []
    var found = 0
    let leftOut: RequestFlags = [.failed, .loggedHit, .noContent, .truncatedPrompt, .missingContext]
    for position in 0..<requests.count {
      let prompt = Int(requests.prompt[position])
      let flags = requests.flags[position]
      guard prompt > 0, prompt < mostPrompts, flags.contains(.hasUsage), flags.isDisjoint(with: leftOut) else { continue }
      let input = requests.usage(position).input
      guard input > 0 else { continue }
      while seen.count <= prompt { seen.append((0, 0)) }
      let first = seen[prompt]
      if first.input == 0 {
        seen[prompt] = (requests.parameters[position], input)
      } else if first.parameters == requests.parameters[position], abs(first.input - input) > max(slack, first.input / 50) {
        found += 1
      }
    }
    return found
  }
}
