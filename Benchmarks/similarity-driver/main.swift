import Foundation

// Does one piece of work for Benchmarks/similarity.py on the texts of a file, and prints what came out, separated by tabs.
let arguments = CommandLine.arguments
guard arguments.count > 2 else {
  print("usage: similarity-driver pairs|guards|best|check|graph|mock|normalise|forms|minhash FILE [FLOOR] [THREADS]")
  exit(64)
}
let texts = Texts(path: arguments[2])
func number(_ place: Int, _ absent: Int) -> Int { arguments.count > place ? Int(arguments[place]) ?? absent : absent }

switch arguments[1] {
case "pairs": printPairs(texts)
case "guards": printGuards(texts)
case "best": printBest(texts, floor: number(3, 8_000), threads: number(4, 1))
case "graph": printGraph(texts, floor: number(3, 6_000), threads: number(4, 1))
case "mock": printMock(texts)
case "check": printCheck(texts, floor: number(3, 8_000))
case "forms": printForms(texts)
case "minhash": printMinHash(texts)
case "normalise": printNormalise(texts)
default: exit(64)
}
