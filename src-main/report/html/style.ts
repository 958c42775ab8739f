/** The style of a report's page: dark where the system is; for print, without elements that should not be printed. */
export const pageStyle = `
:root { color-scheme: light dark; --ink: #1b1e23; --soft: #585e67; --paper: #fcfcfa; --line: #dcdcd6; --raised: #f4f4f1; --ok: #00735a; --caution: #855800; --unreliable: #b54800; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8e8e4; --soft: #a7adb6; --paper: #16181c; --line: #3a3e45; --raised: #1f2227; --ok: #4cc2a5; --caution: #e0ab4f; --unreliable: #ff9a5c; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans", "Helvetica Neue", Arial, sans-serif; }
main { max-width: 860px; margin: 0 auto; padding: 32px 20px 64px; }
h1 { margin: 0; font-size: 26px; line-height: 1.25; overflow-wrap: anywhere; }
h2 { margin: 40px 0 8px; padding-top: 12px; border-top: 1px solid var(--line); font-size: 19px; }
h3 { margin: 24px 0 4px; font-size: 16px; }
p { margin: 8px 0; overflow-wrap: break-word; }
.soft, .note, caption, figcaption { color: var(--soft); font-size: 13px; }
.verdict { margin: 20px 0 12px; padding: 12px 16px; border-left: 4px solid currentColor; background: var(--raised); }
.verdict p { color: var(--ink); font-weight: 600; }
.verdict .level { margin: 0; color: inherit; font-size: 17px; }
.ok { color: var(--ok); } .caution { color: var(--caution); } .unreliable { color: var(--unreliable); }
ul { margin: 8px 0; padding-left: 22px; } .references { margin: 8px 0; padding: 0; list-style: none; } .references li { padding-left: 34px; text-indent: -34px; } .references .mark { display: inline-block; width: 34px; text-indent: 0; } li { margin: 4px 0; overflow-wrap: anywhere; }
.table { margin: 16px 0; overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { padding-bottom: 6px; text-align: left; }
th, td { padding: 4px 14px 4px 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: baseline; font-weight: 400; overflow-wrap: break-word; }
td:last-child { padding-right: 0; overflow-wrap: anywhere; min-width: 8em; }
td.number:last-child { min-width: 0; }
thead th { color: var(--soft); font-size: 13px; }
tbody th { font-weight: 600; }
.number { text-align: right; white-space: nowrap; }
figure { margin: 20px 0; }
figure svg { display: block; max-width: 100%; height: auto; background: #fcfcfa; border-radius: 4px; }
figcaption { margin-top: 6px; }
footer { margin-top: 48px; color: var(--soft); font-size: 13px; }
@page { margin: 18mm 16mm; }
@media print {
  :root { --ink: #000; --soft: #444; --paper: #fff; --line: #bbb; --raised: #fff; --ok: #00563f; --caution: #6b4600; --unreliable: #8f3900; color-scheme: light; }
  body { font-size: 10.5pt; } main { max-width: none; padding: 0; }
  h1, h2, h3, caption { break-after: avoid; } h2 { margin-top: 20pt; }
  figure, .verdict, tr, li { break-inside: avoid; } thead { display: table-header-group; }
  .table { overflow: visible; } p, li { orphans: 3; widows: 3; }
}
`.trim()
