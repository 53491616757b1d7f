extension Words {
  /// Programmers who ask for reviews, fixes and explanations.
  static let code = Words(
    teams: ["platform", "checkout", "search", "mobile", "data", "identity", "payments", "infra"],
    slots: [
      "language": ["Swift", "Go", "Rust", "Python", "Kotlin", "TypeScript", "Java", "Elixir", "Zig", "OCaml"],
      "thing": [
        "retry loop", "connection pool", "rate limiter", "parser", "cache layer", "migration", "job queue", "webhook handler",
        "test fixture",
        "config loader", "message bus", "file watcher", "token refresher", "feature flag", "batch writer", "stream decoder",
      ],
      "quality": ["readability", "thread safety", "memory use", "error handling", "naming", "test coverage", "latency", "idempotency"],
      "service": ["orders-api", "ledger", "mailer", "gatekeeper", "catalog", "image-proxy", "scheduler", "audit-log", "pricing", "inbox"],
      "function": [
        "loadPage", "mergeRows", "applyPatch", "nextBatch", "parseHeader", "openSession", "rotateKeys", "drainQueue", "foldEvents",
      ],
      "type": ["Request", "Session", "LedgerEntry", "Token", "Page", "Cursor", "Snapshot", "Envelope", "Lease"],
      "symptom": [
        "deadlocks under load", "returns stale rows", "leaks file handles", "drops the last record", "times out after a deploy",
        "panics on empty input", "sorts non-ASCII names wrongly", "doubles its memory every hour",
      ],
      "store": ["Postgres", "SQLite", "Redis", "Kafka", "S3", "DynamoDB", "etcd"],
      "concept": [
        "structured concurrency", "optimistic locking", "backpressure", "copy on write", "tail latency", "memory barriers",
        "exactly-once delivery", "consistent hashing", "a write-ahead log", "escape analysis",
      ],
      "check": ["unit tests", "the linter", "the fuzz run", "the load test", "the canary", "the type checker"],
      "style": ["terse", "thorough", "plain", "careful"],
    ],
    roles: [
      "You are a {style} pair programmer in the repository of {service}.",
      "You review {language} changes. Be {style}; say what is wrong, where, and how to mend it.",
      "You are an agent with access to the files of {service}. Work in small steps and stay {style}.",
    ],
    rules: [
      "Keep functions under {number} lines.", "Never invent an API; say when you are not sure.", "Answer with a diff when code changes.",
      "Prefer the standard library to a new dependency.", "Every change to {service} needs a test that fails without it.",
      "Public names carry documentation.", "Do not touch generated files under `gen/`.",
      "Errors are values in {language} here, not exceptions.",
      "Calls to {store} need a deadline of {number} ms.", "Mention {quality} only where it matters.",
      "The build runs {check} first; keep it green.", "Money is integer cents, time is UTC microseconds — no exceptions.",
      "When the request is ambiguous, choose the smaller change and say so.", "Quote file and line for each finding.",
      "`{type}` crosses the network: its layout must stay compatible.", "Do not log the content of a {type}.",
      "{function} is on the hot path; measure before and after.", "Reviews name at most {number} findings, worst first.",
    ],
    general: [
      "What is {concept} in {language}?", "How do I implement a {thing} in {language}?",
      "Show a minimal {thing} in {language} with {store}.",
      "When should I prefer {concept} to a {thing}?", "How do I test a {thing} that talks to {store}?",
      "Explain why a {thing} {symptom}.", "Compare {concept} in {language} with |the |usual pattern~ for a {thing}.",
      "Which pitfalls of {store} matter for a {thing} in {language}?", "Write a checklist for {quality} of a {thing}.",
      "How do I keep {quality} in a {language} {thing} with {store}?", "Which {language} client~ for {store} has {concept}?",
    ],
    specific: [
      "Review commit {hex} of {service} for {quality}.", "Since build {serial} the {thing} in {service} {symptom}.",
      "Fix issue {serial}: `{function}` {symptom}.", "Why does the {check} job {serial} fail for {service}?",
      "Write a test for `{function}` that covers issue {serial}.",
      "Rename `{type}` as agreed in review {serial}, without breaking {store}.",
      "Summarise pull request {serial} for |the |next changelog.", "Port the {thing} of change {hex} from {language} to {language}.",
      "Trace {serial} shows that {service} {symptom}; find |the |bug~.",
    ],
    followUps: [
      "Now do the same for `{function}`.", "Does this hold if {store} is down?", "Make that shorter and keep |the |comment~.",
      "Add a test for |the |case that {symptom}.", "Why not use {concept} here?", "Repeat {check} and fix what remains.",
      "Explain |the |change to `{function}` line by line.", "What does this do to {quality}?",
    ],
    details: [
      "It only happens with more than {number} workers.", "The {thing} was rewritten {number} commits ago.",
      "We run {language} in production and {store} behind it.",
      "Here is the code:\n```\nfunc {function}(_ item: {type}) throws -> Int {\n  "
        + "guard item.count < {number} else { throw Fault.full }\n  return try {function}(item, depth: {number})\n}\n```",
      "The stack trace ends in `{function}`.", "On my machine {check} is green, on the runner it {symptom}.",
      "Before the change, `{type}` had {number} fields.", "```\nERROR {service} {function}: lease {number} expired after {number} ms\n```",
      "I would like to keep `{type}` as it is.", "The profile says {number} % of the time goes to `{function}`.",
      "Please mind {quality}.", "Related: the {thing} in {service} had the same trouble on {day}.",
      "```\n{function}(cursor, limit: {number})  // → {type}?\nretry(times: {number}, every: {number})\n```",
      "We cannot add a lock there because {service} calls it from {number} threads.",
    ],
    openings: [
      "The short answer:", "I read the change; here is what I would do.", "The cause is in `{function}`.", "Two things stand out.",
      "This is a known shape of bug.", "Done. What changed and why:",
    ],
    answers: [
      "`{function}` takes the lock twice when {store} answers late.",
      "Move the check before the call, so that an empty `{type}` returns early.",
      "```\nlet page = try {function}(cursor, limit: {number})\nguard !page.isEmpty else { return .done }\nfor row in page { sink.append(row) }\n```",
      "In {language} the idiomatic way is {concept}.", "Set the deadline of {store} to {number} ms and retry at most {number} times.",
      "The test then reads:\n```\nlet sut = {type}(limit: {number})\nexpect(sut.{function}() == {number})\n```",
      "This keeps {quality} as it was.", "I would not add a {thing} for that.", "The {thing} {symptom} because its buffer is shared.",
      "Line {number} drops the error; return it instead.", "Name it after what it holds, for example `{type}`.",
      "Measure it: with {number} rows the difference is about {number} µs.", "`{service}` must deploy first, otherwise it {symptom}.",
      "```\n- retries += 1\n+ retries = min(retries + 1, {number})\n```", "Everything else in the change looks right.",
      "For {store} this is safe, since a write of one `{type}` is atomic.", "Run {check} with {number} workers to see it fail first.",
    ]
  )
}
