import Pricing
import Testing
import Units

/// Monthly bills worked out by hand.
@Suite struct InfrastructureTests {
  private let month = Microseconds(seconds: 30.4375 * 86_400)

  private func bill(_ service: String, _ use: InfrastructureUse) throws -> InfrastructureBill {
    try #require(InfrastructurePrices.builtIn.monthlyBill(of: use, at: service))
  }

  @Test func cloudflareKV() throws {
    // 30 M reads (10 M free) × $0.50, 3 M writes (1 M free) × $5, 0.2 M deletes (free), 5 GB (1 GB free) × $0.50.
    let use = InfrastructureUse(
      reads: 30_000_000, writes: 3_000_000, deletes: 200_000, transferred: Bytes(1_000), storedByteSeconds: 5e9 * month.seconds, span: month
    )
    let bill = try bill("cloudflare-kv", use)
    #expect(bill.lines.map(\.amount) == [Dollars(10), Dollars(10), .zero, Dollars(2), .zero])
    #expect(bill.total == Dollars(22))
    #expect(bill.isComplete && bill.caveats.isEmpty)
  }

  @Test func aMetricsWriteOnEachRequestCostsMoreThanTheCache() throws {
    // 2.3 M requests a day, one write each: 70 M writes a month, 69 M billed at $5.
    let use = InfrastructureUse(writes: 2_300_000, transferred: Bytes(0), span: Microseconds(seconds: 86_400))
    let total = try bill("cloudflare-kv", use).total.value
    #expect(abs(total - (2.3 * 30.4375 - 1) * 5) < 1e-6)
  }

  @Test func usageRoundedUp() throws {
    let use = InfrastructureUse(
      reads: 10_000_001, writes: 1_000_001, transferred: Bytes(0), storedByteSeconds: 10.2e9 * month.seconds, span: month)
    let bill = try bill("cloudflare-r2", use)
    #expect(bill.lines.map(\.quantity) == [1, 1, 1])
    #expect(bill.total == Dollars(4.5 + 0.36 + 0.015))
  }

  @Test func upstash() throws {
    let use = InfrastructureUse(reads: 900_000, writes: 90_000, deletes: 10_000, storedByteSeconds: 3e9 * month.seconds, span: month)
    let bill = try bill("upstash-redis", use)
    #expect(bill.total == Dollars(2 + 0.5))
    // Nobody said how many bytes were moved, and they are charged for.
    #expect(!bill.isComplete)
    #expect(bill.caveats.count == 1)
  }

  @Test(arguments: [(1, 10.0), (250_000_000, 10), (250_000_001, 20), (4_000_000_000, 100), (500_000_000_000, 1_500)])
  func plansHoldThePeak(peak: Int, price: Double) throws {
    #expect(try bill("upstash-redis-fixed", InfrastructureUse(peak: Bytes(peak), span: month)).total == Dollars(price))
  }

  @Test func noPlanForTooMuch() throws {
    let bill = try bill("upstash-redis-fixed", InfrastructureUse(peak: Bytes(500_000_000_001), span: month))
    #expect(bill.lines.isEmpty && !bill.isComplete)
    #expect(bill.caveats == ["No plan of upstash-redis-fixed with a known price holds 500 GB."])
  }

  @Test func minimaAndSecondarySources() throws {
    let use = InfrastructureUse(reads: 1_000_000, transferred: Bytes(4_000_000_000), storedByteSeconds: 1, span: month)
    let bill = try bill("elasticache-serverless-valkey", use)
    // 4 M kilobytes × $0.0023 a million, and 100 MB at least for 730.5 hours × $0.084.
    #expect(bill.total == Dollars(0.0092 + 0.1 * 730.5 * 0.084))
    #expect(bill.caveats.count == 2 && bill.isComplete)
  }

