import Similarity
import Testing
import Traces
import Units

@testable import Duplicates

/// Requests with real texts: their normal forms and what comparing them tells.
struct TextSketch {
  var rows: [Row]
  var texts: LoggedTexts

  /// One request per text, a minute apart.
  init(_ texts: [String], systems: [String] = [], configure: (Int, inout Row) -> Void = { _, _ in }) {
    var normalizer = Normalizer()
    var ids: [[String: UInt32]] = [[:], [:], [:]]
    var known: [String: Row.Text] = [:]
    var kept = [""]
    rows = texts.enumerated().map { index, text in
      var row = Row()
      row.time = index * 60
      if known[text] == nil {
        kept.append(text)
        let forms = NormalForm.allCases.map { form -> UInt32 in
          let normal = normalizer.normalized(text, to: form)
          let id = ids[form.rawValue][normal] ?? UInt32(ids[form.rawValue].count + 1)
          ids[form.rawValue][normal] = id
          return id
        }
        known[text] = Row.Text(UInt32(known.count + 1), forms[0], forms[1], forms[2])
      }
      row.text = known[text] ?? Row.Text(0)
      configure(index, &row)
      return row
    }
    self.texts = LoggedTexts(lastUserMessages: kept, systemPrompts: ([""] + systems).map { TextHead($0) })!
  }

  func audit(threshold: Int = 9_000, scope: Scope = .global) -> Audit {
    let sketch = Sketch(rows)
    var options = Audit.Options()
    options.threshold = threshold
    return Audit(trace: sketch.trace, costs: sketch.costs, scope: scope, options: options, texts: texts)
  }

  var classes: [DuplicateClass] { audit().classification.classes }
}
