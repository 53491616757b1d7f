import Similarity
import Traces

/// Which text is asked in which context, by request: what prompts may be compared with what others.
///
/// The context is all of a key but the text of the last user message: scope, model, parameters, system prompt, earlier turns. Only requests
/// whose whole prompt is in the log are asked; the others have no pair.
struct AskedTexts {
  /// Stands for "no pair" in ``pairs``.
  static let none = UInt32.max

  /// The pair of context and text of each request, by first appearance; or ``none``.
  private(set) var pairs: [UInt32]
  /// The text of each pair.
  private(set) var texts: [UInt32] = []
  /// The context of each pair.
  private(set) var contexts: [UInt32] = []
  /// The ordinal of the first request of each pair.
  private(set) var first: [UInt32] = []

  /// - Complexity: O(tuples + requests).
  init(_ trace: Trace, scope: Scope) {
    let fields = KeyRule.exact.fields.subtracting([.messages]).union([.systemPrompt, .earlierTurns])
    let keys = trace.keys(KeyRule(fields: fields), scope: scope)
    let messages = trace.prompts[.lastUserMessage] ?? []
    let endpoints = trace.endpoints
    pairs = Array(repeating: Self.none, count: trace.requests.count)
    var table = PairTable()
    for i in pairs.indices {
      let requests = trace.requests
      guard keys.ids[i] != Keys.none, requests.flags[i].hasWholePrompt, endpoints[Int(requests.parameters[i])].isGeneration else {
        continue
      }
      let text = messages[Int(requests.prompt[i])]
      guard text != 0 else { continue }
      let pair = table.id(keys.ids[i], text)
      pairs[i] = pair
      if Int(pair) == texts.count {
        texts.append(text)
        contexts.append(keys.ids[i])
        first.append(UInt32(i))
      }
    }
  }

  /// The pairs of each context that has more than one, in the order in which they are asked first.
  var groups: [[UInt32]] {
    var counts = [Int](repeating: 0, count: (contexts.max().map { Int($0) } ?? -1) + 1)
    for context in contexts { counts[Int(context)] += 1 }
    var places = [Int](repeating: -1, count: counts.count)
    var out: [[UInt32]] = []
    for (pair, context) in contexts.enumerated() where counts[Int(context)] > 1 {
      if places[Int(context)] < 0 {
        places[Int(context)] = out.count
        out.append([])
      }
      out[places[Int(context)]].append(UInt32(pair))
    }
    return out
  }
}
