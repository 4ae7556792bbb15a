// swift-tools-version: 6.2
import Foundation
import PackageDescription

/// Warnings are errors in continuous integration, where `LABBOOK_STRICT=1` is set.
let isStrict = ProcessInfo.processInfo.environment["LABBOOK_STRICT"] == "1"

let ours: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ] + (isStrict ? [.treatAllWarnings(as: .error)] : [])

/// A target of ours: one folder under `Sources`, the house's settings, and the imports it may use.
func module(
  _ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource]? = nil
) -> Target {
  .target(
    name: name, dependencies: dependencies, resources: resources, swiftSettings: ours,
    // The standard library's rounding and square roots are libm's in a debug build.
    linkerSettings: [.linkedLibrary("m")])
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies, swiftSettings: ours)
}

func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .executableTarget(name: name, dependencies: dependencies, swiftSettings: ours)
}

let package = Package(
  name: "labbook",
  products: [.executable(name: "labbook", targets: ["labbook"])],
  targets: [
    // Debian's C libraries. Each has exactly one importer.
    .systemLibrary(
      name: "CCMark", path: "Sources/System/CCMark", pkgConfig: "libcmark",
      providers: [.apt(["libcmark-dev"])]),
    .systemLibrary(
      name: "CYAML", path: "Sources/System/CYAML", pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(
      name: "CXXHash", path: "Sources/System/CXXHash", pkgConfig: "libxxhash",
      providers: [.apt(["libxxhash-dev"])]),
    .systemLibrary(
      name: "CEvent", path: "Sources/System/CEvent", pkgConfig: "libevent_extra",
      providers: [.apt(["libevent-dev"])]),
    .target(name: "CRE2", linkerSettings: [.linkedLibrary("re2")]),

    // Vocabulary: what things are called, where they are written, how large they may be.
    module("Limits"),
    module("Diagnostics"),
    module("Resources", ["Diagnostics"]),
    module("ProxyConfig", ["Diagnostics", "Limits"]),

    // Core: functions from values to values.
    module("RegularExpression", ["CRE2"]),
    module(
      "ControlPlane", ["Resources", "ProxyConfig", "RegularExpression", "Diagnostics"]),
    module(
      "DataPlane", ["ProxyConfig", "RegularExpression", "Diagnostics", "Limits", "CXXHash"]),
    module("Probes", ["ProxyConfig", "DataPlane", "RegularExpression", "Diagnostics"]),
    module("Simulator", ["ProxyConfig", "DataPlane", "Diagnostics", "Limits"]),
    module("Notebook", ["ProxyConfig", "Simulator", "Diagnostics", "Limits"]),

    // Why an answer is what it is.
    module(
      "Explanations", ["Checks", "ControlPlane", "ProxyConfig", "Simulator", "Diagnostics"]),

    // What can be said of a mesh without a request.
    module(
      "Checks", ["Resources", "ControlPlane", "ProxyConfig", "DataPlane", "Diagnostics"]),

    // The order of the stages: prepare, execute, record, compare.
    module(
      "Laboratory",
      [
        "Manifests", "Resources", "ProxyConfig", "ControlPlane", "DataPlane", "Probes",
        "Simulator", "Notebook", "Explanations", "EnvoyMessages", "Diagnostics", "Limits",
      ]),

    // Rim: one module for each outside thing.
    module(
      "Manifests", ["Resources", "Notebook", "Simulator", "Diagnostics", "Limits", "CYAML"]),
    module("EnvoyMessages", ["ControlPlane", "ProxyConfig", "Diagnostics"]),
    module("CommonMark", ["Diagnostics", "CCMark"]),
    module("Preview", ["CEvent"]),
    module(
      "Report", ["Notebook", "Simulator", "ProxyConfig", "CommonMark", "Diagnostics"],
      // A link to `Templates/`: inside the program, so that it needs no files beside itself.
      resources: ["experiment.md", "index.md", "shell.html", "labbook.css"].map {
        .embedInCode("Templates/\($0)")
      }),

    // The site that a notebook is published as.
    module(
      "Publication", ["Report", "Notebook", "Simulator", "Diagnostics"],
      resources: ["search.js", "preview.js", "favicon.svg", "site.css"].map {
        .embedInCode("Assets/\($0)")
      }),

    module(
      "ProjectFiles",
      [
        "Laboratory", "Manifests", "Notebook", "Report", "Publication", "Resources", "Diagnostics",
      ],
      resources: ["experiment", "mesh", "rules", "labbook", "workflow"].map {
        .embedInCode("Beginning/\($0).yaml")
      }),

    // What is typed, and what answers, findings, comparisons and runs look like.
    module(
      "Commands",
      ["Checks", "ControlPlane", "Diagnostics", "Laboratory", "Limits", "Publication", "Simulator"]),
    module(
      "Forms",
      [
        "Checks", "ControlPlane", "DataPlane", "Diagnostics", "EnvoyMessages", "Explanations",
        "Laboratory", "Limits", "Manifests", "Notebook", "Probes", "ProxyConfig", "Report",
        "Simulator",
      ]),

    // Shell.
    module(
      "LabbookCLI",
      [
        "Diagnostics", "Resources", "ProxyConfig", "ControlPlane", "DataPlane", "Simulator",
        "Notebook", "Manifests", "Laboratory", "ProjectFiles", "EnvoyMessages", "Report", "Probes",
        "Explanations", "Checks", "Commands", "Forms",
        "Publication", "Preview",
      ]),
    program("labbook", ["LabbookCLI"]),
    program(
      "Conformance",
      ["Checks", "EnvoyMessages", "ControlPlane", "Manifests", "Resources", "Diagnostics"]),
    program(
      "Benchmark",
      [
        "CommonMark", "ControlPlane", "Forms", "Laboratory", "Limits", "Manifests", "Notebook",
        "ProxyConfig", "Report", "Resources", "Simulator",
      ]),

    // Everything that reads, driven by bytes that somebody wrote to break it.
    module(
      "HostileInput",
      [
        "ControlPlane", "Diagnostics", "EnvoyMessages", "Forms", "Laboratory", "Manifests",
        "Notebook", "ProxyConfig", "Report", "Resources", "Simulator",
      ]),

    // Tests, one target for each module.
    tests("HostileInputTests", ["HostileInput"]),
    tests("RegularExpressionTests", ["RegularExpression"]),
    tests(
      "ProbesTests",
      [
        "Probes", "DataPlane", "ProxyConfig", "ControlPlane", "Manifests", "RegularExpression",
        "Diagnostics",
      ]),
    tests("LimitsTests", ["Limits"]),
    tests("LabbookCLITests", ["Commands", "Forms", "LabbookCLI", "Notebook", "Simulator"]),
    tests("CommandsTests", ["Commands", "Diagnostics", "Simulator"]),
    tests("DiagnosticsTests", ["Diagnostics"]),
    tests(
      "FormsTests",
      [
        "Checks", "ControlPlane", "Diagnostics", "EnvoyMessages", "Forms", "Manifests", "Notebook",
        "Simulator",
      ]),
    tests("ProxyConfigTests", ["ProxyConfig"]),
    tests(
      "LaboratoryTests",
      [
        "Laboratory", "ControlPlane", "DataPlane", "EnvoyMessages", "ProxyConfig", "Manifests",
        "Notebook", "Simulator", "Diagnostics",
      ]),
    tests("EndToEndTests", ["labbook"]),
    tests("TidyTests", []),
    tests("ManifestsTests", ["Manifests", "Resources", "Notebook", "Simulator", "Diagnostics"]),
    tests("AdmissionTests", ["ControlPlane", "Manifests", "Resources", "Diagnostics"]),
    tests(
      "ConformanceTests",
      ["EnvoyMessages", "ControlPlane", "Laboratory", "Manifests", "ProxyConfig", "Simulator"]),
    tests(
      "ControlPlaneTests",
      ["ControlPlane", "Manifests", "Resources", "ProxyConfig", "Diagnostics"]),
    tests(
      "ChecksTests",
      [
        "Checks", "ControlPlane", "Manifests", "ProxyConfig", "Explanations", "Simulator",
        "Diagnostics", "Resources",
      ]),
    tests(
      "ExplanationsTests",
      ["Explanations", "ControlPlane", "Manifests", "Simulator", "Diagnostics"]),
    tests("CommonMarkTests", ["CommonMark"]),
    tests("DataPlaneTests", ["DataPlane", "ProxyConfig", "Diagnostics"]),
    tests(
      "SimulatorTests",
      ["Simulator", "ControlPlane", "Manifests", "DataPlane", "ProxyConfig", "Diagnostics"]),
    tests("ReportTests", ["Report", "Notebook", "Simulator", "CommonMark", "Diagnostics"]),
    tests(
      "PublicationTests",
      ["Publication", "Report", "Notebook", "Manifests", "Simulator", "Diagnostics"]),
    tests("PreviewTests", ["Preview"]),
    tests("NotebookTests", ["Notebook", "Simulator", "Diagnostics"]),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
