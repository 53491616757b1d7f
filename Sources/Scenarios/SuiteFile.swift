public import Studies

/// Suites ↔ YAML (Datasets/suites/standard.yaml is one).
public enum SuiteFile {
  /// The suite of a YAML text.
  ///
  /// - Throws: ``ScenarioError`` with file, line and column.
  public static func read(_ text: String, file: String) throws(ScenarioError) -> Suite {
    do {
      let root = try YAMLNode.parse(text, file: file)
      var suite = Suite()
      try suiteFields.read(root, into: &suite)
      let verdict = Result { () throws(SuiteError) in try suite.validate() }
      if case .failure(let error) = verdict { throw (root.descend(error.path) ?? root).fault(error.reason) }
      return suite
    } catch let error as ScenarioError {
      throw error
    } catch {
      throw ScenarioError(file: file, sentence: "\(error)")
    }
  }

  /// The suite as YAML that reads back as the same suite.
  public static func print(_ suite: Suite) -> String { suiteFields.print(suite, indent: 0) + "\n" }

  /// Every field with what may be written, its default and what it means.
  public static var reference: [ReferenceRow] { suiteFields.reference() }
}

private let suiteFields = FieldTable<Suite>(
  what: "a suite", standard: Suite(),
  fields: [
    .text("title", \.title, "What it is called."),
    .list("datasets", \.datasets, datasetFields, "The logs."),
    .texts("strategies", \.strategies, "Presets by name or strategy files; presets stands for all presets."),
    .values("seeds", \.seeds, "whole numbers", "Of every draw; each is a run of its own.", parse: { UInt64($0) }, print: { "\($0)" }),
    .list("articles", \.articles, articleFields, "Published tables to be held against what is possible."),
  ])

private let datasetFields = FieldTable<Suite.Dataset>(
  what: "a data set", standard: Suite.Dataset(),
  fields: [
    .text("name", \.name, "What it is called in the results."),
    .text("log", \.log, "Its file, from the suite's folder on."),
    .text(
      "embeddings", \.embeddings,
      "Vectors of its prompts, for strategies that compare by them: a file from the suite's folder on, or log for those that the log holds."
    ),
  ])

private let articleFields = FieldTable<Suite.Article>(
  what: "an article", standard: Suite.Article(),
  fields: [
    .text("claims", \.claims, "The claims file, from the suite's folder on."),
    .text("dataset", \.dataset, "The data set that its strategies are simulated on."),
    .named(
      "strategies", \.strategies, "names of strategies", "For each claimed strategy, the one of the suite that does what it says.",
      parse: { $0 }, print: { quoted($0) }),
  ])
