internal import Similarity
internal import Traces
internal import Units

/// A request of which everything is known but its places in the large tables: it holds fingerprints, and nothing of the record.
///
/// Those tables lie outside of the caches. Requests wait here, some at a time, until the memory that was asked for has come.
struct PendingRequest {
  /// All that the tables do not give, but the times.
  var row = Request()
  /// What only the same record again has in common with it.
  var record: Fingerprint?
  var prompt: PromptPrint
  var caller: CallerTuple
  var answer: Fingerprint?
  /// The attempts of a logical call have its id and their prompt in common (law 5).
  var call: Fingerprint?

  /// The times, as the draft has them.
  var arrival: Int64?
  var end: Int64?
  var coarseTime: Int64?

  /// What earlier hits are joined by.
  var answerID: Fingerprint?
  var losesParameters: Bool
  var span: Fingerprint?
  var note: LogRemark?

  /// The request that `draft` is, of a line of a source.
  init(_ draft: inout RequestDraft, parameters: UInt32, caller: CallerTuple, source: Int, line: Int) {
    prompt = PromptPrint(&draft)
    self.caller = caller
    record = draft.recordID
    answer = draft.answer.fingerprint
    call = draft.call?.then(prompt.isAbsent ? .zero : prompt.messages)
    arrival = draft.arrival
    end = draft.end
    coarseTime = draft.coarseTime
    answerID = draft.answerID
    losesParameters = draft.losesParameters
    span = draft.span
    note = draft.note
    row.parameters = parameters
    row.duration = draft.duration
    row.firstToken = draft.firstToken
    row.answerBytes = UInt32(clamping: draft.answer.bytes)
    // A cache that counts no tokens for what it answers says nothing of those that the model would have taken.
    let isUncounted = draft.flags.contains(.loggedHit) && draft.usage?.total == 0
    let usage = isUncounted ? nil : draft.usage
    row.usage = usage ?? row.usage
    row.loggedCost = draft.loggedCost
    row.status = UInt16(clamping: draft.status)
    row.flags = draft.flags.union(draft.conversation.withheld).union(draft.answer.flags).union(draft.parameters.controls).union(
      draft.answer.service ?? draft.parameters.service)
    if usage != nil { row.flags.insert(.hasUsage) }
    // Of requests with counts one in 64 is measured: enough to learn what a model makes of the estimate.
    if usage == nil || prompt.messages.low % 64 == 0 {
      row.promptEstimate = draft.conversation.estimate.tokens
      row.answerEstimate = draft.answer.estimate.tokens
    }
    row.source = UInt16(clamping: source)
    row.line = UInt32(clamping: line)
  }
}

/// The fingerprints of a prompt tuple.
struct PromptPrint {
  let messages: Fingerprint
  let earlierTurns: Fingerprint?
  let lastUserMessage: Fingerprint?
  let systemPrompt: Fingerprint?
  let messageCount: Int
  /// Whether the log does not have the prompt.
  let isAbsent: Bool

  /// Not a copy of `draft`, which has much to count the references of; nothing in it changes.
  init(_ draft: inout RequestDraft) {
    messages = draft.conversation.messages
    earlierTurns = draft.conversation.earlierTurns
    lastUserMessage = draft.conversation.lastUserMessage
    systemPrompt = draft.conversation.systemPrompt
    messageCount = draft.conversation.messageCount
    isAbsent = draft.conversation.isEmpty || draft.flags.union(draft.conversation.withheld).contains(.noContent)
  }
}

/// The ids of a caller tuple, and the fingerprint of all of them.
struct CallerTuple {
  let print: Fingerprint
  let organisation: UInt32
  let team: UInt32
  let user: UInt32
  let apiKey: UInt32
  let place: UInt32
  let identifiers: UInt32
}
