import Diagnostics
import Testing

@Suite struct KindPluralTests {
  @Test(arguments: [
    ("VirtualService", "VirtualServices"), ("AuthorizationPolicy", "AuthorizationPolicies"),
    ("Gateway", "Gateways"), ("GatewayClass", "GatewayClasses"), ("Ingress", "Ingresses"),
    ("Endpoints", "Endpoints"), ("ServiceEntry", "ServiceEntries"), ("Patch", "Patches"),
    ("Proxy", "Proxies"), ("Key", "Keys"), ("", ""),
  ])
  func kindsHaveAPlural(kind: String, plural: String) { #expect(kind.kindPlural == plural) }
}
