import Similarity
public import Simulation

extension QueryClassifier {
  /// The class of each text: 0 for none, else its number from 1.
  ///
  /// - Complexity: O(length of the texts × phrases), whatever is in them.
  public func numbers(of texts: [String]) -> [UInt8] {
    var classifier = TextClassifier(classes.map { each in each.phrases.map { each.match.rule($0) } })
    return texts.map { text in classifier.firstClass(of: text).map { UInt8($0 + 1) } ?? 0 }
  }
}

extension QueryClass.Match {
  /// Why a phrase can find nothing, or everything, as the end of a sentence; `nil` where all is well.
  public func fault(in phrase: String) -> String? { rule(phrase).fault }

  fileprivate func rule(_ phrase: String) -> TextRule {
    switch self {
    case .words: .words(phrase)
    case .pattern: .pattern(phrase)
    case .substring: .substring(phrase)
    }
  }
}
