// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "crossmodal",
  platforms: [.macOS(.v14)],
  products: [
    .library(name: "Dense", targets: ["Dense"]),
    .library(name: "CrossModal", targets: ["CrossModal"]),
    .library(name: "Studies", targets: ["Studies"]),
    .executable(name: "crossmodal", targets: ["CrossModalCLI"]),
    .executable(name: "crossmodal-matrix", targets: ["MatrixReader"]),
    .executable(name: "bench", targets: ["bench"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
  ],
  targets: [
    .systemLibrary(
      name: "CBLASShim", pkgConfig: "openblas",
      providers: [.apt(["libopenblas-dev", "liblapacke-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CMatio", pkgConfig: "matio", providers: [.apt(["libmatio-dev"])]),
    .executableTarget(name: "MatrixReader", dependencies: ["CMatio", "CZlib"]),
    .target(name: "DenseKernels"),
    .target(name: "Dense", dependencies: ["CBLASShim", "DenseKernels"]),
    .target(name: "CrossModal", dependencies: ["Dense", "CZlib"]),
    .target(
      name: "Studies",
      dependencies: [
        "CrossModal", "Dense", "COpenSSL",
        .product(name: "Yams", package: "Yams"),
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      resources: [
        .embedInCode("Reporting/paper-tables.json"), .embedInCode("Reporting/Page/page.mustache"),
        .embedInCode("Reporting/Page/table.mustache"), .embedInCode("Reporting/Page/figure.mustache"),
        .embedInCode("Reporting/Page/ratings.mustache"),
        .embedInCode("Reporting/Page/ratings-page.mustache"), .embedInCode("Reporting/Page/page.css"),
      ]),
    .executableTarget(
      name: "CrossModalCLI",
      dependencies: [
        "Studies", "CrossModal", "Dense",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "bench",
      dependencies: [
        "CrossModal", "Dense",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .testTarget(name: "DenseTests", dependencies: ["Dense", "DenseKernels"]),
    .testTarget(
      name: "CrossModalTests", dependencies: ["CrossModal", "Dense"],
      resources: [.copy("Golden")]),
    .testTarget(name: "StudiesTests", dependencies: ["Studies", "CrossModal", "Dense"]),
    .testTarget(name: "FuzzTests", dependencies: ["Studies", "CrossModal", "Dense"]),
    .testTarget(
      name: "CrossModalCLITests",
      dependencies: [
        "CrossModalCLI", "bench", .product(name: "Subprocess", package: "swift-subprocess"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
