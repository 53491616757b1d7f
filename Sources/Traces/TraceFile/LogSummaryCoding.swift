extension LogSummary {
  /// The most that a count of a summary may be: sums over all sources then fit in an `Int`.
  static let limit = 1 << 46
  /// The most sources, and the most causes.
  static let maximumEntries = 1 << 16

  /// Appends the summary in the layout of the section "log" of a trace file.
  func encode(into sink: inout ByteSink) {
    sink.append(UInt64(outOfOrder))
    sink.append(UInt64(sources.count))
    for source in sources { source.encode(into: &sink) }
    sink.append(UInt64(setAside.count))
    for cause in setAside { cause.encode(into: &sink) }
  }

  /// Reads what ``encode(into:)`` wrote.
  init(decoding source: inout ByteSource) throws(TraceFileError) {
    outOfOrder = try source.count()
    for _ in 0..<(try source.count(upTo: Self.maximumEntries)) { sources.append(try Source(decoding: &source)) }
    for _ in 0..<(try source.count(upTo: Self.maximumEntries)) { setAside.append(try SetAside(decoding: &source)) }
  }
}

extension LogSummary {
  /// Appends the remarks in the layout of the section "remarks" of a trace file, ordered by their keys.
  func encodeRemarks(into sink: inout ByteSink) {
    sink.append(UInt64(remarks.count))
    for (remark, count) in remarks.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      sink.append(remark.rawValue)
      sink.append(UInt64(count))
    }
  }

  /// Reads what ``encodeRemarks(into:)`` wrote; what later versions may remark is passed over.
  static func remarks(decoding source: inout ByteSource) throws(TraceFileError) -> [LogRemark: Int] {
    var remarks: [LogRemark: Int] = [:]
    for _ in 0..<(try source.count(upTo: maximumEntries)) {
      let key = try source.text()
      let count = try source.count()
      if let remark = LogRemark(rawValue: key) { remarks[remark] = count }
    }
    return remarks
  }
}

extension LogSummary.Source {
  fileprivate func encode(into sink: inout ByteSink) {
    for text in [name, packing, format, digest, fault ?? ""] { sink.append(text) }
    sink.append(UInt8(fault == nil ? 0 : 1))
    for count in [matched, examined, bytesIn, bytesOut, records, requests] { sink.append(UInt64(count)) }
  }

  fileprivate init(decoding source: inout ByteSource) throws(TraceFileError) {
    name = try source.text()
    packing = try source.text()
    format = try source.text()
    digest = try source.text()
    let sentence = try source.text()
    fault = try source.number(UInt8.self) == 0 ? nil : sentence
    matched = try source.count()
    examined = try source.count()
    bytesIn = try source.count()
    bytesOut = try source.count()
    records = try source.count()
    requests = try source.count()
  }
}

extension LogSummary.SetAside {
  fileprivate func encode(into sink: inout ByteSink) {
    sink.append(cause)
    sink.append(UInt8(isBad ? 1 : 0))
    sink.append(UInt64(count))
    sink.append(UInt64(examples.count))
    for place in examples {
      sink.append(UInt64(place.source))
      sink.append(UInt64(place.line))
    }
  }

  fileprivate init(decoding source: inout ByteSource) throws(TraceFileError) {
    cause = try source.text()
    isBad = try source.number(UInt8.self) != 0
    count = try source.count()
    examples = []
    for _ in 0..<(try source.count(upTo: LogSummary.maximumEntries)) {
      examples.append(.init(source: try source.count(), line: try source.count()))
    }
  }
}
