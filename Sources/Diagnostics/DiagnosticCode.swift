/// The register of findings.
///
/// A code is never given a second meaning; retired codes stay listed.
public enum DiagnosticCode: String, Hashable, Sendable, Codable, CaseIterable {
  // Reading: LB0001–LB0099
  /// A file or folder does not exist, is none, or may not be read.
  case unreadableFile = "LB0001"
  /// A text is no YAML; the place is where the parser gave up.
  case unreadableYAML = "LB0002"
  /// Something read is larger, deeper or longer than its limit in the table of limits.
  case limitExceeded = "LB0003"
  /// A mapping has a key twice.
  case duplicateKey = "LB0004"
  /// A field that the kind does not have.
  case unknownField = "LB0005"
  /// A value of another type than the field's.
  case wrongType = "LB0006"
  /// A field without which the object has no meaning.
  case missingField = "LB0007"
  /// A value outside the field's range or vocabulary.
  case invalidValue = "LB0008"
  /// A document that is no mapping with `apiVersion` and `kind`.
  case notAnObject = "LB0009"
  /// A kind that is not known in its group.
  case unknownKind = "LB0010"
  /// A version that the kind's group does not serve.
  case unknownVersion = "LB0011"
  /// Two objects of one kind, namespace and name.
  case duplicateResource = "LB0012"
  /// A file that holds NUL bytes or is no UTF-8.
  case binaryInput = "LB0013"
  /// Fields of which only one may be set.
  case contradictingFields = "LB0014"

  // The mesh: LB0100–LB0199
  /// Something that could change an outcome and that the simulation does not have.
  case notModelled = "LB0100"
  /// What istiod's admission webhook refuses under a rule version.
  case refusedByAdmission = "LB0101"
  /// A name for a pod that no pod has, or whose pod has no proxy.
  case unknownPod = "LB0102"
  /// A namespace that is not in the input, taken as one whose pods are injected.
  case assumedInjection = "LB0103"
  /// Two rules of one age: their names decide which one the host gets.
  case tieDecidesHost = "LB0104"
  /// A rule that another one hides.
  case shadowedRule = "LB0105"
  /// A destination that stands for no known service.
  case unresolvedHost = "LB0106"
  /// What istiod's admission webhook takes with a warning.
  case admissionWarning = "LB0107"
  /// An object of the mesh configuration that istiod does not read.
  case unusedSettings = "LB0108"
  /// Rules in a mesh without proxies.
  case noProxies = "LB0109"
  /// An apiVersion that came with a later release.
  case versionNotServed = "LB0110"
  /// A route of Gateway API that a parent does not accept, or whose parent nobody takes care of.
  case routeNotAccepted = "LB0111"
  /// A reference of a route that cannot be resolved, and what becomes of the route.
  case unresolvedReference = "LB0112"
  /// What of an EnvoyFilter acts on no proxy, or does not show in answers.
  case patchPassedOver = "LB0120"

  /// A name in an AuthorizationPolicy that no caller can have.
  case impossibleIdentity = "LB0130"
  /// A CUSTOM policy whose provider is missing or broken, so that it refuses.
  case missingProvider = "LB0131"

  // Why a rule does not act: LB0140–LB0154
  /// A rule that its `exportTo` keeps from the client's namespace.
  case ruleNotExported = "LB0140"
  /// A rule or service that the client's Sidecar does not import.
  case ruleNotImported = "LB0141"
  /// A VirtualService whose gateways do not include those that the proxy stands for.
  case ruleForOtherGateways = "LB0142"
  /// A match that cannot hold for the client: labels, namespace, gateways or port.
  case matchForOthers = "LB0143"
  /// HTTP rules for a port that is declared to carry something else.
  case portWithoutHTTP = "LB0144"
  /// A rule for a host that has no such port.
  case hostWithoutPort = "LB0145"
  /// A rule for a host that a more specific host hides.
  case hiddenBySpecificHost = "LB0146"
  /// A route that no request reaches, since one before it takes them all.
  case routeNeverReached = "LB0147"
  /// A delegate whose rules do not take their root's place, or a root without any left.
  case delegateDropped = "LB0148"
  /// A DestinationRule that is not looked at for the client and the host.
  case destinationRuleNotSeen = "LB0149"
  /// Settings that others replace as a whole.
  case settingsReplaced = "LB0150"
  /// A route to a cluster that the proxy does not have.
  case missingCluster = "LB0151"
  /// A subset that no pod belongs to.
  case subsetWithoutPods = "LB0152"
  /// A Gateway whose selector fits no pod.
  case gatewayWithoutPods = "LB0153"
  /// What istiod decides otherwise from push to push.
  case leftToChance = "LB0154"

