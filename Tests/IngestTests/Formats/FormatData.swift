import Foundation
import Ingest
import Traces

/// Files of the shared data, which lies beside the repository and is not part of it.
enum FormatData {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("shared/data")

  static let isAbsent = !FileManager.default.fileExists(atPath: folder.path)

  static func bytes(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: folder.appendingPathComponent(path))) }

  static func ingestRows(_ path: String) throws -> [String] { try ingest(bytes(path)).trace.rows }
}
