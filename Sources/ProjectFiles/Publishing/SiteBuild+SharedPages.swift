internal import Diagnostics
internal import Laboratory
internal import Notebook
internal import Publication
internal import Report

/// A recorded run as it is published.
struct PublishedRecord {
  /// Of its file.
  var bytes: [UInt8]
  /// In the languages of the site.
  var restricted: RunRecord
}

extension [OutputFile] {
  /// The files with a run's own bytes in the place of those that were made of its record.
  func replacing(_ record: [UInt8]) -> [OutputFile] {
    map { file in
      file.path.hasSuffix("/\(RunRecordFile.name)")
        ? OutputFile(path: file.path, bytes: record) : file
    }
  }
}

extension SiteBuild {
  /// The pages that all experiments share: the index, the comparisons of releases, the codes of
  /// findings.
  func sharedPages(
    _ pages: SitePages, _ recorded: OutputFolder, _ entries: [IndexEntry],
    _ findings: inout DistinctDiagnostics
  ) throws(OutputProblem) -> [OutputFile] {
    let languages = site.description.languages
    let comparisons = SitePages.recordedComparisons(in: recorded).map { comparison in
      var comparison = comparison
      for index in comparison.experiments.indices {
        comparison.experiments[index].title =
          comparison.experiments[index].title.restricted(to: languages)
      }
      return comparison
    }
    let compared = try pages.comparisons(comparisons, of: entries.map(\.record))
    let index = pages.index(of: entries, comparisons)
    let codes = Report.codes(
      codes, retired: retired, templates: pages.templates, labbookVersion: site.labbookVersion)
    findings.add(compared.diagnostics + index.diagnostics + codes.diagnostics)
    return index.files + compared.files + codes.files
  }

  /// The pictures of cards; one that the site has already is taken as it is, where it was made of
  /// the same drawing.
  func pictures(
    _ cards: [SitePublisher.CardPicture], _ findings: inout DistinctDiagnostics
  ) -> [OutputFile] {
    guard let raster else { return [] }
    return cards.compactMap { card in
      let drawing = String(card.path.dropLast("png".count)) + "svg"
      if published.contents(drawing) == Array(card.svg.utf8),
        let picture = published.contents(card.path)
      {
        return OutputFile(path: card.path, bytes: picture)
      }
      do throws(CardRaster.Problem) {
        return OutputFile(path: card.path, bytes: try raster.picture(of: card.svg))
      } catch {
        findings.add([Diagnostic(.missingProgram, error.words)])
        return nil
      }
    }
  }
}
