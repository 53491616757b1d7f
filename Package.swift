// swift-tools-version: 6.1
import PackageDescription

// Modules stand bottom to top; a module imports only what is declared here, and nothing above it (Scripts/layers.py checks both).
let package = Package(
  name: "hindcast",
  products: [
    .executable(name: "hindcast", targets: ["hindcast"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .target(name: "CInflate", linkerSettings: [.linkedLibrary("isal")]),
    .target(name: "CDigest"),
    .target(name: "CPrefetch"),
    .target(name: "CDot"),
    .target(name: "CWords"),
    .target(name: "CScan", exclude: ["kernel.h"]),
    .target(name: "Units"),
    .target(name: "Similarity", dependencies: ["Units", "CDot", "CWords", "CPrefetch"]),
    .target(name: "Traces", dependencies: ["Units", "CZstd"], exclude: ["TraceFile/Format.md"]),
    .target(name: "Ingest", dependencies: ["Units", "Traces", "Similarity", "CZstd", "CInflate", "CDigest", "CPrefetch", "CScan"]),
    .target(name: "Duplicates", dependencies: ["Units", "Traces", "Similarity"]),
    .target(name: "Caching", dependencies: ["Units", "Traces", "CPrefetch"]),
    .target(name: "Simulation", dependencies: ["Units", "Traces", "Caching", "CPrefetch"], exclude: ["Semantics.md"]),
    .target(name: "Pricing", dependencies: ["Units"]),
    .target(name: "Workloads", dependencies: ["Units"]),
    .target(
      name: "Studies",
      dependencies: ["Units", "Similarity", "Traces", "Duplicates", "Caching", "Simulation", "Pricing"]),
    .target(
      name: "Scenarios",
      dependencies: [
        "Units", "Traces", "Caching", "Simulation", "Pricing", "Workloads", "Studies",
        .product(name: "Yams", package: "Yams"),
      ],
      exclude: ["Strategies.md"]),
    .target(name: "Embeddings", dependencies: ["Similarity", "Ingest", "CSQLite"]),
    .target(
      name: "Reporting",
      dependencies: [
        "Units", "Similarity", "Traces", "Duplicates", "Caching", "Simulation", "Pricing", "Studies",
      ]),
    .target(
      name: "Commands",
      dependencies: [
        "Units", "Similarity", "Traces", "Ingest", "Duplicates", "Caching", "Simulation", "Pricing", "Workloads",
        "Studies", "Scenarios", "Embeddings", "Reporting", "CZstd",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(name: "hindcast", dependencies: ["Commands"]),
    .executableTarget(name: "similarity-driver", dependencies: ["Similarity"], path: "Benchmarks/similarity-driver"),
    .executableTarget(name: "vectors-driver", dependencies: ["Similarity"], path: "Benchmarks/vectors-driver"),
    // Built by `make bench-replay` alone.
    .executableTarget(name: "replay-benchmark", dependencies: ["Units", "Traces", "Caching", "Simulation"], path: "Benchmarks/Replay"),

    .testTarget(name: "UnitsTests", dependencies: ["Units"]),
    .testTarget(name: "SimilarityTests", dependencies: ["Similarity", "CZstd"]),
    .testTarget(name: "TracesTests", dependencies: ["Traces", "Units"]),
    .testTarget(name: "IngestTests", dependencies: ["Ingest", "Traces", "Similarity", "Units", "CZstd"]),
    .testTarget(name: "DuplicatesTests", dependencies: ["Duplicates", "Similarity", "Traces", "Units"]),
    .testTarget(name: "CachingTests", dependencies: ["Caching", "Units", "CZstd"], exclude: ["Fixtures"]),
    .testTarget(name: "SimulationTests", dependencies: ["Simulation", "Caching", "Traces", "Units", "CZstd"]),
    .testTarget(name: "PricingTests", dependencies: ["Pricing", "Units"]),
    .testTarget(name: "WorkloadsTests", dependencies: ["Workloads", "Units"]),
    .testTarget(name: "StudiesTests", dependencies: ["Studies", "Simulation", "Caching", "Pricing", "Duplicates", "Traces", "Units"]),
    .testTarget(
      name: "ScenariosTests",
      dependencies: ["Scenarios", "Studies", "Simulation", "Workloads", "Caching", "Traces", "Similarity", "Units", "CZstd"]),
    .testTarget(name: "EmbeddingsTests", dependencies: ["Embeddings", "Ingest", "Similarity"]),
    .testTarget(
      name: "ReportingTests",
      dependencies: ["Reporting", "Similarity", "Studies", "Simulation", "Caching", "Pricing", "Duplicates", "Traces", "Units"]),
    .testTarget(
      name: "CommandsTests",
      dependencies: [
        "Commands", "Embeddings", "Ingest", "Similarity", "Simulation", "Studies", "Traces", "Units",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
  ]
)

let rules: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]
let native: Set = ["CZstd", "CSQLite", "CInflate", "CDigest", "CPrefetch", "CDot", "CWords", "CScan"]
for module in package.targets where !native.contains(module.name) {
  module.swiftSettings = rules
}
