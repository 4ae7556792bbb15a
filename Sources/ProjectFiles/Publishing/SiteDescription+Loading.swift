package import Diagnostics
internal import Foundation
internal import Manifests
package import Notebook

extension SiteDescription {
  /// What the project's `labbook.yaml` says; defaults where there is none.
  package static func load(
    _ project: Project
  ) -> (description: SiteDescription, diagnostics: [Diagnostic]) {
    let path = "\(project.root)/\(SiteDescriptionReader.fileName)"
    guard FileSystemPath.exists(path) else { return (SiteDescription(), []) }
    let shown = project.shown + SiteDescriptionReader.fileName
    let limit = ReadingLimits.standard.fileByteCount
    switch FileReader.regularFile(path, limit: limit, within: project.root) {
    case .success(let bytes):
      return SiteDescriptionReader.read(ManifestSource(name: shown, bytes: bytes))
    case .failure(let problem):
      let place = SourceLocation(file: shown, line: 1, column: 1)
      return (SiteDescription(), [problem.diagnostic(shown, limit: limit, at: place)])
    }
  }

  /// A logo has at most so many bytes.
  private static let logoByteLimit = 1 << 20

  /// The bytes of the logo; `nil` where none is named, or with the finding why it cannot be used.
  package func logoBytes(in project: Project) -> (bytes: [UInt8]?, diagnostics: [Diagnostic]) {
    guard let logo else { return (nil, []) }
    let place = places.location(of: FieldPath().key("logo"))
    switch FileReader.regularFile(
      "\(project.root)/\(logo)", limit: Self.logoByteLimit, within: project.root)
    {
    case .success(let bytes):
      guard Self.isPicture(bytes, named: logo) else {
        return (
          nil,
          [
            Diagnostic(
              .invalidSite,
              "the logo “\(logo.quotedForDiagnostics)” is no PNG, or no SVG without scripts",
              at: place)
          ]
        )
      }
      return (bytes, [])
    case .failure(let problem):
      return (nil, [problem.diagnostic(logo, limit: Self.logoByteLimit, at: place)])
    }
  }

  private static func isPicture(_ bytes: [UInt8], named name: String) -> Bool {
    if name.lowercased().hasSuffix(".png") {
      return bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    }
    let text = String(decoding: bytes, as: UTF8.self).lowercased()
    return text.contains("<svg")
      && !["<script", "javascript:", "<foreignobject", "<!entity", " on"].contains {
        $0 == " on" ? text.contains(/\son[a-z]+\s*=/) : text.contains($0)
      }
  }
}
