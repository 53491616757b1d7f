/// Levenshtein distance, for suggestions among a handful of short names; of the second only 64 characters count.
///
/// - Complexity: O(length of the first).
public func editDistance(_ a: String, _ b: String) -> Int {
  let b = Array(b.unicodeScalars.prefix(64))
  var row = Array(0...b.count)
  for (i, x) in a.unicodeScalars.enumerated() {
    var corner = row[0]
    row[0] = i + 1
    for (j, y) in b.enumerated() {
      let next = min(row[j + 1] + 1, row[j] + 1, corner + (x == y ? 0 : 1))
      corner = row[j + 1]
      row[j + 1] = next
    }
  }
  return row[b.count]
}
