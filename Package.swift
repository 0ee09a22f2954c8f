// swift-tools-version: 6.2
import PackageDescription

// Which commit is built, for `--version`; nothing where there is no git.
let commit = Context.gitInformation.map {
  String($0.currentCommit.prefix(7)) + ($0.hasUncommittedChanges ? ", modified" : "")
}

// What a library of this package does not need: clients say `traits: []` and resolve none of it.
let program = TargetDependencyCondition.when(traits: ["Program"])

// Tests that compute nothing themselves: half the time of their compilation.
let builtQuickly: [SwiftSetting] = [.unsafeFlags(["-Onone"])]

let package = Package(
  name: "crossmodal",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Dense", targets: ["Dense"]),
    .library(name: "CrossModal", targets: ["CrossModal"]),
    .library(name: "VectorFiles", targets: ["VectorFiles"]),
    .library(name: "crossmodal-c", type: .dynamic, targets: ["PythonDoor"]),
    .executable(name: "crossmodal", targets: ["CrossModalCLI"]),
    .executable(name: "crossmodal-matrix", targets: ["MatrixReader"]),
    .executable(name: "bench", targets: ["bench"]),
  ],
  traits: [
    .default(enabledTraits: ["Program"]),
    .trait(
      name: "Program", description: "The programs crossmodal and bench, and the libraries that they stand on."
    ),
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
    .target(
      name: "CProgramVersion",
      cSettings: commit.map { [.define("CROSSMODAL_COMMIT", to: "\"\($0)\"")] } ?? []),
    .executableTarget(name: "MatrixReader", dependencies: ["CMatio", "CZlib", "CProgramVersion"]),
    .target(name: "DenseKernels"),
    .target(name: "Dense", dependencies: ["CBLASShim", "DenseKernels"]),
    .target(name: "Layers", dependencies: ["Dense", "DenseKernels"]),
    .target(name: "Messages"),
    .target(name: "VectorFiles", dependencies: ["Dense", "Messages", "CZlib"]),
    .target(name: "CrossModal", dependencies: ["Dense", "Layers", "VectorFiles"]),
    .target(name: "Documents", dependencies: ["CrossModal", "Dense"]),
    .target(name: "ForeignFiles", dependencies: ["VectorFiles", "Dense", "Messages"]),
    .target(
      name: "Settings",
      dependencies: ["Messages", .product(name: "Yams", package: "Yams", condition: program)]),
    .target(
      name: "Studies",
      dependencies: [
        "CrossModal", "VectorFiles", "ForeignFiles", "Dense", "Settings", "Messages", "COpenSSL",
        .product(name: "Subprocess", package: "swift-subprocess", condition: program),
      ]),
    .target(
      name: "Reports",
      dependencies: [
        "Studies", "CrossModal", "ForeignFiles", "VectorFiles", "Dense", "Settings", "Messages",
        .product(name: "GRDB", package: "GRDB.swift", condition: program),
        .product(name: "Mustache", package: "swift-mustache", condition: program),
        .product(name: "Subprocess", package: "swift-subprocess", condition: program),
      ],
      resources: [
        .embedInCode("Tables/paper-tables.json"), .embedInCode("Page/page.mustache"),
        .embedInCode("Page/table.mustache"), .embedInCode("Page/figure.mustache"),
        .embedInCode("Page/ratings.mustache"), .embedInCode("Page/ratings-page.mustache"),
        .embedInCode("Page/comparison-page.mustache"),
        .embedInCode("Style/page.css"),
      ]),
    .executableTarget(
      name: "CrossModalCLI",
      dependencies: [
        "Reports", "Studies", "Settings", "Documents", "CrossModal", "ForeignFiles", "VectorFiles", "Dense",
        "Messages", "CProgramVersion",
        .product(name: "ArgumentParser", package: "swift-argument-parser", condition: program),
      ]),
    .executableTarget(
      name: "bench",
      dependencies: [
        "CrossModal", "VectorFiles", "Dense", "CProgramVersion",
        .product(name: "ArgumentParser", package: "swift-argument-parser", condition: program),
      ]),
    .systemLibrary(name: "CCrossModal"),
    .target(
      name: "PythonDoor",
      dependencies: [
        "CCrossModal", "CrossModal", "Documents", "ForeignFiles", "VectorFiles", "Dense", "Messages",
        "CProgramVersion",
      ]),
    .target(name: "TestSupport", dependencies: ["Dense"], path: "Tests/TestSupport"),
    .target(name: "StudyTestSupport", dependencies: ["Studies"], path: "Tests/StudyTestSupport"),
    .testTarget(name: "MessagesTests", dependencies: ["Messages"]),
    .testTarget(name: "DenseTests", dependencies: ["TestSupport", "Dense", "DenseKernels"]),
    .testTarget(
      name: "LayersTests", dependencies: ["TestSupport", "Layers", "Dense", "DenseKernels"],
      resources: [.copy("Golden")]),
    .testTarget(
      name: "VectorFilesTests", dependencies: ["TestSupport", "VectorFiles", "Dense", "Messages"],
      resources: [.copy("Golden")]),
    .testTarget(
      name: "ForeignFilesTests", dependencies: ["ForeignFiles", "VectorFiles", "Dense"],
      exclude: ["Golden"]),
    .testTarget(
      name: "CrossModalTests", dependencies: ["TestSupport", "CrossModal", "VectorFiles", "Layers", "Dense"],
      resources: [.copy("Golden")]),
    .testTarget(
      name: "DocumentsTests", dependencies: ["TestSupport", "Documents", "CrossModal", "Dense"]),
    .testTarget(name: "SettingsTests", dependencies: ["Settings"]),
    .testTarget(
      name: "StudiesTests",
      dependencies: ["StudyTestSupport", "Studies", "VectorFiles", "Settings", "CrossModal", "Dense"],
      swiftSettings: builtQuickly),
    .testTarget(
      name: "ReportsTests",
      dependencies: ["StudyTestSupport", "Reports", "Studies", "CrossModal", "VectorFiles", "Dense"],
      swiftSettings: builtQuickly),
    .testTarget(
      name: "PythonDoorTests",
      dependencies: ["TestSupport", "PythonDoor", "CCrossModal", "CrossModal", "VectorFiles", "Dense"]),
    .testTarget(
      name: "FuzzTests",
      dependencies: ["Studies", "Settings", "CrossModal", "ForeignFiles", "VectorFiles", "Dense"]),
    .testTarget(
      name: "CrossModalCLITests",
      dependencies: [
        "CrossModalCLI", "bench", "TestSupport", "StudyTestSupport", "Reports", "Studies", "Documents",
        "ForeignFiles", "CrossModal", "VectorFiles", "Dense",
        .product(name: "Subprocess", package: "swift-subprocess", condition: program),
      ],
      swiftSettings: builtQuickly),
  ],
  swiftLanguageModes: [.v6]
)
