import Caching
import Units

/// Values of the Caching module taken apart into the fields of a file, and back.
extension Expiry {
  enum Kind: String, CaseIterable, Sendable {
    case fixed, sliding
  }

  /// The TTL; `nil` is never.
  var ttl: Microseconds? {
    get {
      switch self {
      case .never: nil
      case .fixed(let ttl), .sliding(let ttl): ttl
      }
    }
    set {
      guard let newValue else {
        self = .never
        return
      }
      self = kind == .sliding ? .sliding(newValue) : .fixed(newValue)
    }
  }

  /// What the TTL counts from. An entry that never expires counts from anything.
  var kind: Kind {
    get {
      if case .sliding = self { return .sliding }
      return .fixed
    }
    set {
      guard let ttl else { return }
      self = newValue == .sliding ? .sliding(ttl) : .fixed(ttl)
    }
  }
}

extension Capacity {
  enum Amount: Sendable {
    case unlimited
    case entries(Int)
    case bytes(Int)

    init?(_ text: String) {
      if text == "unlimited" {
        self = .unlimited
      } else if let count = Quantity.whole(text.hasSuffix(" entries") ? String(text.dropLast(8)) : text) {
        self = .entries(count)
      } else if let bytes = Quantity.bytes(text) {
        self = .bytes(bytes)
      } else {
        return nil
      }
    }

    var text: String {
      switch self {
      case .unlimited: "unlimited"
      case .entries(let count): "\(count)"
      case .bytes(let bytes): Quantity.print(bytes: bytes)
      }
    }
  }

  var amount: Amount {
    get {
      switch self {
      case .unlimited: .unlimited
      case .entries(let count): .entries(count)
      case .bytes(let bytes, _): .bytes(bytes)
      }
    }
    set {
      switch newValue {
      case .unlimited: self = .unlimited
      case .entries(let count): self = .entries(count)
      case .bytes(let bytes): self = .bytes(bytes, overhead: overhead)
      }
    }
  }

  /// What an entry takes beyond its answer: none where capacity is not in bytes.
  var overhead: EntryOverhead {
    get {
      if case .bytes(_, let overhead) = self { return overhead }
      return .none
    }
    set {
      if case .bytes(let bytes, _) = self { self = .bytes(bytes, overhead: newValue) }
    }
  }
}

extension EntryOverhead {
  /// Bytes of a key in Redis: a 64-digit hash after a short prefix, as the products of the presets write it.
  private static let keyBytes = 75

  init?(_ text: String) {
    switch text {
    case "none": self = .none
    case "redis7": self = .redis7(keyBytes: Self.keyBytes)
    default:
      guard let bytes = Quantity.bytes(text) else { return nil }
      self = .constant(bytes)
    }
  }

  var text: String {
    switch self {
    case .none: "none"
    case .redis7: "redis7"
    case .constant(let bytes): Quantity.print(bytes: bytes)
    }
  }
}
