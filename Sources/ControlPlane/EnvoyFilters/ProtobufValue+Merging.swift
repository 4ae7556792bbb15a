internal import ProxyConfig

extension ProtobufValue {
  /// Merges a patch into a message as protobuf does: fields that are set replace, messages merge,
  /// lists are appended, entries of maps are replaced, and of alternatives the last one set stays
  /// (`pkg/proto/merge/merge.go`@1.30.3).
  ///
  /// `replacesLists`: whether lists take the place of what there is (MERGE_AND_REPLACE_LIST, since
  /// 1.31).
  func merged(with patch: ProtobufValue, replacesLists: Bool = false) -> ProtobufValue {
    switch (self, patch) {
    case (.object(var members), .object(let added)):
      for (name, value) in added {
        for other in Self.alternatives(to: name) where added[other] == nil {
          members[other] = nil
        }
        guard let known = members[name] else {
          members[name] = value
          continue
        }
        members[name] =
          Self.maps.contains(name)
          ? known.withEntries(of: value)
          : known.merged(with: value, replacesLists: replacesLists)
      }
      return .object(members)
    case (.list(let items), .list(let added)):
      return .list(replacesLists && !added.isEmpty ? added : items + added)
    default: return patch
    }
  }

  private func withEntries(of other: ProtobufValue) -> ProtobufValue {
    guard case .object(let members) = self, case .object(let added) = other else { return other }
    return .object(members.merging(added) { $1 })
  }

  /// Fields that are maps from names to messages.
  private static let maps: Set<String> = ["typedPerFilterConfig", "filterMetadata"]

  /// Fields of which a message has one at most.
  private static let oneOf: [Set<String>] = [
    ["route", "redirect", "directResponse"],
    ["prefix", "path", "safeRegex", "pathSeparatedPrefix", "pathMatchPolicy", "connectMatcher"],
    ["cluster", "clusterHeader", "weightedClusters"],
    ["hostRewriteLiteral", "autoHostRewrite", "hostRewriteHeader"],
    ["pathRedirect", "prefixRewrite"], ["httpsRedirect", "schemeRedirect"],
    ["rds", "routeConfig"], ["socketAddress", "pipe", "envoyInternalAddress"],
    ["type", "clusterType"], ["inlineString", "inlineBytes", "filename"],
    ["explicitHttpConfig", "useDownstreamProtocolConfig", "autoConfig"],
  ]

  private static func alternatives(to name: String) -> Set<String> {
    oneOf.filter { $0.contains(name) }.reduce(into: Set()) { $0.formUnion($1) }
      .subtracting([name])
  }
}
