extension [String] {
  /// The only name within two edits, or within a third of its length; `nil` where none or several
  /// are as near.
  public func nearest(to word: String) -> String? {
    guard word.utf8.count <= 64 else { return nil }
    let distances = Set(self).map { ($0, editDistance($0.lowercased(), word.lowercased())) }
    guard let best = distances.map(\.1).min(), best <= Swift.max(2, word.count / 3),
      best < word.count
    else { return nil }
    let near = distances.filter { $0.1 == best }
    return near.count == 1 ? near[0].0 : nil
  }
}

extension [String] {
  /// The nearest host name: what the names have in common at their ends does not make them alike.
  public func nearestHost(to host: String) -> String? {
    let word = host.lowercased().split(separator: ".").map(String.init)
    var near: [String] = []
    for name in self where !name.hasPrefix("*") && !near.contains(name) {
      let other = name.lowercased().split(separator: ".").map(String.init)
      var common = 0
      while common < Swift.min(word.count, other.count) - 1,
        word[word.count - 1 - common] == other[other.count - 1 - common]
      {
        common += 1
      }
      let own = word.dropLast(common).joined(separator: ".")
      let its = other.dropLast(common).joined(separator: ".")
      if own != its, [its].nearest(to: own) != nil { near.append(name) }
    }
    return near.count == 1 ? near.first : near.nearest(to: host)
  }
}

/// Levenshtein's distance, with neighbours swapped counted as one edit (optimal string alignment).
private func editDistance(_ first: String, _ second: String) -> Int {
  let (a, b) = (Array(first), Array(second))
  guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
  var rows = [Array(0...b.count)]
  for i in 1...a.count {
    var row = [i] + Array(repeating: 0, count: b.count)
    for j in 1...b.count {
      let substituted = rows[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
      row[j] = min(rows[i - 1][j] + 1, row[j - 1] + 1, substituted)
      if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
        row[j] = min(row[j], rows[i - 2][j - 2] + 1)
      }
    }
    rows.append(row)
  }
  return rows[a.count][b.count]
}
