import Foundation
import Testing

@Suite("hindcast audit")
struct AuditCommandTests {
  /// A log of chat calls, one question each.
  private func log(_ questions: [String], system: (Int) -> String? = { _ in nil }) -> String {
    questions.enumerated().map { index, text in
      func quoted(_ text: String) -> String {
        String(decoding: (try? JSONSerialization.data(withJSONObject: [text])) ?? Data(), as: UTF8.self).dropFirst().dropLast().description
      }
      let head = system(index).map { "{\"role\":\"system\",\"content\":\(quoted($0))}," } ?? ""
      let seconds = (index % 60 < 10 ? "0" : "") + "\(index % 60)"
      let minutes = (index / 60 % 60 < 10 ? "0" : "") + "\(index / 60 % 60)"
      return "{\"timestamp\":\"2026-10-05T10:\(minutes):\(seconds)Z\",\"request\":{\"model\":\"gpt-4.1\",\"temperature\":0,\"messages\":["
        + head + "{\"role\":\"user\",\"content\":\(quoted(text))}]},\"response\":{\"id\":\"r\(index)\",\"object\":\"chat.completion\","
        + "\"model\":\"gpt-4.1\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"answer \(index % 3)\"},"
        + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":20,\"total_tokens\":120}}}\n"
    }.joined()
  }

  private let questions =
    (0..<40).map { "What is the best way to \(["cook", "paint", "sell", "clean"][$0 % 4]) thing x\($0)y in winter?" } + [
      "How do I reset the password of my account?", "how do I reset the password of my account",
      "How do I reset the password of my account?",
      "How do I reset the forgotten password of my account?", "How do I reset the password of account 7?",
      "How do I reset the password of account 8?",
    ]

