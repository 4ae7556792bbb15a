/// The hosts by which a client calls a service (pilot/pkg/networking/core/httproute.go@1.30.3,
/// `generateVirtualHostDomains`).
struct ServiceDomains {
  /// In istiod's order.
  var domains: [String] = []
  /// Those among ``domains`` that are short or other forms of the full names.
  var alternatives: Set<String> = []

  /// A host that is no service: itself alone.
  init(host: String) { domains = [host] }

  /// - `hostname`: as the route table writes it.
  /// - `namespace`: the client's.
  /// - `port`: added to each name, where a table serves all ports at once.
  init(
    _ service: MeshService, hostname: String, seenFrom namespace: String, port: Int?,
    _ rules: RuleVersion
  ) {
    for name in [hostname] + service.aliases.map(\.hostname) {
      append(name, port)
      for form in Self.forms(of: name, seenFrom: namespace, port, rules) {
        domains.append(form)
        alternatives.insert(form)
      }
    }
    if service.isHeadless { domains += domains.map { "*.\($0)" } }
    for address in service.addresses where !address.contains(":") && address != "0.0.0.0" {
      append(address, port)
    }
  }

  private mutating func append(_ name: String, _ port: Int?) {
    domains.append(name)
    if let port { domains.append("\(name):\(port)") }
  }

  /// Other forms of a full name: with a trailing dot, and for a name of the cluster those that
  /// leave out what the client's DNS completes (`GenerateAltVirtualHosts`).
  static func forms(
    of name: String, seenFrom namespace: String, _ port: Int?, _ rules: RuleVersion
  ) -> [String] {
    var forms: [String] = []
    func append(_ form: String) {
      forms.append(form)
      if let port { forms.append("\(form):\(port)") }
    }
    if rules[.trailingDotDomains] {
      if !name.isIPv4Address { forms.append("\(name).") }
      if let port { forms.append("\(name).:\(port)") }
    }
    guard name.hasSuffix(".svc.cluster.local") else { return forms }
    let qualified = String(name.prefix(upToFirst: ".svc."))
    guard let dot = qualified.firstIndex(of: ".") else { return [] }
    if qualified[qualified.index(after: dot)...] == namespace {
      append(String(qualified[..<dot]))
      append("\(qualified).svc")
      append(qualified)
    } else {
      append(qualified)
      append("\(qualified).svc")
    }
    return forms
  }
}

extension String {
  /// What stands before the first occurrence of a text; all of it where there is none.
  fileprivate func prefix(upToFirst text: String) -> Substring {
    var rest = self[...]
    while let dot = rest.firstIndex(of: ".") {
      if self[dot...].hasPrefix(text) { return self[..<dot] }
      rest = self[index(after: dot)...]
    }
    return self[...]
  }

  /// Whether it is four numbers up to 255 with dots between.
  var isIPv4Address: Bool {
    let parts = split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil && !$0.hasPrefix("+") }
  }
}
