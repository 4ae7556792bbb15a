import Testing

@testable import Commands

@Suite struct ArgumentParserTests {
  @Test func takesOptionsBeforeAndAfterArguments() throws {
    let invocation = try ArgumentParser.parse([
      "--root", "/tmp", "run", "a", "--rules=naive,istio-1.20", "b", "-j4", "--check", "--", "--c",
    ])
    #expect(invocation.request == .command(.run))
    #expect(invocation.arguments == ["a", "b", "--c"])
    #expect(invocation.names("rules") == ["naive", "istio-1.20"])
    #expect(invocation.value("jobs") == "4")
    #expect(invocation.value("root") == "/tmp")
    #expect(invocation.has("check"))
  }

  @Test func joinsLettersOfFlags() throws {
    let invocation = try ArgumentParser.parse([
      "curl", "-siv", "-HA: b", "-H", "C: d", "-ojson", "--from", "x", "http://y/",
    ])
    #expect(["silent", "include", "verbose"].allSatisfy(invocation.has))
    #expect(invocation.all("header") == ["A: b", "C: d"])
    #expect(invocation.value("output") == "json")
  }

  @Test(arguments: [
    (["--help"], Invocation.Request.help(nil)), (["-h"], .help(nil)), (["help"], .help(nil)),
    (["run", "--help"], .help(.run)), (["help", "run"], .help(.run)),
    (["help", "rules", "diff"], .help(.rulesDiff)), (["rules", "--help"], .group("rules")),
    (["rules"], .group("rules")),
    (["--version"], .version), (["--limits"], .limits),
    (["proxy-config", "routes", "a"], .command(.proxyConfigRoutes)),
  ])
  func findsTheCommand(arguments: [String], request: Invocation.Request) throws {
    #expect(try ArgumentParser.parse(arguments).request == request)
  }

  @Test(arguments: [
    ([], UsageError.noCommand), (["--check"], .unknownOption("--check", near: nil)),
    (["rnu"], .unknownCommand("rnu", near: "run")),
    (["rules", "lits"], .unknownCommand("rules lits", near: "rules list")),
    (["run", "--rule", "a"], .unknownOption("--rule", near: "--rules")),
    (["run", "-x"], .unknownOption("-x", near: nil)),
    (["run", "--seed"], .missingValue("--seed")),
    (["run", "--check=1"], .unexpectedValue("--check")),
    (["run", "--seed", "1", "--seed", "2"], .repeated("--seed")),
    (["list", "a"], .argumentCount(.list, given: 1)),
    (["rules", "diff", "a"], .argumentCount(.rulesDiff, given: 1)),
    (["help", "nothing"], .unknownCommand("nothing", near: nil)),
  ])
  func namesTheMistake(arguments: [String], error: UsageError) {
    #expect(throws: error) { try ArgumentParser.parse(arguments) }
  }

  @Test func everyCommandIsInTheTableOnce() {
    let names = CommandRegister.commands.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(Set(names) == Set(CommandName.allCases))
  }

  @Test(arguments: CommandRegister.commands)
  func helpFitsEightyColumns(command: CommandSpecification) {
    for line in Help.text(of: command).split(separator: "\n") where !line.contains("labbook ") {
      #expect(line.count <= 80, "\(line)")
    }
  }

  @Test func overviewFitsEightyColumns() {
    for line in Help.overview.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
  }
}
