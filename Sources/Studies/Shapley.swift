import Units

/// What each part contributes to a saving on average over all orders in which the parts could have come (Shapley 1953), among the orders
/// that can be: near hits need a cache of exact ones, so they come after them; coalescing, stale answers and another vendor come anywhere.
///
/// A request that part of the cache answers saves the old price before the vendor changes and the new price after; the calls that nothing
/// answers save the difference whenever the vendor changes. So the order matters between each part and the vendor alone, and the share of
/// a part is a mean of its two savings, weighed by how often the vendor comes first: j of k + 1 times for the j-th of k layers in a fixed
/// order, every second time for a part that comes anywhere.
struct Shapley: Equatable {
  /// By source, in the order of ``ResultMoney/sources``.
  let sources: [Dollars]
  /// Of the change of vendor.
  let vendor: Dollars

  /// - Parameter vendor: What the change of vendor saves on the calls that the cache leaves.
  ///
  /// `nil` without a change of vendor: what the parts of a cache answer are different requests, so that every order gives the same.
  init?(_ money: ResultMoney, vendor: Dollars?) {
    guard let vendor else { return nil }
    let old = money.sources.map { $0.monthly ?? $0.avoided }
    let new = money.sources.map { $0.repriced ?? $0.monthly ?? $0.avoided }
    let layers = money.sources.count { $0.source.isLayer }
    var shares: [Dollars] = []
    var layer = 0
    for (index, source) in money.sources.enumerated() {
      var vendorFirst = 0.5
      if source.source.isLayer {
        layer += 1
        vendorFirst = Double(layer) / Double(layers + 1)
      }
      shares.append(Dollars(old[index].value * (1 - vendorFirst) + new[index].value * vendorFirst))
    }
    sources = shares
    // All parts together save what they save together, in whatever order.
    let together = old.reduce(.zero, +) + vendor
    self.vendor = together - shares.reduce(.zero, +)
  }
}

extension SavingSource {
  /// Whether it is a layer of the cache that needs those before it.
  var isLayer: Bool {
    switch self {
    case .exact, .near, .semantic, .collision: true
    case .coalesced, .stale: false
    }
  }
}
