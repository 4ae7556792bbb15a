/// The style of figures, the same in the stylesheet of pages and in files of their own.
enum FigureStyle {
  /// Colours in light and dark; contrast 4.5 : 1 for text and 3 : 1 for shapes in both.
  static let lightColours = """
    --fig-paper: #ffffff; --fig-node: #f6f8fa; --fig-ink: #1b1f24; --fig-muted: #57606a;
    --fig-line: #7d8590; --fig-ok: #1a7f37; --fig-warn: #8a5c00; --fig-fail: #c4232d;
    --fig-none: #6639ba; --fig-ok-soft: #dafbe1; --fig-warn-soft: #fff2cc;
    --fig-fail-soft: #ffe3e0; --fig-none-soft: #efe6ff; --fig-accent: #0a5fb4;
    """

  static let darkColours = """
    --fig-paper: #12161c; --fig-node: #1b2129; --fig-ink: #e6edf3; --fig-muted: #a3afbb;
    --fig-line: #768390; --fig-ok: #57d078; --fig-warn: #e0b341; --fig-fail: #ff8b82;
    --fig-none: #bfa4f5; --fig-ok-soft: #12351f; --fig-warn-soft: #3a2e0b;
    --fig-fail-soft: #43191a; --fig-none-soft: #2c2147; --fig-accent: #7fb7f5;
    """

  /// Classes within `svg.figure`.
  static let rules = """
    svg.figure text { fill: var(--fig-ink); font-family: system-ui, -apple-system, "Segoe UI",
      Roboto, "Noto Sans", "Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans KR",
      "Noto Sans CJK KR", sans-serif; }
    svg.figure .t-title { font-size: 14px; font-weight: 600; }
    svg.figure .t-body { font-size: 12.5px; }
    svg.figure .t-small { font-size: 11.5px; }
    svg.figure .t-terminal { font-family: ui-monospace, "SF Mono", Menlo, Consolas,
      "DejaVu Sans Mono", "Noto Sans Mono CJK KR", monospace; font-size: 11px; white-space: pre; }
    svg.figure .muted { fill: var(--fig-muted); }
    svg.figure .halo { paint-order: stroke; stroke: var(--fig-paper); stroke-width: 4px;
      stroke-linejoin: round; }
    svg.figure text.bad { fill: var(--fig-fail); font-weight: 600; }
    svg.figure text.head { fill: var(--fig-muted); letter-spacing: .06em; }
    svg.figure .node { fill: var(--fig-node); stroke: var(--fig-line); stroke-width: 1.2; }
    svg.figure .glyph { fill: none; stroke: var(--fig-muted); stroke-width: 1.4;
      stroke-linejoin: round; stroke-linecap: round; }
    svg.figure .edge { fill: none; stroke-width: 2.2; }
    svg.figure .edge.ok { stroke: var(--fig-ok); }
    svg.figure .edge.warn { stroke: var(--fig-warn); stroke-dasharray: 9 4; }
    svg.figure .edge.fail { stroke: var(--fig-fail); stroke-dasharray: 4 4; }
    svg.figure .edge.mirror { stroke: var(--fig-none); stroke-dasharray: 1 5;
      stroke-linecap: round; }
    svg.figure .tip.mirror { fill: var(--fig-none); }
    svg.figure .tip.ok { fill: var(--fig-ok); }
    svg.figure .tip.warn { fill: var(--fig-warn); }
    svg.figure .tip.fail { fill: var(--fig-fail); }
    svg.figure .badge { fill: var(--fig-paper); stroke: var(--fig-accent); stroke-width: 1.4; }
    svg.figure .badge.refusing { fill: var(--fig-fail-soft); stroke: var(--fig-fail); }
    svg.figure .cross { fill: none; stroke: var(--fig-fail); stroke-width: 2.2;
      stroke-linecap: round; }
    svg.figure .lifeline { fill: none; stroke: var(--fig-line); stroke-width: 1;
      stroke-dasharray: 3 4; }
    svg.figure .message { fill: none; stroke-width: 1.8; }
    svg.figure .message.back { stroke-dasharray: 6 4; }
    svg.figure .message.call { stroke: var(--fig-accent); }
    svg.figure .message.ok { stroke: var(--fig-ok); }
    svg.figure .message.fail { stroke: var(--fig-fail); }
    svg.figure .tip.call { fill: var(--fig-accent); }
    svg.figure .curve { fill: none; stroke-width: 2; }
    svg.figure .curve-1 { stroke: var(--fig-accent); }
    svg.figure .curve-2 { stroke: var(--fig-fail); stroke-dasharray: 8 3; }
    svg.figure .curve-3 { stroke: var(--fig-ok); stroke-dasharray: 2 3; }
    svg.figure .curve-4 { stroke: var(--fig-none); stroke-dasharray: 10 3 2 3; }
    svg.figure .curve-5 { stroke: var(--fig-warn); stroke-dasharray: 5 5; }
    svg.figure .grid { fill: none; stroke: var(--fig-line); stroke-width: 1; opacity: .25; }
    svg.figure .axis { fill: none; stroke: var(--fig-line); stroke-width: 1; }
    svg.figure .cell.answered { fill: var(--fig-ok-soft); stroke: var(--fig-ok); }
    svg.figure .cell.client-error { fill: var(--fig-warn-soft); stroke: var(--fig-warn); }
    svg.figure .cell.refused, svg.figure .cell.server-error { fill: var(--fig-fail-soft);
      stroke: var(--fig-fail); }
    svg.figure .cell.no-response { fill: var(--fig-none-soft); stroke: var(--fig-none); }
    svg.figure .silent { fill: var(--fig-line); }
    svg.figure .mark { fill: none; stroke-width: 1.6; stroke-linecap: round; }
    svg.figure .mark.answered { stroke: var(--fig-ok); }
    svg.figure .mark.client-error { stroke: var(--fig-warn); }
    svg.figure .mark.refused, svg.figure .mark.server-error { stroke: var(--fig-fail); }
    svg.figure .mark.no-response { stroke: var(--fig-none); }
    svg.figure .screen { fill: #14181d; stroke: #4b5560; }
    svg.figure .screen-bar { fill: #262c34; }
    svg.figure text.on-screen { fill: #dfe5ec; }
    svg.figure text.screen-muted { fill: #9aa7b4; }
    svg.figure .screen-bad { fill: #ffa198; }
    svg.figure .rule { fill: var(--fig-paper); stroke: var(--fig-accent); stroke-width: 1.2; }
    svg.figure .rule.refusing { stroke: var(--fig-fail); fill: var(--fig-fail-soft); }
    svg.figure .flow { fill: none; stroke: var(--fig-line); stroke-width: 2; }
    svg.figure .flow-tip { fill: var(--fig-line); }

    """

  /// For the end of the pages' stylesheet.
  static let embedded = """
    :root { \(lightColours) }
    @media (prefers-color-scheme: dark) { :root { \(darkColours) } }
    @media print { :root { \(lightColours) } }
    \(rules)
    """

  /// For a file that no page styles.
  static let standalone = """
    :root { color-scheme: light dark; \(lightColours) }
    @media (prefers-color-scheme: dark) { :root { \(darkColours) } }
    svg.figure { background: var(--fig-paper); }
    \(rules)
    """
}
