/// The manual page labbook(1) in roff, made from the table of commands.
package enum ManualPage {
  /// The page.
  ///
  /// `version` is labbook's own.
  package static func text(version: String) -> String {
    var lines = [
      ".TH LABBOOK 1 \"\" \"labbook \(version)\" \"User Commands\"", ".SH NAME",
      "labbook \\- an experiment notebook for service\\-mesh traffic rules", ".SH SYNOPSIS",
      ".B labbook", ".I COMMAND", "[options]", ".SH DESCRIPTION",
      escaped(
        "Compiles Kubernetes' and Istio's manifests as istiod does, simulates Envoy, judges "
          + "hypotheses and writes reports, without a cluster."),
      ".SH COMMANDS",
    ]
    for command in CommandRegister.commands { lines += entry(command) }
    lines.append(".SH OPTIONS")
    lines += (CommandRegister.common + CommandRegister.alone).flatMap(option)
    lines += [".SH EXIT STATUS"]
    for (status, words) in statuses { lines += [".TP", "\\fB\(status)\\fR", escaped(words)] }
    lines += [
      ".SH FILES", ".TP", ".I Experiments/NAME/experiment.yaml", "An experiment.", ".TP",
      ".I labbook.yaml", "What the published site is called, and where it will be.", ".TP",
      ".I output/", "The reports, with a list of the files that labbook wrote.",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  private static let statuses = [
    ("0", "Everything is as expected."),
    ("1", "A verdict is not the expected one, a report is stale, or an answer changed."),
    ("2", "A verdict is undecided where one was expected."), ("64", "Usage."), ("65", "Bad input."),
    ("70", "labbook's own fault."), ("74", "Something could not be written."),
  ]

  private static func entry(_ command: CommandSpecification) -> [String] {
    let arguments = command.arguments.isEmpty ? "" : " \\fI\(escaped(command.arguments))\\fR"
    var lines = [
      ".SS \"labbook \(escaped(command.name.rawValue))\"",
      "\\fBlabbook \(escaped(command.name.rawValue))\\fR\(arguments) [options]", ".PP",
      escaped(command.summary) + ".",
    ]
    if !command.discussion.isEmpty { lines += [".PP", escaped(command.discussion)] }
    lines += command.options.flatMap(option)
    if !command.examples.isEmpty {
      lines += [".PP", "Examples:", ".PP", ".nf"] + command.examples.map { "    " + escaped($0) }
      lines.append(".fi")
    }
    return lines
  }

  private static func option(_ option: OptionSpecification) -> [String] {
    let letter = option.letter.map { "\\fB\\-\($0)\\fR, " } ?? ""
    let value = option.value.map { " \\fI\(escaped($0))\\fR" } ?? ""
    return [
      ".TP", "\(letter)\\fB\\-\\-\(escaped(option.name))\\fR\(value)", escaped(option.summary),
    ]
  }

  /// Text that roff prints as it is.
  static func escaped(_ text: String) -> String {
    let plain = text.replacing("\\", with: "\\(rs").replacing("-", with: "\\-")
      .replacing("…", with: "...").replacing("“", with: "\\(lq").replacing("”", with: "\\(rq")
    return plain.hasPrefix(".") || plain.hasPrefix("'") ? "\\&" + plain : plain
  }
}
