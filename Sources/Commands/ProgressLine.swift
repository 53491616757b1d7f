import Glibc
import Ingest
import Synchronization
import Units

/// One line on standard error that overwrites itself: bytes, rate, requests, time left.
final class ProgressLine: Sendable {
  private let started = ProgressLine.now()
  private let last = Mutex<(time: Double, isShown: Bool)>((0, false))

  func show(_ progress: IngestProgress) {
    let now = ProgressLine.now()
    last.withLock { last in
      guard now - started > 0.5, now - last.time > 0.1 else { return }
      last = (now, true)
      Terminal.note("\r\u{1B}[K" + text(progress, elapsed: now - started))
    }
  }

  func clear() {
    last.withLock { last in
      if last.isShown { Terminal.note("\r\u{1B}[K") }
      last.isShown = false
    }
  }

  private func text(_ progress: IngestProgress, elapsed: Double) -> String {
    let rate = Double(progress.bytes) / elapsed
    let said = "Reading \(progress.name): \(Bytes(progress.bytes))"
    let requests = ", \(Bytes(Int(rate)))/s, \(grouped(progress.requests)) requests"
    guard let size = progress.size, size > 0 else { return said + requests }
    let left = Double(max(0, size - progress.bytes)) / max(rate, 1)
    return said + " of \(Bytes(size))" + requests + ", \(Microseconds(seconds: left).span) left"
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
