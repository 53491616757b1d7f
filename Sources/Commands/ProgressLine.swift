import Embeddings
import Glibc
import Ingest
import Synchronization
import Units

/// One line on standard error that overwrites itself: bytes, rate, requests, time left.
final class ProgressLine: Sendable {
  private let started = ProgressLine.now()
  private let state = Mutex(State())

  private struct State {
    var lastShown = 0.0
    var isShown = false
    /// The file being read and since when, by which rate and time left are reckoned.
    var input = -1
    var since = 0.0
  }

  func show(_ progress: IngestProgress) {
    let now = ProgressLine.now()
    state.withLock { state in
      if progress.input != state.input {
        state.since = state.input < 0 ? started : now
        state.input = progress.input
      }
      guard now - started > 0.5, now - state.lastShown > 0.1 else { return }
      state.lastShown = now
      state.isShown = true
      Terminal.note("\r\u{1B}[K" + Self.text(progress, elapsed: max(now - state.since, 0.001)))
    }
  }

  func show(_ progress: EmbeddingProgress) {
    let now = ProgressLine.now()
    state.withLock { state in
      guard now - started > 0.5, now - state.lastShown > 0.1 else { return }
      state.lastShown = now
      state.isShown = true
      let asked = progress.done - progress.cached
      let left = Double(progress.total - progress.done) * (now - started) / Double(max(asked, 1))
      Terminal.note(
        "\r\u{1B}[KGetting vectors: \(grouped(progress.done)) of \(grouped(progress.total)) prompts, \(grouped(progress.retries)) retries, "
          + "\(Microseconds(seconds: left).span) left")
    }
  }

  func clear() {
    state.withLock { state in
      if state.isShown { Terminal.note("\r\u{1B}[K") }
      state.isShown = false
    }
  }

  /// Bytes, rate, requests, and, where the size is known, how long the rest will take at that rate.
  static func text(_ progress: IngestProgress, elapsed: Double) -> String {
    let rate = Double(progress.bytes) / elapsed
    let said = "Reading \(progress.name): \(Bytes(progress.bytes))"
    let requests = ", \(Bytes(Int(rate)))/s, \(grouped(progress.requests)) requests"
    guard let size = progress.size, size > progress.bytes else { return said + requests }
    let left = Double(size - progress.bytes) / max(rate, 1)
    return said + " of \(Bytes(size))" + requests + ", \(Microseconds(seconds: left).span) left"
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
