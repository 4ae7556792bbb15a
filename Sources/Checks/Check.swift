public import Diagnostics

/// One kind of mistake that can be found without a request, and everything that is said of it: its
/// check, what it means, an example that produces it, the fix and the source.
///
/// Each has a file of its own; a new one is a new file and a line in ``all``.
public struct Check: Sendable {
  /// The code of its findings.
  public var code: DiagnosticCode { explanation.code }
  /// What is said of it.
  public let explanation: CodeExplanation
  /// Kinds of objects that could make a finding untrue: it waits for those that are broken.
  let waitsFor: Set<String>
  /// Finds all of its kind, in the order of the input.
  let find: @Sendable (CheckContext) -> [Diagnostic]

  init(
    _ code: DiagnosticCode, istio: [String] = [], _ title: String, meaning: String, fix: String,
    source: String, example: String, waitsFor: Set<String> = [],
    find: @escaping @Sendable (CheckContext) -> [Diagnostic]
  ) {
    explanation = CodeExplanation(
      code, istioCodes: istio, title: title, meaning: meaning, fix: fix, source: source,
      example: example)
    self.waitsFor = waitsFor
    self.find = find
  }

  /// Every check, in the order of the codes.
  public static let all: [Check] = [
    notModelled, refusedByAdmission, equallyOldRules, shadowedRules, unresolvedHosts,
    admissionWarnings, gatewaysOfOtherHosts, portsWithoutHTTP, hostsWithoutPort,
    unreachableRoutes, droppedDelegates, unseenPolicies, replacedSettings, missingClusters,
    emptySubsets, unservedGateways, danglingReferences, fieldsWithoutEffect, ambiguousPorts,
    deprecatedAnnotations, undeclaredProtocols, conflictingSidecars, policiesForNobody,
    policiesForUnknownHosts, unverifiedServers, sharedHosts, patchedInternals, relativePatches,
    ineffectivePatches, conflictingGateways, sharedCertificates, imagesWithoutInjection,
    missingSecrets, severalInjectionLabels, entriesWithoutAddress, deprecatedFields,
    gatewayPortsNotOffered, rulesNotAskedAtGateways, claimsWithoutToken,
    conflictingEntryProtocols, conflictingServices, listenersWithoutRoutes,
  ]

  /// The check of a code; `nil` where the code is none of a check.
  public static func named(_ code: DiagnosticCode) -> Check? { all.first { $0.code == code } }
}
