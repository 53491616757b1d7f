import Glibc
import Similarity

/// Times the exact self-join of the vectors in a file: `bench-vectors FILE.npy FLOOR DEGREE THREADS [OUTPUT]`.
///
/// Prints one line of JSON. With OUTPUT, writes the best earlier text and its score of each, a line each, for comparison with others' results.
@main struct Main {
  static func main() throws {
    let words = CommandLine.arguments
    guard words.count >= 5, let floor = UInt16(words[2]), let degree = Int(words[3]), let threads = Int(words[4]) else {
      stop(64, "usage: bench-vectors FILE.npy FLOOR DEGREE THREADS [OUTPUT]")
    }
    let set = try read(words[1])
    let begin = now()
    let found = set.neighbours(floor: Score(rawValue: floor), degree: degree, threads: threads)
    let seconds = now() - begin
    let pairs = set.count * (set.count - 1) / 2
    print(
      "{\"vectors\": \(set.count), \"dimensions\": \(set.dimensions), \"seconds\": \(seconds), \"pairs\": \(pairs), "
        + "\"edges\": \(found.neighbours.count), \"capped\": \(found.isCapped.count { $0 }), "
        + "\"earlier\": \(found.earlier.count { $0 != .max })}")
    if words.count > 5 { try write(found, degree: degree, to: words[5]) }
  }

  private static func read(_ path: String) throws -> VectorSet {
    let descriptor = open(path, O_RDONLY)
    var status = stat()
    guard descriptor >= 0, fstat(descriptor, &status) == 0,
      let memory = mmap(nil, Int(status.st_size), PROT_READ, MAP_PRIVATE, descriptor, 0), memory != MAP_FAILED
    else {
      stop(66, "\(path) cannot be read.")
    }
    return try NPY.vectors(of: UnsafeRawBufferPointer(start: memory, count: Int(status.st_size)), model: "benchmark")
  }

  /// With a degree the nearest of all, without one the nearest of those before.
  private static func write(_ found: Neighbours, degree: Int, to path: String) throws {
    guard let file = fopen(path, "w") else { stop(73, "\(path) cannot be written.") }
    for text in 0..<found.count {
      let first = found.offsets[text]
      let hasAny = degree == 0 ? found.earlier[text] != .max : found.offsets[text + 1] > first
      let nearest = degree == 0 ? found.earlier[text] : hasAny ? found.neighbours[first] : .max
      let score = degree == 0 ? found.earlierScores[text] : hasAny ? found.scores[first] : 0
      fputs("\(hasAny ? Int(nearest) : -1) \(score)\n", file)
    }
    fclose(file)
  }

  private static func stop(_ code: Int32, _ sentence: String) -> Never {
    let line = sentence + "\n"
    _ = line.utf8.withContiguousStorageIfAvailable { Glibc.write(2, $0.baseAddress, $0.count) }
    exit(code)
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
