/// What can be said about a topic.
struct Vocabulary {
  /// What a system prompt begins with; the first names the assistant.
  let roles: [Template]
  /// Rules that fill a system prompt.
  let rules: [Template]
  /// Questions without a number in them.
  let general: [Template]
  /// Questions and orders about one thing, with its number.
  let specific: [Template]
  /// What follows a first answer.
  let followUps: [Template]
  /// What people add to a specific question.
  let details: [Template]
  /// What an answer begins with.
  let openings: [Template]
  /// What an answer goes on with.
  let answers: [Template]
  /// The names of teams.
  let teams: [String]

  init(_ topic: Topic) {
    let words =
      switch topic {
      case .support: Words.support
      case .code: Words.code
      case .documents: Words.documents
      }
    func templates(_ texts: [String]) -> [Template] { texts.map { Template($0, words.slots) } }
    roles = templates(words.roles)
    rules = templates(words.rules)
    general = templates(words.general)
    specific = templates(words.specific)
    followUps = templates(words.followUps)
    details = templates(words.details)
    openings = templates(words.openings)
    answers = templates(words.answers)
    teams = words.teams
  }
}

/// The sentences of a topic before they are read as templates.
struct Words {
  var teams: [String]
  var slots: [String: [String]]
  var roles: [String]
  var rules: [String]
  var general: [String]
  var specific: [String]
  var followUps: [String]
  var details: [String]
  var openings: [String]
  var answers: [String]
}
