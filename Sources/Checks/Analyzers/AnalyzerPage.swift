internal import Diagnostics

/// `Documentation/istioctl-analyze.md`, from the tables of codes and exceptions.
public enum AnalyzerPage {
  /// The page in Markdown.
  public static var text: String {
    let said = AnalyzerCode.all.filter { $0.reason == nil }.map { code in
      "| \(code.code) | \(code.name) | \(code.counterparts.joined(separator: ", ")) |"
    }
    let unsaid = AnalyzerCode.all.compactMap { code in
      code.reason.map { "| \(code.code) | \(code.name) | \($0) |" }
    }
    let exceptions =
      ["| any | \(AnalyzerException.waiting) |"]
      + AnalyzerException.all.map { exception in
        "| \(exception.code ?? "any") | \(exception.reason) |"
      }
    let own = Check.all.filter(\.explanation.istioCodes.isEmpty).map(\.explanation)
      .sorted { $0.code.rawValue < $1.code.rawValue }
      .map { "| \($0.code.rawValue) | \($0.title) |" }
    return
      (lead + ["| istioctl | what it calls it | labbook |", "|---|---|---|"] + said
      + [
        "", "## What labbook does not say", "", "| istioctl | what it calls it | why |",
        "|---|---|---|",
      ] + unsaid
      + [
        "", "## Findings of one object that labbook does not share", "",
        "`Conformance --analysis` holds `labbook check` against what istioctl says of the 752 "
          + "meshes of the corpus: every finding has its counterpart at the same object and line "
          + "(where istioctl names an object's first line, at a field of it), or is one of these.",
        "", "| istioctl | why |", "|---|---|",
      ] + exceptions
      + [
        "", "## What labbook alone says", "",
        "Beside everything that reading and admission find.", "", "| labbook | what it is |",
        "|---|---|",
      ] + own + [""]).joined(separator: "\n")
  }

  private static let lead = [
    "# labbook check and istioctl analyze", "",
    "What `istioctl analyze` 1.30.3 finds, and which check of labbook's says the same. This page "
      + "is printed from the checks; `LABBOOK_UPDATE_SNAPSHOTS=1 swift test --filter "
      + "AnalyzerPageTests` writes it anew.", "",
  ]
}
