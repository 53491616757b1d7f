import Glibc

/// The files that the LOG arguments stand for: files, globs, directories (searched to the bottom) and "-" for standard input.
enum Inputs {
  /// Paths in the order of the arguments, those of a glob or directory by name; no path twice.
  static func expand(_ arguments: [String]) throws -> [String] {
    var paths: [String] = []
    for argument in arguments {
      switch kind(argument) {
      case _ where argument == "-": paths.append(argument)
      case .directory: paths += try search(argument)
      case .file: paths.append(argument)
      case .missing:
        // A link that leads nowhere matches itself.
        let matches = glob(argument).filter { kind($0) != .missing }
        guard !matches.isEmpty else {
          guard !argument.isEmpty else { throw Failure(.noInput, "The name of a log is empty; leave it out.") }
          let isPattern = argument.contains { "*?[".contains($0) }
          throw Failure(.noInput, isPattern ? "No file matches \(argument)." : "There is no file \(argument).")
        }
        for match in matches { paths += kind(match) == .directory ? try search(match) : [match] }
      }
    }
    var seen: Set<String> = []
    return paths.filter { seen.insert($0).inserted }
  }

  /// Whether an argument is a folder.
  static func isFolder(_ path: String) -> Bool { kind(path) == .directory }

  private static func search(_ folder: String) throws -> [String] {
    let found = try files(below: folder, depth: 0)
    guard !found.isEmpty else {
      throw Failure(.noInput, "\(folder) is a folder without logs; name a folder that holds some, or a file.")
    }
    return found
  }

  private enum Kind { case file, directory, missing }

  private static func kind(_ path: String) -> Kind {
    var status = stat()
    guard stat(path, &status) == 0 else { return .missing }
    return status.st_mode & S_IFMT == S_IFDIR ? .directory : .file
  }

  /// Size in bytes of a regular file.
  static func size(_ path: String) -> Int? {
    var status = stat()
    guard path != "-", stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  private static func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  /// What may stand beside logs in a folder: the markers and lists of those who write data sets, and what is for people to read.
  private static let besideLogs: Set = [
    "_success", "_delta_log", "_metadata", "_common_metadata", "manifest.json", "manifest.checksum", "readme", "readme.txt", "license",
    "license.txt", "changelog", "changelog.txt",
  ]

  /// Whether a name in a folder is of no log: such, hidden files, and check sums. As an argument each is read all the same.
  private static func isBesideLogs(_ name: String) -> Bool {
    let name = name.lowercased()
    return besideLogs.contains(name) || [".", "_committed_", "_started_"].contains { name.hasPrefix($0) }
      || [".md", ".crc", ".md5", ".sha1", ".sha256", ".asc", ".sig"].contains { name.hasSuffix($0) }
  }

  /// Files below a folder, by path; what stands beside logs, links to folders and those deeper than 32 folders are passed over.
  private static func files(below folder: String, depth: Int) throws -> [String] {
    guard depth < 32 else { return [] }
    guard let directory = opendir(folder) else { throw Failure(.noInput, "The folder \(folder) cannot be read: \(reason(errno)).") }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if !isBesideLogs(name) { names.append(name) }
    }
    let base = folder.hasSuffix("/") ? folder : folder + "/"
    return try names.sorted().flatMap { name -> [String] in
      switch kind(base + name) {
      case .directory: isLink(base + name) ? [] : try files(below: base + name, depth: depth + 1)
      case .file: [base + name]
      case .missing: []
      }
    }
  }

  private static func glob(_ pattern: String) -> [String] {
    var result = glob_t()
    defer { globfree(&result) }
    guard Glibc.glob(pattern, 0, nil, &result) == 0 else { return [] }
    return (0..<Int(result.gl_pathc)).compactMap { result.gl_pathv[$0].map { String(cString: $0) } }
  }
}
