internal import Similarity
internal import Traces

extension Interner {
  /// The fields of parameters and callers that have a table, in the order of keys.
  private static var fieldTables: [(KeyField, WritableKeyPath<FieldTables, FingerprintTable>)] {
    [
      (.model, \.model), (.provider, \.provider), (.temperature, \.temperature), (.topP, \.topP), (.maxTokens, \.maxTokens),
      (.seed, \.seed), (.responseFormat, \.responseFormat), (.tools, \.tools), (.toolChoice, \.toolChoice), (.stream, \.stream),
      (.otherParameters, \.other), (.organisation, \.organisation), (.team, \.team), (.user, \.user), (.apiKey, \.apiKey),
      (.place, \.place), (.sentParameters, \.sent), (.parameterOrder, \.order), (.sentIdentifiers, \.identifiers),
    ]
  }

  /// How many tables there are.
  static var tableCount: Int { 11 + fieldTables.count }

  /// Tables in which the ids of a trace are taken by `keys`.
  init(_ options: IngestOptions, resuming keys: [[Fingerprint]]) {
    self.init(options)
    // Of the prompts that are there already the texts are gone.
    views = []
    prompts = FingerprintTable(keys[0])
    texts.texts = FingerprintTable(keys[1])
    parameters = FingerprintTable(keys[2])
    callers = FingerprintTable(keys[3])
    answers = FingerprintTable(keys[4])
    calls = FingerprintTable(keys[5])
    earlierTurns = FingerprintTable(keys[6])
    systemPrompts = FingerprintTable(keys[7])
    texts.forms.spelling = FingerprintTable(keys[8])
    texts.forms.fillers = FingerprintTable(keys[9])
    texts.forms.stems = FingerprintTable(keys[10])
    for (index, table) in Self.fieldTables.enumerated() { fields[keyPath: table.1] = FingerprintTable(keys[11 + index]) }
  }

  /// The fingerprints by the new ids of a trace.
  func keys(_ orders: TraceOrders) -> [[Fingerprint]] {
    func rows(_ table: FingerprintTable, _ old: [UInt32]) -> [Fingerprint] { table.keys(old.map { $0 + 1 }) }
    func field(_ table: FingerprintTable, _ field: KeyField) -> [Fingerprint] { table.keys(orders.fields[field] ?? []) }
    let first = [
      prompts.keys(orders.prompts), texts.texts.keys(orders.texts), rows(parameters, orders.parameters), rows(callers, orders.callers),
      answers.keys(orders.answers), calls.keys(orders.calls), field(earlierTurns, .earlierTurns), field(systemPrompts, .systemPrompt),
      texts.forms.spelling.keys(orders.forms[0]), texts.forms.fillers.keys(orders.forms[1]), texts.forms.stems.keys(orders.forms[2]),
    ]
    return first + Self.fieldTables.map { field(fields[keyPath: $0.1], $0.0) }
  }
}
