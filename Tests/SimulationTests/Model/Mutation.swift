/// A law that the model breaks on purpose: the random cases must tell each of them from the engine, else they prove nothing.
enum Mutation: CaseIterable {
  case hitsDoNotRefresh, missesAreFree, unfinishedIsStored, followersFailWithTheLeader, whatIsNotStoredIsShared, invalidatedIsJoined
  case firstWriteWins, invalidationForgetsFlights, lastInstantIsDead, copiesLiveAnew, lockTimeoutStores, refreshesPileUp
  case tiesGoToTheYounger, refusedIsBilled, sidesAreOne, tiersNeverFail, guardsAreIgnored, retriesAreAtOnce, missesForgetNegatives
}
