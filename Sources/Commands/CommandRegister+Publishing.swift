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
}
