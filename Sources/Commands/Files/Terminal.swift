import Glibc

/// Standard output and standard error, and what a person there can see.
enum Terminal {
  /// Whether standard output shows colours: a terminal, and neither NO_COLOR (if not empty) nor TERM=dumb.
  static func hasColor(noColor: Bool) -> Bool {
    !noColor && isatty(STDOUT_FILENO) == 1 && variable("NO_COLOR").isEmpty && variable("TERM") != "dumb"
  }

  /// Columns of the terminal; 80 where there is none.
  static var width: Int {
    var size = winsize()
    guard isatty(STDOUT_FILENO) == 1, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 40 else { return 80 }
    return min(Int(size.ws_col), 200)
  }

  /// Whether progress can be shown.
  static var showsProgress: Bool { isatty(STDERR_FILENO) == 1 }

  /// Results. A closed pipe ends the program with success: the reader had enough.
  static func print(_ text: String) throws {
    var text = text
    try text.withUTF8 { bytes in
      try writeAll(UnsafeRawBufferPointer(bytes), to: STDOUT_FILENO) { code in
        if code == EPIPE { exit(0) }
        return Failure(.cannotWrite, "Standard output cannot be written: \(reason(code)).")
      }
    }
  }

  /// A warning or a failure: a line on standard error that begins with the program's name.
  ///
  /// Names of files and words of logs may be in it: control characters and bidirectional overrides do not reach the terminal.
  static func warn(_ sentence: String) {
    var line = "hindcast: "
    for scalar in sentence.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .surrogate, .lineSeparator, .paragraphSeparator: line += "\u{FFFD}"
      default: line.unicodeScalars.append(scalar)
      }
    }
    note(line + "\n")
  }

  /// Progress, and what ``warn(_:)`` has made of a sentence.
  static func note(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      try? writeAll(UnsafeRawBufferPointer(bytes), to: STDERR_FILENO) { _ in Failure(.cannotWrite, "") }
    }
  }

  private static func variable(_ name: String) -> String {
    getenv(name).map { String(cString: $0) } ?? ""
  }
}
