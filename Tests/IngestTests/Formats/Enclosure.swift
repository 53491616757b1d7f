import Foundation
import Ingest
import Testing

/// Ways in which what ships, queues or keeps a log holds its records, without a time of its own.
enum Enclosure: String, CaseIterable, Sendable, CustomTestStringConvertible {
  /// EventBridge's events.
  case event
  /// SNS's notifications, with the record as text.
  case notification
  /// What SQS gives: many records as text.
  case messages
  /// What is pushed to Loki: pairs of a stamp and a line, in lists of lists.
  case push
  /// Records of Kinesis, as a function gets them, in base64.
  case kinesis
  /// What a worker of Cloudflare's said: lists of texts in a list.
  case tail
  /// Kafka's records in Snowflake.
  case snowflake
  /// Some levels down.
  case deep
  /// The message of a structured logger.
  case message
  /// Log records of a collector, with a text as body.
  case collector
  /// Log records of a collector that parsed them, as body or into attributes.
  case collectorBody, collectorAttributes
  /// The service before each line.
  case compose
  /// Monolog's lines: a level in brackets, and an empty list behind the record.
  case monolog
  /// Logfmt: the record as a text in quotes.
  case logfmt
  /// PostgreSQL's COPY, with an id before the record.
  case copy
  /// A table of one column.
  case column

  var testDescription: String { rawValue }

  /// A log of records, each of which is on one line.
  func log(of records: [String]) -> String {
    func lines(_ line: (String) -> String) -> String { records.map { line($0) + "\n" }.joined() }
    func list(_ element: (String) -> String) -> String { "[" + records.map(element).joined(separator: ",") + "]" }
    return switch self {
    case .event: lines { #"{"version":"0","id":"e","detail-type":"llm","source":"x","region":"r","detail":\#($0)}"# }
    case .notification: lines { #"{"Type":"Notification","MessageId":"1","Message":\#(quoted($0))}"# }
    case .messages: #"{"Messages":\#(list { #"{"MessageId":"1","Body":\#(quoted($0))}"# })}"#
    case .push: #"{"streams":[{"stream":{"app":"x"},"values":\#(list { #"["x",\#(quoted($0))]"# })}]}"#
    case .kinesis:
      #"{"Records":\#(list { #"{"kinesis":{"data":"\#(Data($0.utf8).base64EncodedString())","partitionKey":"p"},"eventID":"e"}"# })}"#
    case .tail: lines { #"{"outcome":"ok","logs":[{"message":[\#(quoted($0))],"level":"log"}]}"# }
    case .snowflake: lines { #"{"RECORD_CONTENT":\#($0),"RECORD_METADATA":{"offset":1}}"# }
    case .deep: lines { #"{"a":{"b":{"c":\#($0)}}}"# }
    case .message: lines { #"{"level":"info","msg":\#(quoted($0))}"# }
    case .collector:
      #"{"resourceLogs":[{"scopeLogs":[{"logRecords":\#(list { #"{"body":{"stringValue":\#(quoted($0))}}"# })}]}]}"#
    case .collectorBody:
      #"{"resourceLogs":[{"scopeLogs":[{"logRecords":\#(list { #"{"body":\#(Self.anyValue(of: $0))}"# })}]}]}"#
    case .collectorAttributes:
      #"{"resourceLogs":[{"scopeLogs":[{"logRecords":\#(list { #"{"attributes":\#(Self.attributes(of: $0))}"# })}]}]}"#
    case .compose: lines { "gateway-1  | \($0)" }
    case .monolog: lines { "[INFO] app: call \($0) []" }
    case .logfmt: lines { "level=info msg=\(quoted($0))" }
    case .copy: lines { "7\t" + $0.replacing("\\", with: "\\\\") }
    case .column: "payload\n" + lines { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }
    }
  }
  /// OTLP's value (opentelemetry-proto, `AnyValue`) of a JSON text.
  private static func anyValue(of json: String) -> String { parsed(json, anyValue) }

  private static func attributes(of json: String) -> String { parsed(json, members) }

  private static func parsed(_ json: String, _ body: (JSONValue) -> String) -> String {
    var json = json
    var parser = JSONParser()
    return json.withUTF8 { text in (try? parser.parse(UnsafeRawBufferPointer(text))).map(body) ?? "" }
  }

  private static func anyValue(_ value: JSONValue) -> String {
    let raw = String(decoding: value.raw, as: UTF8.self)
    return switch value.kind {
    case .null: "{}"
    case .true, .false: #"{"boolValue":\#(raw)}"#
    case .number: value.int.map { #"{"intValue":"\#($0)"}"# } ?? #"{"doubleValue":\#(raw)}"#
    case .string: #"{"stringValue":\#(raw)}"#
    case .array: #"{"arrayValue":{"values":[\#(value.elements.map(anyValue).joined(separator: ","))]}}"#
    case .object: #"{"kvlistValue":{"values":\#(members(value))}}"#
    }
  }

  private static func members(_ object: JSONValue) -> String {
    var members: [String] = []
    object.forEachMember { name, value in
      members.append(#"{"key":\#(quoted(name.string)),"value":\#(anyValue(value))}"#)
    }
    return "[\(members.joined(separator: ","))]"
  }
}