  // What takes people by surprise: LB0155–LB0166
  /// Retries do not cover injected faults.
  case lessonFaultsAreNotRetried = "LB0155"
  /// `perTryTimeout` limits the first try, too.
  case lessonPerTryTimeoutOfFirstTry = "LB0156"
  /// `timeout` ends all tries together.
  case lessonTimeoutEndsAllTries = "LB0157"
  /// `maxEjectionPercent` of less than one host ejects nobody.
  case lessonEjectionShareEjectsNobody = "LB0158"
  /// `interval` does not delay an ejection.
  case lessonIntervalDoesNotDelayEjection = "LB0159"
  /// `outlierDetection` switches on failover by locality.
  case lessonEjectionSwitchesFailover = "LB0160"
  /// A prefix takes paths that go on without a slash.
  case lessonPrefixTakesMore = "LB0161"
  /// Rewriting a prefix to `/` doubles the slash behind it.
  case lessonRewriteDoublesSlash = "LB0162"
  /// Mirrored requests count against the receiver's limits.
  case lessonMirrorsCountAgainstLimits = "LB0163"
  /// `http2MaxRequests` limits HTTP/1.1, too.
  case lessonRequestLimitOfHTTP1 = "LB0164"
  /// Retries of several tiers multiply.
  case lessonRetriesMultiply = "LB0165"
  /// POST is retried like any other method.
  case lessonPostIsRetried = "LB0166"

  // What is found without a request: LB0167–LB0179
  /// A reference to an object that the input does not hold.
  case danglingReference = "LB0167"
  /// A field that the release does not act on.
  case fieldWithoutEffect = "LB0168"
  /// A comment that keeps nothing quiet, or gives no reason.
  case unusedIgnore = "LB0169"
  /// A destination without port of a service that has several.
  case destinationWithoutPort = "LB0170"
  /// An annotation that a label replaces.
  case deprecatedAnnotation = "LB0171"
  /// A port whose name declares no protocol.
  case undeclaredProtocol = "LB0172"
  /// Sidecars of one namespace for the same pods.
  case conflictingSidecars = "LB0173"
  /// A policy that selects no pod.
  case policyForNobody = "LB0174"
  /// A DestinationRule for a host that is no service.
  case policyForUnknownHost = "LB0175"
  /// TLS of a DestinationRule that verifies no server.
  case unverifiedServer = "LB0176"

  // What ambient mode brings along: LB0180–LB0189
  /// A rule of a namespace that the waypoint does not ask.
  case ruleNotAtWaypoint = "LB0180"
  /// A label that asks for a waypoint that is not there, or does not serve who asks.
  case waypointNotUsed = "LB0181"
  /// A waypoint whose Gateway has no ready pod.
  case waypointWithoutPods = "LB0182"
  /// A namespace or pod that is both injected and in ambient mode.
  case injectedAndAmbient = "LB0183"
  /// A waypoint's listener that is not HBONE at port 15008.
  case waypointListener = "LB0184"
  /// A rule about HTTP where a ztunnel carries it out, which knows connections alone.
  case policyForHTTPAtTunnel = "LB0185"
  /// A rule for a service in ambient mode that no waypoint applies.
  case ruleWithoutWaypoint = "LB0186"
  /// A sidecar or gateway that passes a waypoint by.
  case lessonWaypointPassedBy = "LB0187"
  /// A setting of istiod that is taken for granted, or that keeps something from acting.
  case assumedSetting = "LB0188"

  // What becomes of pods: LB0190–LB0199
  /// A connection that a pod's annotations keep from its sidecar.
  case sidecarPassedBy = "LB0190"
  /// An annotation whose value the injector does not take.
  case refusedByInjector = "LB0191"
  /// An Ingress that istiod does not take care of.
  case ingressOfOthers = "LB0192"
  /// A part of an Ingress that istiod leaves out.
  case ingressPartDropped = "LB0193"
  /// A StatefulSet whose Service the input does not hold.
  case missingGoverningService = "LB0195"

