import Glibc

/// The standard normal quantile: the x with Φ(x) = `p`, for 0 < `p` < 1; relative error about 1e-16.
///
/// Source: M. J. Wichura, "Algorithm AS 241: The Percentage Points of the Normal Distribution", Applied Statistics 37 (1988), routine PPND16.
func normalQuantile(_ p: Double) -> Double {
  let q = p - 0.5
  if abs(q) <= 0.425 {
    let r = 0.180625 - q * q
    return q * ratio(centre, r)
  }
  let r = (-log(q < 0 ? p : 1 - p)).squareRoot()
  let x = r <= 5 ? ratio(shoulder, r - 1.6) : ratio(tail, r - 5)
  return q < 0 ? -x : x
}

/// A quotient of two polynomials, coefficients by ascending power.
private typealias Quotient = (numerator: [Double], denominator: [Double])

private func ratio(_ quotient: Quotient, _ r: Double) -> Double {
  func value(_ coefficients: [Double]) -> Double { coefficients.reversed().reduce(0) { $0 * r + $1 } }
  return value(quotient.numerator) / value(quotient.denominator)
}

/// |p − 1/2| <= 0.425.
private let centre: Quotient = (
  [
    3.3871328727963666080, 133.14166789178437745, 1_971.5909503065514427, 13_731.693765509461125, 45_921.953931549871457,
    67_265.770927008700853, 33_430.575583588128105, 2_509.0809287301226727,
  ],
  [
    1, 42.313330701600911252, 687.18700749205790830, 5_394.1960214247511077, 21_213.794301586595867, 39_307.895800092710610,
    28_729.085735721942674, 5_226.4952788528545610,
  ]
)

/// Further out, down to p = exp(−25).
private let shoulder: Quotient = (
  [
    1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504, 1.27045825245236838258,
    0.241780725177450611770, 0.0227238449892691845833, 7.74545014278341407640e-4,
  ],
  [
    1, 2.05319162663775882187, 1.67638483018380384940, 0.689767334985100004550, 0.148103976427480074590, 0.0151986665636164571966,
    5.47593808499534494600e-4, 1.05075007164441684324e-9,
  ]
)

/// The far tail.
private let tail: Quotient = (
  [
    6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 0.296560571828504891230, 0.0265321895265761230930,
    0.00124266094738807843860, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
  ],
  [
    1, 0.599832206555887937690, 0.136929880922735805310, 0.0148753612908506148525, 7.86869131145613259100e-4,
    1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15,
  ]
)
