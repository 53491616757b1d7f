import Foundation
import Glibc

/// The `hindcast` program, run as a user runs it.
enum Program {
  /// What a run left behind.
  struct Run {
    let code: Int32
    let output: String
    let errors: String
  }

  /// The program as it ships, where that is no older than its sources: what users run is tested, and quickly. Else the one beside the tests.
  static let path = release ?? beside

  /// The program beside the tests, built with them.
  private static let beside: String = {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    return URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("hindcast").path
  }()

  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  /// The release build, if it is not older than any source, in Swift or in C, and the manifest; logs at full size are for it alone.
  static let release: String? = {
    let path = root + "/.build/release/hindcast"
    func age(_ path: String) -> Date {
      (try? FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date) ?? .distantPast
    }
    let built = age(path)
    guard built > age(root + "/Package.swift"), let files = FileManager.default.enumerator(atPath: root + "/Sources") else { return nil }
    for case let file as String in files where !file.hasSuffix(".md") {
      if age(root + "/Sources/" + file) > built { return nil }
    }
    return path
  }()

  /// A run that has begun.
  struct Started {
    let process: pid_t
    fileprivate let output: String
    fileprivate let errors: String

    /// Waits for the end. A run that was killed has 128 and the signal's number as its code, as in a shell.
    func wait() -> Run {
      var status: Int32 = 0
      while waitpid(process, &status, 0) < 0, errno == EINTR {}
      let signal = status & 0x7F
      defer {
        unlink(output)
        unlink(errors)
      }
      return Run(code: signal == 0 ? status >> 8 & 0xFF : 128 + signal, output: text(output), errors: text(errors))
    }

    private func text(_ path: String) -> String {
      String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
    }
  }

  /// Runs the program in `folder` to its end, or another one in its place.
  ///
  /// Standard input, output and errors are files: a terminal's path, or temporary ones that ``Run`` gives.
  static func run(
    _ arguments: [String], in folder: String, program: String = path, input: String = "/dev/null", terminal: String? = nil,
    environment: [String: String] = [:]
  ) throws -> Run {
    try start(arguments, in: folder, program: program, input: input, terminal: terminal, environment: environment).wait()
  }

  static func start(
    _ arguments: [String], in folder: String, program: String = path, input: String = "/dev/null", terminal: String? = nil,
    environment: [String: String] = [:]
  ) throws -> Started {
    let captured = NSTemporaryDirectory() + "/hindcast-run-" + UUID().uuidString
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, terminal ?? captured + ".out", O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, terminal ?? captured + ".err", O_WRONLY | O_CREAT, 0o600)
    // Threads of a test block signals, which the program would inherit.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    let variables = ["PATH": "/usr/bin:/bin", "HINDCAST": path].merging(environment) { $1 }
    var process: pid_t = 0
    let failure = withCStrings(["env", "-C", folder, program] + arguments) { argv in
      withCStrings(variables.map { "\($0.key)=\($0.value)" }) { posix_spawn(&process, "/usr/bin/env", &actions, &attributes, argv, $0) }
    }
    guard failure == 0 else { throw POSIXError(POSIXErrorCode(rawValue: failure) ?? .ENOENT) }
    return Started(process: process, output: captured + ".out", errors: captured + ".err")
  }

  private static func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    var pointers: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) }
    pointers.append(nil)
    defer { for pointer in pointers { free(pointer) } }
    return body(pointers)
  }
}
