extension Trace {
  /// The same requests, of which those whose model the log does not name are of `model`, as the user says; the log remarks how many.
  ///
  /// - Complexity: O(requests + tuples).
  public func namingModel(_ model: String) -> Trace {
    guard let column = parameters.fields.firstIndex(of: .model) else { return self }
    var known = names[.model] ?? [""]
    let isUnnamed = parameters.columns[column].map { known[Int($0)].isEmpty }
    let count = requests.parameters.count { isUnnamed[Int($0)] }
    guard count > 0 else { return self }
    var out = self
    let id = known.firstIndex(of: model) ?? known.count
    if id == known.count { known.append(model) }
    out.names[.model] = known
    for row in isUnnamed.indices where isUnnamed[row] { out.parameters.columns[column][row] = UInt32(id) }
    out.log.remarks[.saidModel] = count
    return out
  }
}
