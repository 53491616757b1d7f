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
    .target(name: "CInflate", linkerSettings: [.linkedLibrary("isal")]),
    .target(name: "CDigest"),
    .target(name: "CPrefetch"),
    .target(name: "Units"),
    .target(name: "Similarity", dependencies: ["Units"]),
    .target(name: "Traces", dependencies: ["Units", "CZstd"], exclude: ["TraceFile/Format.md"]),
    .target(name: "Ingest", dependencies: ["Units", "Traces", "Similarity", "CZstd", "CInflate", "CDigest", "CPrefetch"]),
    .target(name: "Duplicates", dependencies: ["Units", "Traces", "Similarity"]),
    .target(name: "Caching", dependencies: ["Units", "Traces"]),
    .target(name: "Simulation", dependencies: ["Units", "Traces", "Caching"], exclude: ["Semantics.md"]),
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
      ]),
    .target(
      name: "Reporting",
      dependencies: [
        "Units", "Traces", "Duplicates", "Caching", "Simulation", "Pricing", "Studies",
      ]),
    .target(
      name: "Commands",
      dependencies: [
        "Units", "Similarity", "Traces", "Ingest", "Duplicates", "Caching", "Simulation", "Pricing", "Workloads",
        "Studies", "Scenarios", "Reporting", "CZstd",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(name: "hindcast", dependencies: ["Commands"]),

    .testTarget(name: "UnitsTests", dependencies: ["Units"]),
    .testTarget(name: "SimilarityTests", dependencies: ["Similarity", "CZstd"]),
    .testTarget(name: "TracesTests", dependencies: ["Traces", "Units"]),
    .testTarget(name: "IngestTests", dependencies: ["Ingest", "Traces", "Similarity", "Units", "CZstd"]),
    .testTarget(name: "DuplicatesTests", dependencies: ["Duplicates", "Traces", "Units"]),
    .testTarget(name: "CachingTests", dependencies: ["Caching", "Units", "CZstd"], exclude: ["Fixtures"]),
    .testTarget(name: "SimulationTests", dependencies: ["Simulation", "Caching", "Traces", "Units", "CZstd"]),
    .testTarget(name: "PricingTests", dependencies: ["Pricing", "Units"]),
    .testTarget(name: "WorkloadsTests", dependencies: ["Workloads", "Units"]),
    .testTarget(name: "StudiesTests", dependencies: ["Studies", "Simulation", "Caching", "Pricing", "Duplicates", "Traces", "Units"]),
    .testTarget(name: "ScenariosTests", dependencies: ["Scenarios", "Simulation", "Workloads", "Caching", "Traces", "Units"]),
    .testTarget(
      name: "ReportingTests",
      dependencies: ["Reporting", "Studies", "Simulation", "Caching", "Pricing", "Duplicates", "Traces", "Units"]),
    .testTarget(name: "CommandsTests", dependencies: ["Commands", "Traces", "Units"]),
  ]
)

let rules: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]
let native: Set = ["CZstd", "CInflate", "CDigest", "CPrefetch"]
for module in package.targets where !native.contains(module.name) {
  module.swiftSettings = rules
}
