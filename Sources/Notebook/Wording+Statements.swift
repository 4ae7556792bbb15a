internal import Simulator

/// What was seen of statements about every request, with both counts: of how many requests it is
/// said, and how many the same clients made in all.
extension Wording {
  /// A counter-example's outcome, and how many counter-examples there are.
  typealias Example = (count: Int, outcome: Outcome)

  /// Every request had the properties.
  static func every(_ statement: Statement) -> LocalizedText {
    let population = statement.population
    let count = SentenceNumbers.count(statement.asked)
    let english: String
    if population.outcomeProperties.isEmpty {
      let isOne = statement.asked == 1
      let clauses = statement.properties.englishClauses(isOne ? .pastSingular : .pastPlural)
      english =
        "\(isOne ? "the" : "all") \(requests(statement.asked))\(population.englishPopulation) "
        + clauses
    } else {
      english =
        "\(of(statement)), every one \(statement.properties.englishClauses(.pastSingular))"
    }
    return LocalizedText([
      "en": english + englishMade(population, statement.made),
      "ko": "\(population.korean)요청 \(count)건 모두 \(statement.properties.koreanClauses(.past))"
        + koreanMade(population, statement.made),
    ])
  }

  /// Some requests had not all of the properties.
  static func exceptions(_ statement: Statement, _ example: Example) -> LocalizedText {
    let count = SentenceNumbers.count(example.count)
    let verb = example.count == 1 ? "was" : "were"
    return LocalizedText([
      "en": "\(of(statement)), \(count) \(verb) otherwise; the first: "
        + example.outcome.english + englishMade(statement.population, statement.made),
      "ko": "\(statement.population.korean)요청 \(SentenceNumbers.count(statement.asked))건 중 "
        + "\(count)건이 달랐다. 첫 반례: \(example.outcome.korean)"
        + koreanMade(statement.population, statement.made),
    ])
  }

  /// No request had all of the properties.
  static func none(_ statement: Statement) -> LocalizedText {
    LocalizedText([
      "en": "\(of(statement)), none \(statement.properties.englishClauses(.pastSingular))"
        + englishMade(statement.population, statement.made),
      "ko": "\(statement.population.korean)요청 \(SentenceNumbers.count(statement.asked))건 중 "
        + "\(statement.properties.koreanClauses(.adnominal)) 것은 없었다"
        + koreanMade(statement.population, statement.made),
    ])
  }

  /// Some requests had all of the properties.
  static func some(_ statement: Statement, _ example: Example) -> LocalizedText {
    let count = SentenceNumbers.count(example.count)
    let verb = example.count == 1 ? EnglishVerb.pastSingular : .pastPlural
    return LocalizedText([
      "en": "\(of(statement)), \(count) \(statement.properties.englishClauses(verb)); the first: "
        + example.outcome.english + englishMade(statement.population, statement.made),
      "ko": "\(statement.population.korean)요청 \(SentenceNumbers.count(statement.asked))건 중 "
        + "\(statement.properties.koreanClauses(.adnominal)) 것이 \(count)건 있었다. 첫 반례: "
        + example.outcome.korean + koreanMade(statement.population, statement.made),
    ])
  }

  private static func of(_ statement: Statement) -> String {
    let verb = statement.asked == 1 ? EnglishVerb.pastSingular : .pastPlural
    return "of the \(requests(statement.asked))\(statement.population.english(verb))"
  }

  /// `; 65,539 were made`, where the requests spoken of are not all that were made.
  static func englishMade(_ filter: RequestFilter, _ made: Int) -> String {
    guard filter != filter.population else { return "" }
    var text = "; \(SentenceNumbers.count(made)) \(made == 1 ? "was" : "were") made"
    if let client = filter.client { text += " by \(SentenceNumbers.name(client))" }
    if filter.during != nil { text += " in that time" }
    return text
  }

  /// The same in Korean, as a sentence of its own.
  static func koreanMade(_ filter: RequestFilter, _ made: Int) -> String {
    guard filter != filter.population else { return "" }
    let time = filter.during == nil ? "" : "그 시간에 "
    let client = filter.client.map { "\(SentenceNumbers.name($0))의 " } ?? ""
    return ". \(time)\(client)요청은 모두 \(SentenceNumbers.count(made))건이었다"
  }
}

extension Outcome {
  /// An outcome as a counter-example: also the flags that its client's proxy saw, where another
  /// proxy decided.
  fileprivate var english: String {
    Wording.describe(self) + (hasOtherFlags ? ", \(flags) at the caller" : "")
  }

  fileprivate var korean: String {
    Wording.describeInKorean(self) + (hasOtherFlags ? ", 호출자 쪽 \(flags)" : "")
  }

  private var hasOtherFlags: Bool {
    !flags.isEmpty && !decidingFlags.isEmpty && flags != decidingFlags
  }
}

extension LocalizedText {
  /// The text with something more at its end, in both of labbook's languages.
  func adding(english: String, korean: String) -> LocalizedText {
    LocalizedText([
      "en": text(in: "en") + english, "ko": text(in: "ko") + korean,
    ])
  }
}
