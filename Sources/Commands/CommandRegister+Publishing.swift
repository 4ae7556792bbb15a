/// The commands that bring a notebook to its readers.
extension CommandRegister {
  /// `labbook publish`.
  package static let publish = CommandSpecification(
    name: .publish, arguments: "", argumentCount: 0...0,
    summary: "Makes a static site of the recorded runs, ready for any web server",
    discussion: "Pages of experiments, releases and findings, a search that needs no server, feed, "
      + "sitemap, cards for links, downloads. labbook.yaml at the project's top names it (name, "
      + "baseURL, description, author, languages, logo, repository, branch, edit, aliases). Nothing "
      + "is run: where a recorded run is not the one that an experiment would give, nothing is "
      + "published and the exit status is 1. The site is written whole or not at all; every link "
      + "within it leads somewhere.",
    options: [
      OptionSpecification(
        name: "output", value: "DIR", summary: "Where the site goes; else site/ of the project"),
      OptionSpecification(
        name: "overwrite", summary: "Replaces files that are in the way"),
    ],
    examples: ["labbook run && labbook publish", "labbook publish --output public"])

  /// `labbook serve`.
  package static let serve = CommandSpecification(
    name: .serve, arguments: "", argumentCount: 0...0,
    summary: "Shows the notebook in a browser while you write",
    discussion: "Serves the pages on 127.0.0.1, makes anew what has changed, runs what has to be "
      + "run, and has the page load itself again. What is wrong is shown on the page, at its line. "
      + "Nothing is written; recorded runs that are up to date are used. Ends with Ctrl-C.",
    options: [
      OptionSpecification(
        name: "port", value: "N", summary: "Where to listen; else 8765, and 0 is any free port")
    ],
    examples: ["labbook serve", "labbook serve --port 0"])

  /// `labbook export`.
  package static let export = CommandSpecification(
    name: .export, arguments: "NAME", argumentCount: 1...1,
    summary: "Writes an experiment's page as one file: HTML, Markdown or PDF",
    discussion: "Style and figures are in the file, so that it can be sent or put anywhere. PDF is "
      + "printed by Chromium, where it is installed. --for adds the front matter that a site "
      + "generator reads. The recorded run must be up to date, as for publish.",
    options: [
      OptionSpecification(
        name: "format", value: "FORM", summary: "html (else), markdown (or md), pdf"),
      OptionSpecification(
        name: "for", value: "GENERATOR",
        summary: "hugo, docusaurus or mkdocs: Markdown with its front matter"),
      OptionSpecification(name: "lang", value: "TAG", summary: "The page's language; else en"),
      OptionSpecification(
        name: "output", value: "FILE", summary: "Where it goes; else standard output, but for PDF"),
      OptionSpecification(name: "overwrite", summary: "Replaces a file that is there"),
    ],
    examples: [
      "labbook export who-refuses > who-refuses.html",
      "labbook export who-refuses --for hugo --output content/who-refuses.md",
    ])

  /// `labbook init`.
  package static let initialize = CommandSpecification(
    name: .initialize, arguments: "[DIR]", argumentCount: 0...1,
    summary: "Makes a notebook: a first experiment, labbook.yaml, a workflow",
    discussion: "With --from-manifests the experiment has these manifests, a client for each of "
      + "their services, and claims to fill in. Nothing that is there is replaced.",
    options: [
      OptionSpecification(
        name: "from-manifests", value: "DIR", summary: "Manifests that the experiment begins from")
    ],
    examples: ["labbook init notes", "labbook init notes --from-manifests deploy/"])

  /// `labbook completions`.
  package static let completions = CommandSpecification(
    name: .completions, arguments: "SHELL", argumentCount: 1...1,
    summary: "Prints a script by which bash, zsh or fish completes command lines", options: [],
    examples: ["labbook completions bash > /etc/bash_completion.d/labbook"])

  /// `labbook man`.
  package static let man = CommandSpecification(
    name: .man, arguments: "", argumentCount: 0...0,
    summary: "Prints the manual page, in roff", options: [],
    examples: ["labbook man | man -l -"])
}
