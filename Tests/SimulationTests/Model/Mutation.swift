import Testing

/// A law that the model breaks on purpose: the random cases must tell each of them from the engine, else they prove nothing.
///
/// Laws that are not here are no rules of the replay of one request. Law 1 is that of ingest and of the order of a trace; law 9's key fields
/// are tested with the keys, 27 and 30 to 35 with the studies that make them of a replay's columns, 36 and 38 with the counting replay; 37 and
/// 39 say what is not done. Law 31's sums are checked after every replay, those of broken ones too (`TallyTests`).
enum Mutation: CaseIterable, CustomTestStringConvertible {
  case laterOrdinalsLandFirst
  case lastInstantIsDead, arrivalsComeFirst
  case missesAreFree
  case whatStandsApartIsCached, batchRowsHaveLatencies
  case failuresAreNotRescued, refusalsStand
  case callersAreDrawnAnew
  case collisionsAreExact
  case candidatesAreShared
  case noStoreStores, agesAreIgnored, controlsComeLast, strangersAreCached
  case unfinishedIsStored, anySizeIsStored, allAsksAreUses
  case invalidationForgetsFlights, invalidatedIsJoined, refillsKeepTheirPlace
  case tiersDoNotSayWhy, theFirstLossCounts
  case modelsBeatClasses, tenantsAreIgnored, livesDoNotSlide, livesSlideForEver, clampsAreIgnored
  case hitsDoNotRefresh, blocksGoOneByOne
  case copiesLiveAnew, hitsAreNotCopied
  case firstWriteWins, missesForgetNegatives, writesAreNotLimited
  case pollsAreAtOnce
  case followersFailWithTheLeader, whatIsNotStoredIsShared, lockTimeoutStores, followersDoNotLookAgain
  case refreshesPileUp, whatIsInHandIsForgotten, windowsAreTheTiers
  case refusedIsBilled, retriesAreAtOnce, queuesHaveNoEnd
  case storageIsBilledToTheEnd
  case sidesAreOne, tiersNeverFail
  case tiesGoToTheYounger, guardsAreIgnored, thresholdsAreExclusive
  case cutListsAreComplete
  case scoresAreCoarse
  case refreshesAreMade
  case unpricedIsFree
  case replicasAreFills

  /// The law that it breaks.
  var law: Int {
    switch self {
    case .laterOrdinalsLandFirst: 2
    case .lastInstantIsDead, .arrivalsComeFirst: 3
    case .missesAreFree: 4
    case .whatStandsApartIsCached, .batchRowsHaveLatencies: 5
    case .failuresAreNotRescued, .refusalsStand: 6
    case .callersAreDrawnAnew: 7
    case .collisionsAreExact: 8
    case .candidatesAreShared: 10
    case .noStoreStores, .agesAreIgnored, .controlsComeLast, .strangersAreCached: 11
    case .unfinishedIsStored, .anySizeIsStored, .allAsksAreUses: 12
    case .invalidationForgetsFlights, .invalidatedIsJoined, .refillsKeepTheirPlace: 13
    case .tiersDoNotSayWhy, .theFirstLossCounts: 14
    case .modelsBeatClasses, .tenantsAreIgnored, .livesDoNotSlide, .livesSlideForEver, .clampsAreIgnored: 15
    case .hitsDoNotRefresh, .blocksGoOneByOne: 16
    case .copiesLiveAnew, .hitsAreNotCopied: 17
    case .firstWriteWins, .missesForgetNegatives, .writesAreNotLimited, .sidesAreOne, .tiersNeverFail: 18
    case .pollsAreAtOnce: 19
    case .followersFailWithTheLeader, .whatIsNotStoredIsShared, .lockTimeoutStores, .followersDoNotLookAgain: 20
    case .refreshesPileUp, .whatIsInHandIsForgotten, .windowsAreTheTiers: 21
    case .refusedIsBilled, .retriesAreAtOnce, .queuesHaveNoEnd: 22
    case .storageIsBilledToTheEnd: 23
    case .tiesGoToTheYounger, .guardsAreIgnored, .thresholdsAreExclusive: 24
    case .cutListsAreComplete: 25
    case .scoresAreCoarse: 26
    case .refreshesAreMade: 28
    case .unpricedIsFree: 29
    case .replicasAreFills: 31
    }
  }

  var testDescription: String { "law \(law): \(self)" }
}
