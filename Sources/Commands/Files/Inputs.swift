import Glibc

/// The files that the LOG arguments stand for: files, globs, directories (searched to the bottom) and "-" for standard input.
enum Inputs {
  /// Paths in the order of the arguments, those of a glob or directory by name; no path twice.
  static func expand(_ arguments: [String]) throws -> [String] {
    var paths: [String] = []
    for argument in arguments {
      if argument == "-" {
        paths.append(argument)
        continue
      }
      switch kind(argument) {
      case .directory:
        let found = files(below: argument, depth: 0)
        guard !found.isEmpty else {
          throw Failure(.noInput, "\(argument) is a folder without files; name a folder that holds logs, or a file.")
        }
        paths += found
      case .file: paths.append(argument)
      case .missing:
        let matches = glob(argument)
        guard !matches.isEmpty else {
          let isPattern = argument.contains { "*?[".contains($0) }
          throw Failure(.noInput, isPattern ? "No file matches \(argument)." : "There is no file \(argument).")
        }
        paths += try expand(matches)
      }
    }
    var seen: Set<String> = []
    return paths.filter { seen.insert($0).inserted }
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

  /// Files below a folder, by path; hidden ones and those deeper than 32 folders are passed over.
  private static func files(below folder: String, depth: Int) -> [String] {
    guard depth < 32, let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    let base = folder.hasSuffix("/") ? folder : folder + "/"
    return names.sorted().flatMap { name -> [String] in
      switch kind(base + name) {
      case .directory: files(below: base + name, depth: depth + 1)
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
