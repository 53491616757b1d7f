import Similarity
import Traces
import Units

/// Divides the comparable requests of a trace, to see where repeats are.
struct Division {
  private let costed: CostedTrace
  private let classification: Classification
  /// The form of each text by first appearance, and the tokens in front of its first value; empty where texts are not known.
  private let forms: TextForms?
  private let prefixSaving: PrefixSaving?

  init(_ costed: CostedTrace, classification: Classification, texts: LoggedTexts?, prefixSaving: PrefixSaving?) {
    self.prefixSaving = prefixSaving
    self.costed = costed
    self.classification = classification
    forms = texts.map { TextForms($0.lastUserMessages) }
  }

  /// All tables that say something: a division into one group does not, but for the model.
  func tables(rows: Int) -> [WasteTable] {
    WasteTable.Division.allCases.compactMap { division in
      let table = table(division, rows: rows)
      return table.groups > (division == .model || division == .template ? 0 : 1) ? table : nil
    }
  }

  private func table(_ division: WasteTable.Division, rows: Int) -> WasteTable {
    let trace = costed.trace
    let requests = trace.requests
    // Ids are dense: a place per id, or -1.
    var places: [Int] = []
    var found: [WasteTable.Row] = []
    let group = group(division)
    for i in classification.classes.indices where classification.classes[i].isComparable {
      guard let id = group(i) else { continue }
      if Int(id) >= places.count { places += Array(repeating: -1, count: max(Int(id) + 1 - places.count, places.count)) }
      let place = places[Int(id)] < 0 ? found.count : places[Int(id)]
      if place == found.count {
        places[Int(id)] = place
        let source = Int(requests.source[i])
        found.append(
          WasteTable.Row(
            name: name(division, id, number: place + 1), first: i,
            source: trace.log.sources.indices.contains(source) ? trace.log.sources[source].name : "", line: Int(requests.line[i])))
      } else if division == .template, let forms {
        let tokens = forms.prefixTokens[text(i)]
        found[place].sharedPrefixTokens += tokens
        if let prefixSaving { found[place].sharedPrefixDollars = found[place].sharedPrefixDollars + prefixSaving(i, tokens) }
      }
      let volume = costed.volume(i)
      found[place].all += volume
      if [.exact, .near].contains(classification.classes[i]) { found[place].repeats += volume }
    }
    // A form that is filled once is no form.
    if division == .template { found.removeAll { $0.all.requests < 2 } }
    let order = found.indices.sorted { a, b in
      let (x, y) = (found[a], found[b])
      if division == .template, x.all.dollars != y.all.dollars { return x.all.dollars > y.all.dollars }
      if x.repeats.dollars != y.repeats.dollars { return x.repeats.dollars > y.repeats.dollars }
      if x.repeats.requests != y.repeats.requests { return x.repeats.requests > y.repeats.requests }
      return x.all.requests == y.all.requests ? a < b : x.all.requests > y.all.requests
    }
    return WasteTable(division: division, rows: order.prefix(rows).map { found[$0] }, groups: found.count)
  }

  private func text(_ i: Int) -> Int {
    Int(costed.trace.prompts[.lastUserMessage]?[Int(costed.trace.requests.prompt[i])] ?? 0)
  }

  /// The group of a request; `nil` where it has none.
  private func group(_ division: WasteTable.Division) -> (Int) -> UInt32? {
    let trace = costed.trace
    let requests = trace.requests
    func named(_ table: Dimension, _ field: KeyField, _ rows: [UInt32]) -> (Int) -> UInt32? {
      let ids = table[field] ?? []
      return { i in ids.indices.contains(Int(rows[i])) ? ids[Int(rows[i])] : nil }
    }
    switch division {
    case .model: return named(trace.parameters, .model, requests.parameters)
    case .team:
      let team = named(trace.callers, .team, requests.caller)
      return { i in team(i).flatMap { $0 == 0 ? nil : $0 } }
    case .endpoint: return named(trace.parameters, .endpoint, requests.parameters)
    case .hour:
      return { i in
        guard !requests.flags[i].contains(.noTime) else { return nil }
        let hours = requests.arrival[i] / 3_600_000_000 - (requests.arrival[i] % 3_600_000_000 < 0 ? 1 : 0)
        return UInt32((hours % 24 + 24) % 24)
      }
    case .systemPrompt:
      let system = named(trace.prompts, .systemPrompt, requests.prompt)
      return { i in system(i).flatMap { $0 == 0 ? nil : $0 } }
    case .template:
      guard let forms else { return { _ in nil } }
      return { i in
        let form = forms.form[text(i)]
        return form == 0 ? nil : form
      }
    }
  }

  private func name(_ division: WasteTable.Division, _ id: UInt32, number: Int) -> String {
    let trace = costed.trace
    func numbered(_ letter: String) -> String {
      let digits = String(number)
      return letter + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }
    switch division {
    case .model: return trace.names[.model]?[Int(id)] ?? ""
    case .team: return trace.names[.team]?[Int(id)] ?? ""
    case .endpoint: return (Endpoint(rawValue: UInt8(clamping: id)) ?? .other).name
    case .hour: return (id < 10 ? "0" : "") + "\(id):00"
    case .systemPrompt: return numbered("s")
    case .template: return numbered("t")
    }
  }
}

/// The forms of texts.
struct TextForms {
  /// By text: the number of its form from 1; 0 for texts without values.
  private(set) var form: [UInt32] = []
  /// By text: the tokens in front of its first value (``TokenEstimate``).
  private(set) var prefixTokens: [Int] = []

  /// - Complexity: O(bytes).
  init(_ texts: [String]) {
    var reader = SkeletonReader()
    var numbers: [Fingerprint: UInt32] = [:]
    for text in texts {
      let skeleton = reader.skeleton(of: text)
      guard skeleton.slots > 0 else {
        form.append(0)
        prefixTokens.append(0)
        continue
      }
      let next = UInt32(numbers.count + 1)
      let number = numbers[skeleton.fingerprint] ?? next
      if number == next { numbers[skeleton.fingerprint] = number }
      form.append(number)
      var estimate = TokenEstimate()
      var copy = text
      copy.withUTF8 { estimate.add(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer($0)[..<skeleton.prefix])) }
      prefixTokens.append(Int(estimate.tokens))
    }
  }
}
