import Simulation
import Traces

/// How far ratios of a sample of questions may be off those of the log, as half the width of a 95 % interval (law 35).
public struct SamplingError: Sendable, Equatable {
  /// Of the request hit rate, in absolute terms.
  public var hitRate: Double
  /// Of the share of the bill that is avoided, in absolute terms; `nil` where nothing costs.
  public var dollarHitRate: Double?

  /// Questions that were asked about equally often.
  private struct SizeClass {
    /// In the sample: questions, their requests, and these squared; their hits.
    var questions = 0.0, requests = 0.0, squares = 0.0, hits = 0.0
    /// Squares of hits, and requests times hits.
    var hitSquares = 0.0, products = 0.0
    /// In the log: questions, their requests, and these squared.
    var allQuestions = 0.0, allRequests = 0.0, allSquares = 0.0

    /// The class of a question by how often it was asked.
    static func index(_ size: Int) -> Int { size.bitWidth - max(size, 1).leadingZeroBitCount }
  }

  /// The error of a ratio over clusters drawn each with the same chance (Cochran, Sampling Techniques, 1977, 6.5): by how much the hits of each
  /// question of the log differ from the mean rate times its requests.
  ///
  /// A few questions can be much of a log, and what a sample says of its own spread is wrong where it missed them. How often each question of the
  /// log was asked is known, so that the spread is reckoned over all of them, at the hit rates which the sample has for questions asked about
  /// as often; those that it has nothing of are taken to be always hits, the farthest from the mean.
  init(of replay: Replay, _ traffic: Traffic, questions: [UInt32], sample: KeySample) {
    var sums: [UInt32: (requests: Double, hits: Double)] = [:]
    var cost = (all: 0.0, avoided: 0.0)
    var all = (requests: 0.0, hits: 0.0)
    for i in replay.outcome.indices {
      let isAnswered = replay.outcome[i].isAnswered
      if traffic.cost[i] != Traffic.unpriced {
        cost.all += Double(traffic.cost[i])
        if isAnswered { cost.avoided += Double(traffic.cost[i]) }
      }
      guard traffic.trace.requests.prompt[i] != 0 else { continue }
      sums[questions[i], default: (0, 0)].requests += 1
      if isAnswered { sums[questions[i], default: (0, 0)].hits += 1 }
      all.requests += 1
      if isAnswered { all.hits += 1 }
    }
    var classes = Array(repeating: SizeClass(), count: Int.bitWidth + 1)
    for sum in sums.values {
      let index = SizeClass.index(Int(sum.requests))
      classes[index].questions += 1
      classes[index].requests += sum.requests
      classes[index].squares += sum.requests * sum.requests
      classes[index].hits += sum.hits
      classes[index].hitSquares += sum.hits * sum.hits
      classes[index].products += sum.requests * sum.hits
    }
    for (size, count) in sample.questionsBySize {
      let index = SizeClass.index(size)
      classes[index].allQuestions += Double(count)
      classes[index].allRequests += Double(count) * Double(size)
      classes[index].allSquares += Double(count) * Double(size) * Double(size)
    }
    let rate = all.requests > 0 ? all.hits / all.requests : 0
    var spread = 0.0
    for one in classes where one.allQuestions > 0 {
      if one.questions > 0 {
        // The mean square of hits less the mean rate times requests, over the sampled questions, for all of the class.
        spread += (one.hitSquares - 2 * rate * one.products + rate * rate * one.squares) / one.questions * one.allQuestions
      } else {
        spread += (1 - rate) * (1 - rate) * one.allSquares
      }
    }
    let logged = classes.reduce(0) { $0 + $1.allRequests }
    hitRate = logged > 0 ? min(1, 1.96 * ((1 - sample.share) / sample.share * spread).squareRoot() / logged) : 0
    // Of dollars as of requests, in proportion.
    let share = cost.all > 0 ? cost.avoided / cost.all : 0
    dollarHitRate = cost.all > 0 ? (rate > 0 ? min(1, hitRate * max(1, share / rate)) : hitRate) : nil
  }
}
