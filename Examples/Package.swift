// swift-tools-version: 6.2
import PackageDescription

// Without the trait "Program" the libraries of CrossModal need no other package.
let package = Package(
  name: "Examples",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "crossmodal", path: "..", traits: [])],
  targets: [
    .executableTarget(name: "Neighbors", dependencies: [.product(name: "Dense", package: "crossmodal")]),
    .executableTarget(
      name: "TrainAndMeasure", dependencies: [.product(name: "CrossModal", package: "crossmodal")]),
    .executableTarget(name: "OwnLoss", dependencies: [.product(name: "CrossModal", package: "crossmodal")]),
  ],
  swiftLanguageModes: [.v6]
)
