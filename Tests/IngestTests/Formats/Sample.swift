import Ingest
import Traces

/// A sample of a format, read without being told which.
struct Sample {
  let result: IngestResult
  let source: LogSummary.Source

  init(_ files: String...) throws {
    let inputs = try files.map { name in
      let bytes = try FormatData.bytes("formats/\(name)")
      return LogInput(name: name, size: bytes.count) { ArraySource(bytes) }
    }
    result = try Ingest.read(inputs)
    source = result.trace.log.sources[0]
  }

  /// The format that it was told to be, if every record looked at is of it.
  var format: String { source.matched == source.examined ? source.format : "\(source.format) (in part)" }
  var rows: [String] { result.trace.rows }
  var setAside: [String] { result.trace.setAside }
}
