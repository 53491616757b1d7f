import Similarity
import Testing

@Suite struct VectorSetTests {
  @Test func vectorsAreNormalised() throws {
    var set = try VectorSet(model: "m", dimensions: 2)
    try set.append([3, 4])
    try set.append([-3 * 0x1p100, -4 * 0x1p100])
    try set.append([Float(0x1p-132), 0])
    try set.append([0, 0])
    #expect(Array(set[0]) == [0.6, 0.8])
    #expect(Array(set[1]) == [-0.6, -0.8])
    #expect(Array(set[2]) == [1, 0])
    #expect(Array(set[3]) == [0, 0])
    #expect(set.score(0, 0).rawValue == 10_000)
    #expect(set.score(0, 1).rawValue == 0)
    #expect(set.score(0, 2).rawValue == 6_000)
    #expect(set.score(3, 3).rawValue == 0)
    #expect(set.selecting([2, 0]).score(0, 1).rawValue == 6_000)
  }

  @Test func foreignVectorsAreRefused() throws {
    var set = try VectorSet(model: "m", dimensions: 2)
    try set.append([1, 2])
    #expect(throws: VectorError.differentDimensions(3, expected: 2)) { try set.append([1, 2, 3]) }
    #expect(throws: VectorError.notFinite(row: 1)) { try set.append([1, .nan]) }
    #expect(throws: VectorError.notFinite(row: 1)) { try set.append([.infinity, 1]) }
    #expect(throws: VectorError.differentModel) { try set.append(VectorSet(model: "n", dimensions: 2)) }
    #expect(throws: VectorError.differentDimensions(4, expected: 2)) { try set.append(VectorSet(model: "m", dimensions: 4)) }
    #expect(throws: VectorError.dimensions(0)) { try VectorSet(model: "m", dimensions: 0) }
    #expect(set.count == 1)
  }

  @Test func scoresReachThresholdsAsCosinesDo() {
    for units in 1...10_000 {
      let cosine = Double(units) / 10_000
      #expect(Score(cosine: cosine).rawValue == units)
      #expect(Score(cosine: cosine - 2e-6).rawValue == units - 1)
      #expect(Score(atLeast: cosine)?.rawValue == UInt16(units))
    }
    #expect(Score(cosine: -0.3).rawValue == 0)
    #expect(Score(cosine: .nan).rawValue == 0)
    #expect(Score(cosine: 1.000_000_1).rawValue == 10_000)
    #expect(Score(atLeast: 1.01) == nil)
    #expect(Score(atLeast: .nan) == nil)
    #expect(Score(atLeast: -1)?.rawValue == 0)
  }
}
