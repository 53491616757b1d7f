import Foundation
import Testing

@Suite("The audit finds what was planted")
struct TruthTests {
  private static let sets = ["support-desk", "coding-assistant", "document-search"]

  /// Makes a log by a specification of Datasets/ and compares the class of every request with the truth.
  private func compare(_ set: String, requests: Int?, program: String) throws {
    let scratch = try Scratch(withLog: false)
    let spec = try String(contentsOfFile: Program.root + "/Datasets/\(set).yaml", encoding: .utf8)
    let planned = spec.replacing(/requests: [0-9]+/, with: requests.map { "requests: \($0)" } ?? "requests: 24000")
    scratch.write("spec.yaml", requests == nil ? spec : planned)
    for arguments in [
      ["generate", "spec.yaml", "-o", "log.jsonl", "--quiet"],
      ["replay", "log.jsonl", "-s", "no-cache", "--requests", "rows.csv", "--json", "study.json", "--quiet"],
      ["audit", "log.jsonl", "--requests", "audited.csv", "--quiet"],
    ] {
      let run = try Program.run(arguments, in: scratch.folder, program: program)
      try #require(run.code == 0, "\(run.errors)")
    }
    // Both are in the order in which requests start.
    let truth = rows(ofCSV: scratch.text("log.truth.csv"))
    let found = rows(ofCSV: scratch.text("rows.csv"))
    try #require(truth.count == found.count && !truth.isEmpty)
    var planted: [String: Int] = [:]
    var kept = 0
    var wrong: [String] = []
    for (truth, found) in zip(truth, found) {
      let (is_, was) = (found["class"] ?? "", truth["class"] ?? "")
      // A request that failed is no repeat, and one that a user or a client sent again is a class of its own: chance makes a few.
      if is_ == "failed" { continue }
      kept += 1
      planted[was, default: 0] += 1
      if is_ != was, !["retry", "regeneration"].contains(is_) { wrong.append("\(truth["id"] ?? ""): \(was) found as \(is_)") }
    }
    #expect(wrong.isEmpty)
    // Comparing texts divides what no key finds, and nothing else: what was planted as unique may be like another.
    let audited = rows(ofCSV: scratch.text("audited.csv"))
    try #require(audited.count == found.count)
    for (audited, found) in zip(audited, found) {
      let (now, was) = (audited["class"] ?? "", found["class"] ?? "")
      let isDivided = was == "unique" && (["templated", "semantic"].contains(now) || audited["kind"] == "typo")
      #expect(now == was || isDivided, "\(audited["id"] ?? ""): \(was) audited as \(now)")
    }
    let classes = try scratch.json("study.json")["audit"]["total"]["classes"].items
    for name in ["exact", "near", "unique"] {
      let share = try #require(classes.first { $0["class"].string == name }?["request_share"]["value"].double)
      let hoped = Double(planted[name] ?? 0) / Double(kept)
      #expect(abs(share - hoped) <= 0.001, "\(set): \(name) \(share), planted \(hoped)")
      guard requests == nil, let planned = spec.firstMatch(of: try Regex("\(name)_share: ([0-9.]+)")) else { continue }
      let written = try #require(Double(planned.output[1].substring ?? ""))
      #expect(abs(share - written) <= 0.001, "\(set): \(name) \(share), written \(written)")
    }
  }

  @Test("class by class, on the data sets with fewer requests", arguments: sets)
  func small(set: String) throws { try compare(set, requests: 1_000, program: Program.path) }

  @Test(
    "class by class, on the data sets at full size", .enabled(if: Program.release != nil, "no release build of these sources"),
    arguments: sets)
  func full(set: String) throws { try compare(set, requests: nil, program: try #require(Program.release)) }
}
