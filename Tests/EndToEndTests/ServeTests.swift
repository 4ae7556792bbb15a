import Foundation
import Testing

/// `labbook serve`, asked by curl as a browser asks it.
@Suite struct ServeTests {
  /// Starts a preview at a free port, runs a script in which `$url` is its address, and ends it.
  private func serving(_ notebook: Notebook, _ script: String) throws -> Program.Result {
    try Program.shell(
      """
      exec 3>&2
      '\(Program.path)' serve --port 0 >url 2>log & server=$!
      trap 'kill $server' EXIT
      until [ -s url ] && grep -qE 's$' log; do sleep 0.05; done
      url=$(head -1 url)
      status() { curl -s -o body -w '%{http_code}' "$@"; }
      wait_for() { for _ in $(seq 200); do curl -s "$url$1" | grep -q "$2" && return; sleep 0.05; done; echo "no $2 at $1"; cat log; }
      \(script)
      """, in: notebook.root)
  }

  @Test func pagesAreServedFromMemoryToThisMachineAlone() throws {
    let notebook = try Notebook(small: ["one"])
    let result = try serving(
      notebook,
      """
      echo $(status "$url") $(status "${url}one/") $(status "${url}one") $(status "${url}labbook.css")
      echo $(status --path-as-is "${url}../labbook.yaml") $(status --path-as-is "$url%2e%2e/%2e%2e/etc/passwd")
      echo $(status "${url}Experiments/one/experiment.yaml") $(status "${url}nothing")
      echo $(status -H 'Host: evil.example' "$url") $(status -H 'Host: localhost' "$url") $(status -X POST "$url")
      curl -s "${url}one/" | grep -o "script-src 'sha256-[^']*'; connect-src 'self'" | wc -l
      curl -sI "$url" | grep -i -c 'cache-control: no-store'
      case $url in http://127.0.0.1:*) echo loopback;; esac
      [ -e output ] && echo written
      """)
    #expect(
      result.output.split(separator: "\n") == [
        "200 200 301 200", "404 404", "404 404", "421 200 501", "1", "1", "loopback",
      ], "\(result.output)\(result.errors)")
  }

  @Test func whatChangesIsMadeAnewAndTold() throws {
    let notebook = try Notebook(small: ["one"])
    let result = try serving(
      notebook,
      """
      curl -sN --max-time 10 "${url}.labbook/changes" >events & listener=$!
      printf '# A heading\\n\\nNew words.\\n' > Experiments/one/notebook.md
      wait_for one/ 'New words'
      sed -i 's/A caller and a server/Another title/' Experiments/one/experiment.yaml
      wait_for one/ 'Another title'
      printf '```labbook figure=nothing\\n```\\n' > Experiments/one/notebook.md
      wait_for one/ 'notebook.md:1:1'
      printf 'title: [' > Experiments/one/experiment.yaml
      wait_for one/ 'experiment.yaml:[0-9]*:[0-9]*: error'
      sleep 0.2
      kill $listener
      grep -c '^data: ' events
      """)
    let count = Int(result.output.split(separator: "\n").last ?? "")
    #expect((count ?? 0) >= 4, "\(result.output)\(result.errors)")
    #expect(!result.output.contains("no "), "\(result.output)")
  }

  @Test func aPortThatIsTakenIsTold() throws {
    let notebook = try Notebook(small: ["one"])
    let result = try serving(
      notebook,
      """
      port=${url##*:}; port=${port%/}
      timeout 10 '\(Program.path)' serve --port "$port" 2>&1; echo "status $?"
      """)
    #expect(result.output.contains("error[LB0315]"), "\(result.output)")
    #expect(result.output.contains("status 65"))
    #expect(result.output.contains("hint: name another with --port"))
  }

  @Test(arguments: ["x", "65536", "-1", ""])
  func aPortThatIsNoneIsUsage(port: String) throws {
    let notebook = try Notebook(small: ["one"])
    #expect(try Program.run(["serve", "--port=\(port)"], in: notebook.root).status == 64)
  }
}
