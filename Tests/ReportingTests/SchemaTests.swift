import Foundation
import Studies
import Testing

@testable import Reporting

/// The JSON against its schemas.
@Suite struct SchemaTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Reports/schemas")

  @Test(arguments: Cases.allCases) func outputIsOfItsSchema(_ kind: Cases) throws {
    let schema = try Schema(folder: Self.folder)
    let study = try kind.study
    for (json, name) in [(StudyReport(study).jsonText, "study.json"), (AuditReport(study.audited).jsonText, "audit.json")] {
      let complaints = try schema.complaints(about: json, against: name)
      #expect(complaints.isEmpty, "\(name): \(complaints.prefix(5))")
    }
  }

  @Test func promptsAreOfTheSchemaToo() throws {
    let schema = try Schema(folder: Self.folder)
    let prompts = (0..<500).map { "prompt \($0) </script>" }
    let json = AuditReport(try Cases.rich.study.audited, prompts: prompts).jsonText
    #expect(json.contains("\"prompt\": \"prompt "))
    #expect(try schema.complaints(about: json, against: "audit.json").isEmpty)
  }

  @Test(arguments: [
    ("\"schema\": \"hindcast/audit/1\"", "\"schema\": \"hindcast/audit/2\""), ("\"severity\": \"note\"", "\"severity\": \"grave\""),
    ("\"bad_records\": ", "\"bad_record\": "), ("\"out_of_order\": ", "\"out_of_order\": -1, \"more\": "),
    ("\"scope\": \"global\"", "\"scope\": null"), ("\"day_offset_s\": 0", "\"day_offset_s\": 0.5"),
    ("\"in_key\": ", "\"in_key\": 1, \"x\": "),
  ])
  func theValidatorSeesFaults(_ right: String, _ wrong: String) throws {
    let schema = try Schema(folder: Self.folder)
    let json = AuditReport(try Cases.rich.study.audited).jsonText
    try #require(json.contains(right))
    #expect(try !schema.complaints(about: json.replacing(right, with: wrong), against: "audit.json").isEmpty)
  }

  @Test func ratesAreTheirNumeratorsOverDenominators() throws {
    let json = StudyReport(try Cases.rich.study).jsonText
    let root = try JSONSerialization.jsonObject(with: Data(json.utf8))
    var seen = 0
    func walk(_ value: Any) {
      if let object = value as? [String: Any] {
        if let numerator = object["numerator"] as? Double, let denominator = object["denominator"] as? Double,
          let share = object["value"] as? Double
        {
          seen += 1
          #expect(abs(share - numerator / denominator) < 1e-8)
        }
        object.values.forEach(walk)
      } else {
        (value as? [Any])?.forEach(walk)
      }
    }
    walk(root)
    #expect(seen > 100)
  }

  @Test func modelsAddUpToTheTotal() throws {
    let study = try Cases.rich.study
    let root = try #require(try JSONSerialization.jsonObject(with: Data(StudyReport(study).jsonText.utf8)) as? [String: Any])
    for result in try #require(root["strategies"] as? [[String: Any]]) {
      let total = try #require(result["total"] as? [String: Any])
      let models = try #require(result["models"] as? [[String: Any]])
      for name in ["requests", "hits_exact", "hits_near", "unpriced_requests"] {
        #expect(models.compactMap { $0[name] as? Int }.reduce(0, +) == total[name] as? Int)
      }
      for name in ["upstream_cost_usd", "avoided_cost_usd", "monthly_upstream_usd"] {
        let sum = models.compactMap { $0[name] as? Double }.reduce(0, +)
        // Months are told to the cent.
        let slack = name.hasPrefix("monthly") ? 0.005 * Double(models.count + 1) : 1e-6
        #expect(abs(sum - (try #require(total[name] as? Double))) <= slack)
      }
    }
  }
}
