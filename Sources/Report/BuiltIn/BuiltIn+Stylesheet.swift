extension BuiltIn {
  /// The stylesheet of pages, without that of figures. Equal to `Templates/labbook.css`, which a test compares.
  // swift-format-ignore
  static let stylesheet = #"""
    /* labbook: one stylesheet for every page. Light and dark, phone and print, no web fonts. */
    :root {
      color-scheme: light dark;
      --paper: #ffffff; --raised: #f6f8fa; --ink: #1b1f24; --muted: #57606a; --rule: #d5dae0;
      --link: #0a5fb4; --ok: #176f31; --ok-soft: #dafbe1; --fail: #b81f29; --fail-soft: #ffe3e0;
      --open: #7a5200; --open-soft: #fff2cc; --none: #6639ba; --none-soft: #efe6ff; --target: #fff6d6;
      --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Apple SD Gothic Neo",
        "Malgun Gothic", "Noto Sans KR", "Noto Sans CJK KR", sans-serif;
      --mono: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", "Noto Sans Mono CJK KR",
        monospace;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --paper: #12161c; --raised: #1b2129; --ink: #e6edf3; --muted: #a3afbb; --rule: #333c47;
        --link: #7fb7f5; --ok: #6fdc8c; --ok-soft: #12351f; --fail: #ff9d95; --fail-soft: #43191a;
        --open: #e8bf5a; --open-soft: #3a2e0b; --none: #c7b0f8; --none-soft: #2c2147;
        --target: #3a3413;
      }
    }
    * { box-sizing: border-box; }
    html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
    body {
      margin: 0; background: var(--paper); color: var(--ink);
      font: 1.0625rem/1.62 var(--sans); word-break: keep-all; overflow-wrap: break-word;
    }
    header, main, footer { max-width: 54rem; margin: 0 auto; padding: 0 1.25rem; }
    header { padding-top: 1rem; }
    nav { display: flex; gap: 1rem; justify-content: space-between; align-items: baseline; }
    nav a { display: inline-block; padding: .35rem .25rem; }
    nav .home { font-weight: 650; letter-spacing: .01em; text-decoration: none; color: var(--ink); }
    nav .home::before { content: "◧"; margin-right: .45em; color: var(--link); }
    footer { margin-top: 4rem; padding-top: 1rem; padding-bottom: 2.5rem; color: var(--muted); font-size: .875rem; }
    footer p { border-top: 1px solid var(--rule); padding-top: 1rem; }
    .skip { position: absolute; left: -100rem; top: 0; }
    .skip:focus { left: .5rem; top: .5rem; background: var(--paper); padding: .5rem .75rem; z-index: 1; }
    a { color: var(--link); text-underline-offset: .18em; text-decoration-thickness: .06em; }
    a:focus-visible, summary:focus-visible, [tabindex]:focus-visible {
      outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px;
    }
    h1, h2, h3, h4 { line-height: 1.25; text-wrap: balance; margin: 0; }
    h1 { font-size: clamp(1.7rem, 1.2rem + 2.2vw, 2.4rem); letter-spacing: -.015em; margin: 2rem 0 .75rem; }
    h2 { font-size: 1.5rem; letter-spacing: -.01em; margin: 3.25rem 0 1rem; padding-top: 1.25rem; border-top: 1px solid var(--rule); }
    h3 { font-size: 1.125rem; margin: 2.25rem 0 .6rem; }
    h4 { font-size: 1rem; margin: 1.75rem 0 .5rem; }
    .anchor { color: inherit; text-decoration: none; }
    .anchor:hover, .anchor:focus-visible { text-decoration: underline; text-decoration-color: var(--muted); }
    p, ul, ol { margin: .75rem 0; }
    ul, ol { padding-left: 1.35rem; }
    li { margin: .3rem 0; }
    li > p { margin: .3rem 0; }
    .question { font-size: 1.2rem; line-height: 1.55; color: var(--ink); margin: 0 0 1.75rem; max-width: 44rem; }
    .lead-in, .note, .cause { color: var(--muted); font-size: .95rem; }
    .lead-in { margin-bottom: .25rem; }
    .notice { border-left: 4px solid var(--open); background: var(--open-soft); padding: .5rem 1rem; margin: 1rem 0; border-radius: 0 6px 6px 0; }
    code { font-family: var(--mono); font-size: .875em; overflow-wrap: anywhere; }
    :not(pre) > code { background: var(--raised); border-radius: 4px; padding: .08em .3em; }
    pre { margin: 0; }
    main > pre, li > pre, blockquote > pre { background: var(--raised); padding: .9rem 1rem; border-radius: 8px; white-space: pre-wrap; }
    .code { background: var(--raised); border-radius: 8px; overflow-x: auto; margin: .5rem 0; }
    .code pre { padding: .9rem 1rem; min-width: max-content; line-height: 1.5; }
    .code code { overflow-wrap: normal; background: none; padding: 0; }
    .code .line { counter-increment: line; display: block; }
    .code pre:has(.line) { counter-reset: line; padding-left: 0; }
    .code .line::before {
      content: counter(line); display: inline-block; width: 2.9em; padding-right: 1em;
      text-align: right; color: var(--muted);
    }
    .code .line:target { background: var(--target); box-shadow: inset 3px 0 0 var(--link); }
    .command { border: 1px solid var(--rule); }
    .command code { user-select: all; font-size: .95rem; }
    .command pre::before { content: "$ "; color: var(--muted); font-family: var(--mono); }
    .reproduce { border: 1px solid var(--rule); border-radius: 10px; padding: .5rem 1.25rem 1rem; }
    details { margin: .75rem 0; }
    summary { cursor: pointer; padding: .3rem 0; }
    summary > p { display: inline; }
    .data > summary, .count { color: var(--muted); font-size: .9rem; }
    .others, .changes { border: 1px solid var(--rule); border-radius: 10px; padding: .25rem 1rem; }
    .manifest > summary code { font-weight: 600; }
    .scroll { overflow-x: auto; margin: 1rem 0; }
    table { border-collapse: collapse; width: 100%; font-size: .925rem; line-height: 1.45; }
    caption { caption-side: top; text-align: left; color: var(--muted); font-size: .875rem; padding: 0 0 .5rem; max-width: calc(100vw - 2.5rem); }
    th, td { text-align: left; vertical-align: top; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--rule); font-weight: 400; }
    thead th { font-weight: 600; border-bottom: 2px solid var(--rule); vertical-align: bottom; }
    th.number, td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
    th.number { white-space: normal; }
    .name { white-space: nowrap; }
    .theory { color: var(--muted); font-weight: 400; font-size: .85em; white-space: nowrap; }
    .matrix th, .matrix td { padding: .55rem .6rem; }
    .matrix th:first-child { padding-left: 0; }
    .matrix th[scope="row"] { min-width: 14rem; max-width: 24rem; }
    .matrix td, .matrix thead th:not(:first-child) { text-align: center; border-left: 1px solid var(--rule); }
    .matrix td { vertical-align: middle; }
    .cell-supported { background: var(--ok-soft); }
    .cell-refuted { background: var(--fail-soft); }
    .cell-undecided { background: var(--open-soft); }
    .judged td, .judged thead th:not(:first-child) { padding-left: .75rem; }
    .verdict { font-weight: 650; white-space: nowrap; }
    .verdict.supported, .outcome.answered { color: var(--ok); }
    .verdict.refuted, .outcome.refused, .outcome.server-error { color: var(--fail); }
    .verdict.undecided, .outcome.client-error { color: var(--open); }
    .outcome.no-response { color: var(--none); }
    .unexpected { font-size: .85em; color: var(--ink); }
    figure { margin: 1.75rem 0; }
    .picture { overflow-x: auto; }
    .picture svg { display: block; width: 100%; min-width: 40rem; height: auto; }
    figcaption { color: var(--muted); font-size: .925rem; margin-top: .5rem; }
    main img { display: block; max-width: 100%; height: auto; }
    .trace > ol { list-style: none; padding-left: 0; }
    .trace > ol > li { border-left: 2px solid var(--rule); padding: 0 0 .75rem 1.25rem; position: relative; margin: 0; }
    .trace > ol > li::before {
      content: ""; position: absolute; left: -.44rem; top: .5rem; width: .75rem; height: .75rem;
      border-radius: 50%; background: var(--paper); border: 2px solid var(--link);
    }
    .trace > ol > li:last-child { border-left-color: transparent; }
    .trace ul { font-size: .95rem; }
    .experiment { border: 1px solid var(--rule); border-radius: 12px; padding: 1.25rem 1.5rem; margin: 1.5rem 0; }
    .experiment .matrix table { font-size: .86rem; }
    .experiment .matrix th:not(:first-child), .experiment .matrix td { padding-left: .45rem; padding-right: .45rem; }
    .experiment .matrix th[scope="row"] { min-width: 9rem; }
    .experiment h2 { border: 0; margin: 0 0 .5rem; padding: 0; font-size: 1.3rem; }
    .experiment h2 a { text-decoration: none; }
    .experiment h2 a:hover { text-decoration: underline; }
    @media (max-width: 40rem) {
      body { font-size: 1rem; }
      header, main, footer { padding-left: 1rem; padding-right: 1rem; }
      .experiment { padding: 1rem; }
      li .name { white-space: normal; }
      .matrix th[scope="row"] { min-width: 10rem; }
    }
    @media print {
      :root {
        color-scheme: light;
        --paper: #ffffff; --raised: #f6f8fa; --ink: #000000; --muted: #444444; --rule: #bbbbbb;
        --link: #000000; --ok: #176f31; --ok-soft: #ffffff; --fail: #b81f29; --fail-soft: #ffffff;
        --open: #7a5200; --open-soft: #ffffff; --none: #6639ba; --none-soft: #ffffff;
      }
      nav, .skip { display: none; }
      header, main, footer { max-width: none; padding: 0; }
      .picture, tr, .experiment { break-inside: avoid; }
      h2, h3 { break-after: avoid; }
      .scroll, .picture, .code { overflow: visible; }
      .code pre { white-space: pre-wrap; min-width: 0; }
      details::details-content { content-visibility: visible; display: block; }
      main p a[href^="http"]::after { content: " (" attr(href) ")"; font-size: .85em; }
    }

    """#
}
