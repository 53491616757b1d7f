import Pricing
import Scenarios
import Simulation
import Studies
import Traces

/// What the commands share between the options and the value to be reported.
struct Workbench {
  let logs: LogOptions
  let study: StudyOptions

  /// The price book that requests are priced by, with its name for the manifest.
  func prices() throws -> (book: PriceBook, name: String) {
    guard let path = study.prices else { return (.builtIn, "built in, as of \(PriceBook.builtIn.asOf)") }
    let text = try text(of: path)
    let name = lastComponent(path)
    let isJSON = text.first { !$0.isWhitespace } == "{"
    let book: PriceBook
    do {
      book = isJSON ? try PriceBook(liteLLM: text, name: name) : try PriceBook(csv: text, name: name)
    } catch {
      throw Failure(.usage, "\(error)")
    }
    guard !book.rows.isEmpty else {
      throw Failure(.usage, "\(path) has no price per token of any model; give LiteLLM's price map or a table like the built-in one.")
    }
    return (book, name)
  }

  /// The audit of a trace.
  func audit(_ trace: Trace, _ prices: (book: PriceBook, name: String), scope: Scope = .global) -> AuditStudy {
    AuditStudy(
      trace, prices: prices.book, priceTable: prices.name, scope: scope, version: Hindcast.version, seed: study.seed,
      dayOffset: study.dayOffset)
  }

  /// The study of what was loaded, and the traffic that was replayed.
  func study(_ loaded: TraceLoader.Loaded, _ strategies: [Strategy], _ prices: (book: PriceBook, name: String)) throws -> (
    study: Study, logged: LoggedTraffic
  ) {
    let audited = audit(loaded.trace, prices)
    let classifiers = Set(strategies.compactMap(\.classifier))
    let questions = Dictionary(uniqueKeysWithValues: classifiers.map { ($0, $0.numbers(of: loaded.texts)) })
    let logged = LoggedTraffic(
      loaded.trace, audit: audited.audit, prices: prices.book, seed: study.seed, questions: questions)
    do {
      let made = try Study(
        audited, logged: logged, infrastructure: .builtIn, strategies: strategies, threads: logs.threads ?? 2)
      return (made, logged)
    } catch let error as StrategyError {
      if case .invalid = error { throw Failure(.usage, "\(error)") }
      throw Failure(.bug, "\(error); please report this: it is a fault of Hindcast, not of your log.")
    }
  }
}