  @Test func withoutAVerifiedPriceABillIsNotZeroButIncomplete() throws {
    for service in ["dynamodb-ondemand", "elasticache-node", "redis-langcache", "fastly-kv-store", "self-hosted-vm"] {
      let bill = try bill(service, InfrastructureUse(reads: 1, writes: 1, storedByteSeconds: 1, span: month))
      #expect(bill.lines.isEmpty && !bill.isComplete && !bill.caveats.isEmpty, "\(service)")
    }
    let s3 = try bill("s3-standard", InfrastructureUse(reads: 1, writes: 1, storedByteSeconds: 1e9 * month.seconds, span: month))
    #expect(s3.total == Dollars(0.023) && !s3.isComplete)
    #expect(InfrastructurePrices.builtIn.monthlyBill(of: InfrastructureUse(span: month), at: "no-such-service") == nil)
    #expect(try !bill("cloudflare-kv", InfrastructureUse(reads: 5, span: .zero)).isComplete)
  }

  @Test func whatAReplayDoesNotKnowIsSaid() throws {
    let bill = try bill("cloudflare-workers", InfrastructureUse(reads: 12_000_000, span: month))
    #expect(bill.total == Dollars(5 + 0.6))
    #expect(!bill.isComplete)
  }

  @Test func usersOwnPrices() throws {
    let own = try InfrastructurePrices(
      csv: "service,component,meter,unit,price_usd\nself-hosted-vm,machine,time,month,42\nelasticache-node,node,time,hour,0.158\n",
      name: "own.csv")
    let prices = InfrastructurePrices.builtIn.overlaid(by: own)
    let use = InfrastructureUse(span: Microseconds(seconds: 3_600))
    #expect(prices.monthlyBill(of: use, at: "self-hosted-vm")?.total == Dollars(42))
    #expect(prices.monthlyBill(of: use, at: "elasticache-node")?.total == Dollars(0.158 * 730.5))
    #expect(prices.rows.count == InfrastructurePrices.builtIn.rows.count)
    let error = #expect(throws: PriceBookError.self) {
      try InfrastructurePrices(csv: "service,component,meter,unit,price_usd\na,b,lookups,each,1\n", name: "own.csv")
    }
    #expect(error?.description.hasPrefix("own.csv, row 2, column meter: no such meter; use one of reads, ") == true)
  }

  @Test func embeddingsVectorsAndInstances() throws {
    // 40 M tokens × $0.02 a million; 1 M queries and 50,000 vectors of 1,536 numbers: 1,612.8 M and 76.8 M dimensions.
    let vectors = VectorUse(
      model: "text-embedding-3-small", calls: 1_000_000, tokens: 40_000_000, queries: 1_000_000, storedVectors: 50_000, dimensions: 1_536)
    let use = InfrastructureUse(peak: Bytes(25_000_000_000), span: month, vectors: vectors)
    let embedding = try bill("embedding-api", use)
    #expect(embedding.total == Dollars(0.8) && embedding.embeddings == embedding.total && embedding.lines.count == 1)
    let vectorize = try bill("cloudflare-vectorize", use)
    #expect(abs(vectorize.total.value - ((1_612.8 - 50) * 0.01 + (76.8 - 10) / 100 * 0.05)) < 1e-9)
    #expect(vectorize.isComplete && vectorize.embeddings == .zero)
    #expect(try bill("s3-vectors", InfrastructureUse(transferred: Bytes(0), span: month, vectors: vectors)).total == Dollars(2.5))
    // Without vectors there is nothing to charge.
    #expect(try bill("embedding-api", InfrastructureUse(span: month)).lines.isEmpty)
    // Three nodes of 10 GB hold 25.
    let own = try InfrastructurePrices(
      csv: "service,component,meter,unit,price_usd,capacity_gb\nelasticache-node,node,instances,hour,0.158,10\n", name: "own.csv")
    let nodes = InfrastructurePrices.builtIn.overlaid(by: own).monthlyBill(of: use, at: "elasticache-node")
    #expect(nodes?.total == Dollars(3 * 730.5 * 0.158))
  }

  @Test func whatACacheCanDoWithoutIsNeverBilled() throws {
    let bill = try bill("cloudflare-ai-gateway", InfrastructureUse(reads: 5_000_000, span: month))
    #expect(bill.total == .zero && bill.isComplete && bill.lines.map(\.what) == ["request"])
  }
}