  // Experiments: LB0200–LB0299
  /// A name that no experiment of the project has.
  case unknownExperiment = "LB0200"
  /// A path or symbolic link that leads out of the experiment's folder.
  case pathEscapes = "LB0201"
  /// A hypothesis that predicts nothing.
  case missingPrediction = "LB0202"
  /// A URL that labbook's clients cannot call.
  case invalidURL = "LB0203"
  /// A client that would send without end at one instant.
  case clockNeverAdvances = "LB0204"
  /// A name that no rule version has.
  case unknownRuleVersion = "LB0205"
  /// A prediction about a client that the experiment does not have.
  case unknownClient = "LB0206"
  /// Rule versions that an experiment claims to tell apart and does not.
  case doesNotDiscriminate = "LB0207"
  /// A result block that names no figure or table.
  case unknownFigure = "LB0208"
  /// A switch that no release has.
  case unknownSwitch = "LB0209"
  /// A rule version that extends itself through others.
  case cyclicExtension = "LB0210"
  /// A prediction or block about a hypothesis that the experiment does not have.
  case unknownHypothesis = "LB0211"
  /// Two things that share a name which must be unique.
  case duplicateIdentifier = "LB0212"
  /// No folder with `Experiments/` around the user.
  case noProjectRoot = "LB0213"
  /// A slot that the page's shell does not have.
  case unknownSlot = "LB0214"
  /// A text that is given in one of the project's languages only.
  case missingTranslation = "LB0215"
  /// A workload, proxy, service or response flag in a prediction that nothing has.
  case unknownName = "LB0216"
  /// A release that is not known, for which the nearest one stands.
  case nearestRelease = "LB0217"
  /// The runs would be more work than is taken on.
  case tooMuchWork = "LB0218"
  /// A host that several gateways serve, so that the question must say which is meant.
  case severalGateways = "LB0220"
  /// A name by which a gateway is asked for and that none has.
  case unknownGateway = "LB0221"
  /// A revision or path that a git repository does not have, or no repository at all.
  case unknownRevision = "LB0230"
  /// Two states of a mesh that have no proxy in common.
  case nothingInCommon = "LB0231"
  /// A recorded run that cannot be read: cut short, or of another form.
  case unreadableRun = "LB0232"

  // What else is found without a request: LB0240–LB0279
  /// A host that several VirtualServices have for the same clients.
  case sharedHost = "LB0240"
  /// An EnvoyFilter, which patches what no release promises.
  case internalsPatched = "LB0241"
  /// A patch that depends on what other patches of its priority have made.
  case relativePatch = "LB0242"
  /// A patch whose operation its target does not have.
  case ineffectivePatch = "LB0243"
  /// Servers of several Gateways with one host and port.
  case conflictingGateways = "LB0244"
  /// A certificate that several Gateways of the same pods serve.
  case sharedCertificate = "LB0245"
  /// `image: auto` where nobody injects.
  case imageWithoutInjection = "LB0246"
  /// A Secret that the input does not hold.
  case missingSecret = "LB0247"
  /// A namespace with labels of several ways of injection.
  case severalInjectionLabels = "LB0248"
  /// A ServiceEntry of a TCP port without addresses.
  case entryWithoutAddress = "LB0249"
  /// A field that is deprecated.
  case deprecatedField = "LB0250"
  /// A Gateway's port that no Service leads to.
  case gatewayPortNotOffered = "LB0251"
  /// Rules of a service that a gateway does not ask.
  case rulesNotAskedAtGateway = "LB0252"
  /// A route by a token's claim where nobody reads tokens.
  case claimWithoutToken = "LB0253"
  /// ServiceEntries that say different protocols of one host and port.
  case conflictingEntryProtocols = "LB0254"
  /// Services that lead to one port of the same pods and differ.
  case conflictingServices = "LB0255"
  /// A check that says nothing of a place until a broken object is corrected.
  case checkWaits = "LB0256"
  /// A Gateway's listener to which no route attaches.
  case listenerWithoutRoutes = "LB0257"

  // The command line: LB0300–LB0399
  /// A command, option or argument that labbook does not have.
  case usage = "LB0300"
  /// A report that is not what a run gives.
  case staleReport = "LB0301"
  /// Something that cannot be written.
  case unwritable = "LB0302"
  /// An output folder that is, holds or lies in what labbook reads.
  case refusedOutputFolder = "LB0303"
  /// A file that is not labbook's own stands where one of its files would.
  case fileInTheWay = "LB0304"
  /// Output that could not be written.
  case undelivered = "LB0305"
  /// An answer that its author wrote for other verdicts than the runs gave.
  case staleAnswer = "LB0306"

  // Publishing: LB0310–LB0329
  /// A setting of `labbook.yaml` that no site can have.
  case invalidSite = "LB0310"
  /// An experiment whose recorded run is missing, or of other files than it has now.
  case unpublishableRun = "LB0311"
  /// A name that the site needs for a page of its own, or that is given twice.
  case takenSiteName = "LB0312"
  /// A link of a page that leads nowhere within the site.
  case brokenLink = "LB0313"
  /// A program that is needed and not installed, or that failed.
  case missingProgram = "LB0314"
  /// A port on which a preview cannot listen.
  case unusablePort = "LB0315"

  // Prose: LB0330–LB0359
  /// A link of prose that leads nowhere.
  case deadLink = "LB0330"
  /// A file that prose refers to and that is not published.
  case unpublishable = "LB0331"
  /// Something in prose that the page shows otherwise than GitHub does.
  case notAsOnGitHub = "LB0332"
  /// A value in prose that the runs do not give.
  case unknownValue = "LB0333"
  /// A translation of a text that is another one today.
  case staleTranslation = "LB0334"
  /// A draft, which the list of experiments leaves out.
  case draft = "LB0335"
}
