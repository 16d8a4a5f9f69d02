/** Style sheet of the report: light and dark, tables that become cards on a phone, nothing fetched. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #ffffff; --ink: #1b222c; --soft: #5b6675; --line: #dfe3e9;
  --pass: #0d6b41; --pass-back: #dcf3e6; --fail: #a4161a; --fail-back: #fde3e3;
  --artifact: #e8f0fb; --artifact-line: #4a78b5; --step: #fff4dc; --step-line: #b0801f;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #12161c; --card: #1a2029; --ink: #e4e8ee; --soft: #98a3b3; --line: #2d3643;
    --pass: #7fdcaa; --pass-back: #123524; --fail: #ff9c9c; --fail-back: #431a1c;
    --artifact: #1b2c44; --artifact-line: #6f9fdc; --step: #3a2f16; --step-line: #d1a347;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
main { max-width: 1180px; margin: 0 auto; padding: 32px 24px 64px; }
h1 { font-size: 26px; line-height: 1.25; margin: 0 0 8px; letter-spacing: -0.01em; }
h2 { font-size: 18px; margin: 0 0 4px; }
p { margin: 0 0 12px; max-width: 78ch; }
p.lead, section > p { color: var(--soft); }
section { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 20px 22px; margin-top: 20px; }
code, pre, td.code, dd { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 12.5px; }
td.code, code, dd { overflow-wrap: anywhere; }
pre { overflow-x: auto; margin: 8px 0 0; line-height: 1.45; }
table { width: 100%; border-collapse: collapse; margin-top: 10px; }
th, td { text-align: left; vertical-align: top; padding: 7px 14px 7px 0; border-bottom: 1px solid var(--line); }
th { color: var(--soft); font-weight: 600; font-size: 12.5px; white-space: nowrap; }
tbody tr:last-child td { border-bottom: 0; }
th.number, td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
th:last-child, td:last-child { padding-right: 0; }
.badge { display: inline-block; padding: 1px 9px; border-radius: 999px; font-size: 12.5px; font-weight: 600; white-space: nowrap; }
.pass { color: var(--pass); background: var(--pass-back); }
.fail { color: var(--fail); background: var(--fail-back); }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 4px 16px; margin: 10px 0 0; }
dt { color: var(--soft); }
dd { margin: 0; }
article { border-top: 1px solid var(--line); padding: 14px 0 4px; }
article:first-of-type { margin-top: 12px; }
article h3 { font-size: 15px; margin: 0; display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: baseline; }
.two { display: grid; grid-template-columns: 1fr 1fr; gap: 0 28px; }
.exchange { margin: 8px 0 10px; padding-left: 12px; border-left: 3px solid var(--line); min-width: 0; }
.exchange p { margin: 0; overflow-wrap: anywhere; }
.soft { color: var(--soft); font-weight: 400; }
.picture { overflow-x: auto; margin-top: 12px; }
svg.lineage { display: block; min-width: 620px; max-width: 100%; height: auto; margin: 0 auto; }
svg.lineage text { fill: var(--ink); }
svg.lineage .artifact polygon, svg.lineage .artifact polyline { fill: var(--artifact); stroke: var(--artifact-line); }
svg.lineage .step path { fill: var(--step); stroke: var(--step-line); }
svg.lineage .edge path { stroke: var(--soft); }
svg.lineage .edge polygon { fill: var(--soft); stroke: var(--soft); }
@media (max-width: 720px) {
  main { padding: 20px 14px 48px; }
  section { padding: 16px 14px; }
  .two { grid-template-columns: 1fr; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: 6px; }
  thead { display: none; }
  tr { display: block; padding: 8px 0; border-bottom: 1px solid var(--line); }
  tbody tr:last-child { border-bottom: 0; }
  td { display: grid; grid-template-columns: 8.5em minmax(0, 1fr); gap: 8px; padding: 2px 0; border: 0; }
  td.number { text-align: left; }
  td::before { content: attr(data-heading); color: var(--soft); font: 12.5px system-ui, sans-serif; }
}
@media print { body { background: none; } section { break-inside: auto; } article { break-inside: avoid; } }
`;