  @Test func everyRequestHasOneRow() throws {
    let scratch = try Scratch(withLog: false)
    scratch.write("log.jsonl", log(questions))
    let run = try Program.run(
      ["audit", "log.jsonl", "--requests", "rows.csv", "--json", "audit.json", "--html", "audit.html", "--threshold", "0.8", "--quiet"],
      in: scratch.folder)
    try #require(run.code == 0, "\(run.errors)")
    let all = rows(ofCSV: scratch.text("rows.csv"))
    #expect(all.map { $0["id"] } == questions.indices.map { "\($0)" })
    #expect(all.suffix(6).map { $0["class"] } == ["unique", "near", "exact", "semantic", "templated", "templated"])
    // Account 7 in the place of my account is as another number; account 8 is of the same form as 7.
    #expect(all[44]["kind"] == "number" && all[44]["veto"] == "true" && all[45]["kind"] == "same form")
    #expect(all[41]["kind"] == "spelling" && all[43]["kind"] == "insertion")
    for row in all where row["match"] != "" { #expect(try #require(Int(row["match"] ?? "")) < Int(row["id"] ?? "") ?? 0) }
    #expect(all[42]["match"] == "40")
    for row in all where row["class"] == "semantic" {
      #expect(row["veto"] == "false" && (Double(row["score"] ?? "") ?? 0) >= 0.8)
    }
    #expect(!scratch.text("rows.csv").contains("password") && !scratch.text("audit.html").contains("password"))
    let classes = try scratch.json("audit.json")["audit"]["total"]["classes"].items
    for line in classes {
      #expect(line["all"]["requests"].int == all.count { $0["class"] == line["class"].string })
    }
    let again = try Program.run(["audit", "log.jsonl", "--requests", "rows.jsonl", "--threshold", "0.8", "--quiet"], in: scratch.folder)
    try #require(again.code == 0)
    let objects = try scratch.text("rows.jsonl").split(separator: "\n").map { JSON(try JSONSerialization.jsonObject(with: Data($0.utf8))) }
    #expect(objects.map { $0["class"].string } == all.map { $0["class"] })
  }

  @Test func filesHaveEveryGroup() throws {
    let scratch = try Scratch(withLog: false)
    let things = [
      "apples", "bread", "cheese", "dates", "eggs", "figs", "grapes", "honey", "jam", "kale", "lemons", "milk", "nuts", "oats", "pears",
      "quinces", "rice", "salt", "tea", "vinegar", "walnuts", "yeast", "beans", "carrots", "garlic", "leeks",
    ]
    scratch.write(
      "log.jsonl", log((0..<2).flatMap { turn in things.map { "How much do \(turn * 7 + 3) pounds of \($0) cost in the shop today?" } }))
    let run = try Program.run(
      ["audit", "log.jsonl", "--json", "audit.json", "--csv", "audit.csv", "--markdown", "audit.md", "--no-color"], in: scratch.folder)
    try #require(run.code == 0, "\(run.errors)")
    let table = try #require(scratch.json("audit.json")["audit"]["waste"].items.first { $0["by"].string == "template" })
    #expect(table["groups"].int == things.count && table["rows"].items.count == things.count)
    #expect(rows(ofCSV: scratch.text("audit.csv")).count { $0["table"] == "template" && $0["class"] == "all" } == things.count)
    #expect(scratch.text("audit.md").split(separator: "\n").count { $0.hasPrefix("| t0") } == things.count)
    #expect(run.output.contains("(and \(things.count - 3) more: --markdown, --csv and --json have them all)"), "\(run.output)")
  }

  @Test func aTraceFileSaysWhatItCannotTell() throws {
    let scratch = try Scratch(withLog: false)
    scratch.write("log.jsonl", log(questions))
    try #require(try Program.run(["compile", "log.jsonl", "-o", "log.hct", "--quiet"], in: scratch.folder).code == 0)
    let run = try Program.run(["audit", "log.hct", "--no-color"], in: scratch.folder)
    try #require(run.code == 0, "\(run.errors)")
    #expect(run.output.replacing("\n", with: " ").contains("a trace file holds no prompts"))
    #expect(run.output.split(separator: "\n").contains { $0.hasPrefix("  semantic ") && $0.contains("–") })
  }

  @Test func verdictsMeasurePrecision() throws {
    let scratch = try Scratch(withLog: false)
    scratch.write("log.jsonl", log(questions))
    let run = try Program.run(
      ["audit", "log.jsonl", "--review", "9", "--review-file", "review.csv", "--threshold", "0.8", "--quiet"], in: scratch.folder)
    try #require(run.code == 0, "\(run.errors)")
    let sample = scratch.text("review.csv")
    #expect(sample.contains("forgotten password"))
    let judged = sample.split(separator: "\n").enumerated().map {
      $0.offset == 0 ? "\($0.element)" : "\($0.element)\($0.offset == 1 ? "wrong" : "right")"
    }
    scratch.write("judged.csv", judged.joined(separator: "\r\n") + "\r\n")
    let second = try Program.run(["audit", "log.jsonl", "--verdicts", "judged.csv", "--json", "audit.json", "--quiet"], in: scratch.folder)
    try #require(second.code == 0, "\(second.errors)")
    let measured = try scratch.json("audit.json")["measured"].items
    #expect(measured.reduce(0) { $0 + ($1["right"]["denominator"].int ?? 0) } == judged.count - 1)
    #expect(measured.first?["class"].string == "near" && measured.first?["right"]["value"].double == 0)
    // As a spreadsheet has it where decimals have a comma: what has commas of its own is in quotation marks there too.
    let parted = judged.map { line in
      line.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
        .map { $0.offset % 2 == 0 ? $0.element.replacing(",", with: ";") : $0.element[...] }.joined(separator: "\"")
    }
    scratch.write("parted.csv", "\u{FEFF}" + parted.joined(separator: "\r\n") + "\r\n")
    let third = try scratch.run("audit", "log.jsonl", "--verdicts", "parted.csv", "--json", "parted.json", "--quiet")
    #expect(third.code == 0 && scratch.text("parted.json") == scratch.text("audit.json"), "\(third.errors)")
    // Verdicts on another log say nothing of this one.
    scratch.write("other.jsonl", log(questions.map { "Tell me: " + $0 }))
    let other = try scratch.run("audit", "other.jsonl", "--verdicts", "judged.csv", "--quiet")
    #expect(other.code == 64 && other.errors.contains("judged.csv has verdicts of another log: no prompt in it is that of the request"))
    scratch.write("bad.csv", "class,verdict\nnear,perhaps\n")
    scratch.write("empty.csv", "class,verdict\nnear,\n")
    let empty = try Program.run(["audit", "log.jsonl", "--verdicts", "empty.csv", "--quiet"], in: scratch.folder)
    #expect(empty.code == 64 && empty.errors.contains("empty.csv has no verdict yet; write right or wrong"))
    let refused = try Program.run(["audit", "log.jsonl", "--verdicts", "bad.csv", "--quiet"], in: scratch.folder)
    #expect(refused.code == 64 && refused.errors.contains("row 2"))
    #expect(try Program.run(["audit", "log.jsonl", "--review", "9"], in: scratch.folder).code == 64)
    #expect(try Program.run(["audit", "log.jsonl", "--threshold", "1.5"], in: scratch.folder).code == 64)
  }

  @Test func aTimestampInTheSystemPromptIsNamed() throws {
    let scratch = try Scratch(withLog: false)
    let asked = (0..<60).map { "question \(["one", "two", "three", "four"][$0 % 4]) of them" }
    scratch.write("log.jsonl", log(asked) { "Your clock is 2026-11-\(10 + $0 % 20) 12:\(10 + $0 % 50). Answer customers of the shop." })
    let run = try Program.run(["audit", "log.jsonl", "--no-color"], in: scratch.folder)
    try #require(run.code == 0, "\(run.errors)")
    #expect(run.output.contains("byte 14"))
  }

  @Test func aLogOfBlocksHasNoTextsToCompare() throws {
    let scratch = try Scratch(withLog: false)
    let lines = [[46, 47], [46, 48], [46, 47]].enumerated().map { index, ids in
      #"{"timestamp":\#(index * 3_000),"input_length":1000,"output_length":9,"hash_ids":\#(ids)}"#
    }
    scratch.write("blocks.jsonl", lines.joined(separator: "\n"))
    let run = try scratch.run("audit", "blocks.jsonl")
    try #require(run.code == 0, "\(run.errors)")
    let text = run.output.replacing("\n", with: " ")
    #expect(text.contains("Templated and semantic requests were not looked for, because the log has no texts: they are among the unique."))
    #expect(run.output.contains("  exact             1  33.3 %") && !run.output.contains("by threshold"))
    #expect(text.contains("6 s of a clock without dates, 1 model, "))
  }
}
