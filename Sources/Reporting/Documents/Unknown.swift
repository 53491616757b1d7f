import Duplicates
import Studies

extension LogQuality {
  /// Why nothing can be said of what a cache would have answered, as the rest of a sentence; `nil` where something can.
  ///
  /// - Parameter hits: Whether any strategy has a hit, such as by the log's own cache keys.
  func whyUnknown(hits: Bool) -> String? {
    if hasNoTimes { return "the log has no times, and what a cache holds is a matter of time; 'hindcast audit' says what repeats" }
    if hasNoContent, !hits { return "prompts are not in the log, so that what repeats is not known" }
    return nil
  }
}

extension Study {
  /// What is told of strategies: of none where the log cannot say what a cache would have answered, for hits of 0 would be a finding.
  var told: Study {
    guard Headline(self).unknown != nil else { return self }
    var out = self
    out.strategies = []
    return out
  }
}
