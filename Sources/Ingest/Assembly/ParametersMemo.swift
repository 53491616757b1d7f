internal import Similarity

/// What came of the last objects of parameters, by their text: requests have few different ones, and reading one takes longer than telling
/// that it is the same again.
final class ParametersMemo {
  private static let places = 64
  /// Longer texts have tools in them, or schemas, and are not kept.
  private static let longest = 1 << 10

  // Not arrays, as every access to a variable of a class is checked for others at the same time.
  private let prints = UnsafeMutablePointer<Fingerprint>.allocate(capacity: places)
  private let kept = UnsafeMutablePointer<LoggedParameters>.allocate(capacity: places)

  /// Nothing was met yet.
  init() {
    prints.initialize(repeating: .zero, count: Self.places)
    kept.initialize(repeating: LoggedParameters(), count: Self.places)
  }

  deinit {
    prints.deallocate()
    kept.deinitialize(count: Self.places)
    kept.deallocate()
  }

  /// The parameters among the members of `object`.
  func parameters(_ object: JSONValue) -> LoggedParameters {
    let raw = object.raw
    guard raw.count <= Self.longest else { return Self.read(object) }
    let print = Fingerprint(of: raw)
    let place = Int(truncatingIfNeeded: print.low) & (Self.places - 1)
    if prints[place] != print {
      kept[place] = Self.read(object)
      prints[place] = print
    }
    return kept[place]
  }

  private static func read(_ object: JSONValue) -> LoggedParameters {
    var parameters = LoggedParameters()
    parameters.add(membersOf: object)
    parameters.keepFingerprint()
    return parameters
  }
}
