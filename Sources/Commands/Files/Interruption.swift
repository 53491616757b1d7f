import Glibc

/// Ctrl-C leaves no half file: unfinished files are registered here and removed by the signal handler, which then exits with 130.
enum Interruption {
  private static let capacity = 64
  /// C strings, because a signal handler may not touch Swift's memory management.
  nonisolated(unsafe) private static let paths: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> = {
    let pointer = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: capacity)
    pointer.initialize(repeating: nil, count: capacity)
    return pointer
  }()

  /// Whether results are in a file already that the same command takes up again.
  nonisolated(unsafe) static var keepsResults = false

  /// Installs the handler for SIGINT, SIGTERM and SIGHUP, and makes a closed pipe an error instead of a death.
  static func install() {
    _ = paths[0]
    // Where a standard stream is closed, a file opened later would get its number, and be written to as if it were the terminal.
    var lowest = open("/dev/null", O_RDONLY)
    while (0..<STDERR_FILENO).contains(lowest) { lowest = open("/dev/null", O_RDONLY) }
    if lowest > STDERR_FILENO { close(lowest) }
    signal(SIGPIPE, SIG_IGN)
    // A file that may not grow is an error of writing, too.
    signal(SIGXFSZ, SIG_IGN)
    let handler: @convention(c) (Int32) -> Void = { _ in
      for slot in 0..<Interruption.capacity {
        if let path = Interruption.paths[slot] { unlink(path) }
      }
      let message: StaticString =
        Interruption.keepsResults
        ? "\nhindcast: Interrupted; the results so far are kept, and the same command goes on from there.\n"
        : "\nhindcast: Interrupted; no unfinished file was left behind.\n"
      _ = write(STDERR_FILENO, message.utf8Start, message.utf8CodeUnitCount)
      _exit(Failure.Code.interrupted.rawValue)
    }
    signal(SIGINT, handler)
    signal(SIGTERM, handler)
    signal(SIGHUP, handler)
  }

  /// Registers a file to be removed on interruption; commands open few files at a time, so a full table merely leaves one unprotected.
  static func protect(_ path: String) -> Int {
    for slot in 0..<capacity where paths[slot] == nil {
      paths[slot] = strdup(path)
      return slot
    }
    return -1
  }

  /// Takes a file off the list.
  static func release(_ slot: Int) {
    guard slot >= 0, let path = paths[slot] else { return }
    paths[slot] = nil
    free(path)
  }
}
