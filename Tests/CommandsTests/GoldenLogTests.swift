import Foundation
import Testing

/// The golden log of LiteLLM as a log file, through the whole program.
@Suite("hindcast replay of what LiteLLM answered")
struct GoldenLogTests {
  private static let log = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../shared/data/golden/llm/litellm_local_A.jsonl.zst").standardized.path

  @Test("agrees but where LiteLLM tells apart what is the same question", .enabled(if: FileManager.default.fileExists(atPath: log)))
  func memory() throws {
    let scratch = try Scratch(withLog: false)
    let unpacked = try Program.run(["zstd", "-dc", Self.log], in: scratch.folder, program: "/usr/bin/env")
    try #require(unpacked.code == 0, "\(unpacked.errors)")
    var lines: [String] = []
    var isHit: [Bool] = []
    for text in unpacked.output.split(separator: "\n") {
      let golden = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
      var request = try #require(golden["request"] as? [String: Any])
      if let cache = golden["cache"] as? [String: Any] { request["cache"] = cache }
      let milliseconds = Int(((golden["t"] as? Double ?? 0) * 1_000).rounded())
      let second = Date(timeIntervalSince1970: TimeInterval(1_760_000_000 + milliseconds / 1_000))
      let fraction = String(1_000 + milliseconds % 1_000).dropFirst()
      let answer: [String: Any] = [
        "object": "chat.completion", "model": request["model"] ?? "", "usage": ["prompt_tokens": 9, "completion_tokens": 5],
        "choices": [["index": 0, "message": ["role": "assistant", "content": "a"], "finish_reason": "stop"]],
      ]
      let line: [String: Any] = [
        "timestamp": second.formatted(.iso8601).dropLast() + ".\(fraction)Z", "duration_ms": 0,
        "request": request, "response": answer,
      ]
      lines.append(String(decoding: try JSONSerialization.data(withJSONObject: line), as: UTF8.self))
      isHit.append((golden["outcomes"] as? [String: String])?["default_async"] == "hit")
    }
    scratch.write("golden.jsonl", lines.joined(separator: "\n") + "\n")
    // The memory's own microseconds would move the expiry of what is stored.
    let preset = try scratch.run("list", "strategies", "--show", "litellm-local").output
    scratch.write(
      "preset.yaml", preset.replacing("name: litellm-local", with: "name: golden").replacing("latency: 50us", with: "latency: 0s"))
    let run = try scratch.run("replay", "golden.jsonl", "-s", "preset.yaml", "--requests", "rows.csv", "--quiet")
    try #require(run.code == 0, "\(run.errors)")
    let rows = rows(ofCSV: scratch.text("rows.csv"))
    #expect(rows.count == 600)
    var (missedThere, hitThere) = (0, 0)
    for row in rows {
      let there = isHit[try #require(Int(row["line"] ?? "")) - 1]
      if (row["outcome"] == "hit") != there { if there { hitThere += 1 } else { missedThere += 1 } }
    }
    // The order of arguments makes other keys there: what is asked in two orders misses, and more keys push others out of the 200. The one
    // that hits there and misses here was pushed out there before, and so fetched later.
    #expect(missedThere == 17)
    #expect(hitThere == 1)
  }
}
