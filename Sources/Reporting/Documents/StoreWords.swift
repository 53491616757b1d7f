import Studies

/// Stores without a price, as sentences name them; names come from a user's files and are to be escaped.
extension StoreBills {
  /// ", before what the cache itself costs", where that is not in the figure; ", after what “redis” costs and before what “memory” does".
  var before: String {
    if isWhole { return "" }
    return isInPart
      ? ", after what \(Self.words(billed)) costs and before what \(Self.words(unbilled)) does" : ", before what the cache itself costs"
  }

  /// " before its store", " before its “memory”": behind a saving.
  var beforeStore: String { isWhole ? "" : " before its \(unpriced)" }

  /// "store" or "“memory”": what has no price.
  var unpriced: String { isInPart ? Self.words(unbilled) : "store" }
}
