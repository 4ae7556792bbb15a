import Foundation
import ProxyConfig
import Testing

/// Enumerations as protobuf's JSON writes them, and names of clusters.
@Suite struct WordTests {
  /// Protobuf's words in the order of their numbers, and that an unknown one is kept as it is.
  @Test func wordsAreProtobufs() throws {
    try check(
      Cluster.DiscoveryType.self, "STATIC STRICT_DNS LOGICAL_DNS EDS ORIGINAL_DST")
    try check(
      Cluster.LoadBalancingPolicy.self,
      "ROUND_ROBIN LEAST_REQUEST RING_HASH RANDOM MAGLEV CLUSTER_PROVIDED")
    try check(Cluster.DnsLookupFamily.self, "AUTO V4_ONLY V6_ONLY V4_PREFERRED ALL")
    try check(
      LbEndpoint.HealthStatus.self, "UNKNOWN HEALTHY UNHEALTHY DRAINING TIMEOUT DEGRADED")
    try check(VirtualHost.TLSRequirement.self, "NONE EXTERNAL_ONLY ALL")
    try check(
      RouteAction.ClusterNotFoundResponseCode.self,
      "SERVICE_UNAVAILABLE NOT_FOUND INTERNAL_SERVER_ERROR")
    try check(
      RedirectAction.ResponseCode.self,
      "MOVED_PERMANENTLY FOUND SEE_OTHER TEMPORARY_REDIRECT PERMANENT_REDIRECT")
    try check(
      HeaderValueOption.AppendAction.self,
      "APPEND_IF_EXISTS_OR_ADD ADD_IF_ABSENT OVERWRITE_IF_EXISTS_OR_ADD OVERWRITE_IF_EXISTS")
    try check(FractionalPercent.Denominator.self, "HUNDRED TEN_THOUSAND MILLION")
    try check(Listener.TrafficDirection.self, "UNSPECIFIED INBOUND OUTBOUND")
    try check(FilterChainMatch.TransportProtocol.self, "raw_buffer tls")
    try check(
      HttpConnectionManager.EscapedSlashesAction.self,
      "IMPLEMENTATION_SPECIFIC_DEFAULT KEEP_UNCHANGED REJECT_REQUEST UNESCAPE_AND_REDIRECT "
        + "UNESCAPE_AND_FORWARD")
    try check(
      HttpConnectionManager.ServerHeaderTransformation.self,
      "OVERWRITE APPEND_IF_ABSENT PASS_THROUGH")
  }

  private func check<Word: ProtobufWord>(_ type: Word.Type, _ words: String) throws {
    #expect(Word.known.map(\.word).joined(separator: " ") == words)
    for word in words.split(separator: " ").map(String.init) + ["SOMETHING_NEW", ""] {
      let read = try JSONDecoder().decode([Word].self, from: Data("[\"\(word)\"]".utf8))
      #expect(read == [Word(word: word)])
      #expect(read[0].word == word)
      #expect(Word.known.contains(read[0]) == words.split(separator: " ").contains { $0 == word })
      #expect(try JSONEncoder().encode(read) == Data("[\"\(word)\"]".utf8))
    }
  }

  @Test(
    arguments: [
      ("outbound|80||a.b.svc.cluster.local", .outbound(port: 80, host: "a.b.svc.cluster.local")),
      ("outbound|80|v1|*.b", .outbound(port: 80, subset: "v1", host: "*.b")),
      ("inbound|9080||", .inbound(port: 9080)),
      ("PassthroughCluster", nil), ("outbound_.80_._.a", nil), ("", nil), ("sideways|1||a", nil),
    ] as [(String, ClusterName?)])
  func clusterNames(text: String, name: ClusterName?) {
    #expect(ClusterName(text) == name)
    if let name { #expect(name.text == text) }
    #expect(ClusterName.host(of: text) == name?.host ?? text)
  }

  @Test func portsThatAreNoNumbersAreNone() {
    #expect(ClusterName("outbound|x||a")?.port == 0)
    #expect(ClusterName("outbound|99999999999999999999||a")?.port == 0)
  }
}
