import Foundation
import ProxyConfig

/// What real Envoy did with requests on real istiod's configurations (Tests/Goldens), unpacked.
enum Corpus {
  /// One file of decisions: a mesh, and what its proxies were asked.
  struct Decisions: Decodable, Sendable {
    var mesh: String
    var proxies: [Proxy]

    struct Proxy: Decodable, Sendable {
      var from: String
      var applicationHeaders: HeaderPairs
      var asked: [Asked]
    }

    struct Asked: Decodable, Sendable {
      var configuration: String
      var request: Request
      var application: Application?
      var `repeat`: Int?
      var outcomes: [ObservedOutcome]
    }

    struct Request: Decodable, Sendable {
      var method: String
      var authority: String
      var path: String
      var headers: [[String]]
    }

    struct Application: Decodable, Sendable {
      var status: Int?
      var delay: Double?
      var reset: Bool?
    }
  }

  /// A JSON object of headers.
  struct HeaderPairs: Decodable, Sendable {
    var pairs: [(name: String, value: String)]

    init(from decoder: any Decoder) throws {
      let values = try decoder.singleValueContainer().decode([String: String].self)
      // The application sends these names in this order.
      pairs = ["content-type", "server", "x-version", "x-gone"].compactMap { name in
        values[name].map { (name, $0) }
      }
    }
  }

  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Unpacks one archive of Tests/Goldens under .build, once.
  static func unpacked(_ name: String) throws -> URL {
    let folder = root.appending(path: ".build/dataplane-goldens")
    let archive = root.appending(path: "Tests/Goldens/\(name).tar.xz")
    let target = folder.appending(path: name)
    if FileManager.default.fileExists(atPath: target.path) { return target }
    let staging = folder.appending(path: "staging-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: staging, withIntermediateDirectories: true)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["tar", "xJf", archive.path, "-C", staging.path]
    try process.run()
    process.waitUntilExit()
    try FileManager.default.moveItem(at: staging.appending(path: name), to: target)
    try FileManager.default.removeItem(at: staging)
    return target
  }

  static func decisions() throws -> [Decisions] {
    let folder = try unpacked("decisions")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    return try names.filter { $0.hasSuffix(".json") }.sorted().map { name in
      let data = try Data(contentsOf: folder.appending(path: name))
      return try JSONDecoder().decode(Decisions.self, from: data)
    }
  }

  /// What istiod 1.30.3 pushed to some proxies of a mesh.
  static func configurations(_ mesh: String, of proxies: [String]) throws
    -> [String: ProxyConfiguration]
  {
    let file = try unpacked("corpus").appending(path: "\(mesh)/istiod.json")
    let json = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
    guard let json = json as? [String: Any], let items = json["items"] as? [String: Any],
      let versions = json["versions"] as? [String: Any],
      let version = versions["1.30.3"] as? [String: Any],
      let all = version["proxies"] as? [String: [String: [String]]]
    else { throw CocoaError(.coderInvalidValue) }
    var result: [String: ProxyConfiguration] = [:]
    for name in proxies {
      guard let families = all[name] else { continue }
      func decoded<Item: Decodable>(_ family: String, _ type: Item.Type) throws -> [Item] {
        try (families[family] ?? []).compactMap { items[$0] }.map {
          try JSONDecoder().decode(type, from: JSONSerialization.data(withJSONObject: $0))
        }
      }
      var proxy = ProxyConfiguration(proxy: name, address: "", namespace: "")
      proxy.listeners = try decoded("listeners", Listener.self)
      proxy.routes = try decoded("routes", RouteConfiguration.self)
      proxy.clusters = try decoded("clusters", Cluster.self)
      proxy.endpoints = try decoded("endpoints", ClusterLoadAssignment.self)
      result[name] = proxy
    }
    return result
  }
}

/// An outcome as the corpus writes it.
struct ObservedOutcome: Decodable, Hashable, Sendable {
  /// What the proxy sent on.
  struct Received: Decodable, Hashable, Sendable {
    var cluster: String
    var method: String
    var path: String
    var authority: String
    var headers: [[String]]

    var sortKey: String { "\(cluster) \(method) \(path) \(authority) \(headers)" }
  }

  var status: Int?
  var flags: String?
  var details: String?
  var virtualHost: String?
  var route: Int?
  var cluster: String?
  var attempts: Int?
  var headers: [[String]]
  var body: String?
  var received: [Received]?
}
