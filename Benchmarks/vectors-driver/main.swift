import Foundation
import Similarity

// Does one piece of work for Benchmarks/vectors.py on the vectors of a file, and prints what came out, separated by tabs.
let arguments = CommandLine.arguments
guard arguments.count > 3, let file = try? Data(contentsOf: URL(fileURLWithPath: arguments[2]), options: .alwaysMapped) else {
  print("usage: vectors-driver pairs|mock VECTORS.npy TEXTS, or join VECTORS.npy FLOOR [DEGREE] [THREADS] [OUTPUT]")
  exit(64)
}
func number(_ place: Int, _ absent: Int) -> Int { arguments.count > place ? Int(arguments[place]) ?? absent : absent }

let vectors = try file.withUnsafeBytes { try NPY.vectors(of: $0, model: "benchmark") }
switch arguments[1] {
case "pairs": try printPairs(vectors, Texts(arguments[3]))
case "mock": try printMock(vectors, Texts(arguments[3]))
case "join":
  try join(
    vectors, floor: UInt16(number(3, 6_000)), degree: number(4, 0), threads: number(5, 1), output: arguments.count > 6 ? arguments[6] : nil)
default: exit(64)
}
