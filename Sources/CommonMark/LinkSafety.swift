/// Which addresses a page may point to.
public enum LinkSafety {
  /// `http`, `https` and `mailto`, and paths within the site.
  public static func isSafe(link address: String) -> Bool {
    guard !address.isEmpty, !hasControl(address) else { return false }
    if let scheme = scheme(of: address) {
      return ["http", "https", "mailto"].contains(scheme.lowercased())
    }
    return !address.hasPrefix("//") && !address.hasPrefix("\\")
  }

  /// Paths below the page's folder.
  public static func isSafe(image address: String) -> Bool {
    guard isSafe(link: address), scheme(of: address) == nil, !address.hasPrefix("/") else {
      return false
    }
    return !address.split(separator: "/").contains("..")
  }

  /// What stands before the first colon, where no slash, question or number sign comes before it.
  private static func scheme(of address: String) -> Substring? {
    guard let end = address.firstIndex(where: { ":/?#".contains($0) }), address[end] == ":" else {
      return nil
    }
    return address[..<end]
  }

  private static func hasControl(_ address: String) -> Bool {
    address.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
  }
}
