import Testing

@testable import Publication

/// What is folded away reaches readers whose generator does not read folds.
@Suite struct FoldTests {
  private static let page = """
    # T

    <details>
    <summary>a_b &amp; *c*</summary>

    | d |
    | - |

    ```html
    <details>
    ```

    </details>
    """

  private static let open = """
    # T

    **a\\_b &amp; \\*c\\***

    | d |
    | - |

    ```html
    <details>
    ```

    """

  @Test(arguments: [
    (SiteGenerator.hugo, open), (.mkdocs, open), (.docusaurus, page),
  ])
  func standOpenWhereTheyAreNotRead(_ generator: SiteGenerator, _ text: String) {
    #expect(generator.withReadableFolds(Self.page) == text)
  }
}
