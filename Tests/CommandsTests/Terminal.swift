import Foundation
import Glibc
import Testing

/// A terminal that a test looks at: the master's side of a pseudo terminal.
final class PseudoTerminal {
  private let master: Int32
  /// The name of the terminal, to be opened by the program.
  let path: String
  /// Kept open while the program runs, so that the master can be read before and after it.
  private let slave: Int32

  init(columns: UInt16 = 80) throws {
    // What posix_openpt, unlockpt and ptsname do, which Swift does not see: TIOCSPTLCK and TIOCGPTN of asm-generic/ioctls.h.
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    var (lock, number) = (Int32(0), Int32(0))
    try #require(master >= 0 && ioctl(master, 0x4004_5431, &lock) == 0 && ioctl(master, 0x8004_5430, &number) == 0)
    path = "/dev/pts/\(number)"
    slave = open(path, O_RDWR | O_NOCTTY)
    var size = winsize(ws_row: 50, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    try #require(ioctl(slave, UInt(TIOCSWINSZ), &size) == 0)
    try #require(fcntl(master, F_SETFL, O_NONBLOCK) == 0)
  }

  deinit { close(master) }

  /// Waits for the end of a run that writes here, reading all the while so that it is not held up. Can be called once.
  func watch(_ run: Program.Started) -> (text: String, code: Int32) {
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    var status: Int32 = 0
    var isRunning = true
    while true {
      let count = read(master, &block, block.count)
      if count > 0 {
        bytes += block[..<count]
      } else if count == 0 || errno != EAGAIN {
        // With no slave left, reading fails once all has been read.
        return (String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n"), status >> 8 & 0xFF)
      } else {
        if isRunning, waitpid(run.process, &status, WNOHANG) == run.process {
          isRunning = false
          close(slave)
        }
        usleep(2_000)
      }
    }
  }
}
