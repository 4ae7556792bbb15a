/// The register of findings. A code is never given a second meaning; retired codes stay listed.
public enum DiagnosticCode: String, Hashable, Sendable, CaseIterable {
  // Reading: LB0001–LB0099
  case unreadableFile = "LB0001"
  case unreadableYAML = "LB0002"
  case limitExceeded = "LB0003"
  case duplicateKey = "LB0004"
  case unknownField = "LB0005"
  case wrongType = "LB0006"
  case missingField = "LB0007"
  case invalidValue = "LB0008"
  case notAnObject = "LB0009"
  case unknownKind = "LB0010"
  case unknownVersion = "LB0011"
  case duplicateResource = "LB0012"
  case binaryInput = "LB0013"
  case contradictingFields = "LB0014"

  // The mesh: LB0100–LB0199
  case notModelled = "LB0100"
  case refusedByAdmission = "LB0101"
  case unknownPod = "LB0102"
  case assumedInjection = "LB0103"
  case tieDecidesHost = "LB0104"
  case shadowedRule = "LB0105"
  case unresolvedHost = "LB0106"
  case admissionWarning = "LB0107"

  // Experiments: LB0200–LB0299
  case unknownExperiment = "LB0200"
  case pathEscapes = "LB0201"
  case missingPrediction = "LB0202"
  case invalidURL = "LB0203"
  case clockNeverAdvances = "LB0204"
  case unknownRuleVersion = "LB0205"
  case unknownClient = "LB0206"
  case doesNotDiscriminate = "LB0207"
  case unknownFigure = "LB0208"
  case unknownSwitch = "LB0209"
  case cyclicExtension = "LB0210"
  case unknownHypothesis = "LB0211"
  case duplicateIdentifier = "LB0212"
  case noProjectRoot = "LB0213"
  case unknownSlot = "LB0214"
  case missingTranslation = "LB0215"

  // The command line: LB0300–LB0399
  case usage = "LB0300"
  case staleReport = "LB0301"
  case unwritable = "LB0302"
}
