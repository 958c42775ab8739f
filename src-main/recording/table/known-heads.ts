import type { Header } from './column-names.ts'

/** Finds the names of the columns in the heads of programs that do not write them as one row above the numbers. */
export function knownHead(above: readonly string[], columns: number): Header | null {
  return labChart(above, columns) ?? igor(above, columns) ?? spike2(above, columns)
}

/** “ChannelTitle=⇥Vm⇥Stim” above “Range=⇥200.0 mV⇥1.0 V”; the time has no title. */
function labChart(above: readonly string[], columns: number): Header | null {
  const at = above.findIndex((line) => /^"?ChannelTitle=/i.test(line))
  if (at < 0) return null
  const cells = (line: string): string[] => line.split('\t').map((cell) => cell.replaceAll('"', '').trim())
  const titles = cells(above[at]).slice(1, columns)
  if (titles.length !== columns - 1) return null
  const units =
    above.find((line) => /^"?UnitName=/i.test(line)) ?? above.find((line) => /^"?Range=/i.test(line))
  const unitOf = (j: number): string => /[^\d\s.]*$/.exec(cells(units ?? '')[j + 1] ?? '')?.[0] ?? ''
  return {
    line: at + 1,
    names: ['Time', ...titles.map((title, j) => (unitOf(j) ? `${title} (${unitOf(j)})` : title))],
  }
}

/** “WAVES/D time, Vm” */
function igor(above: readonly string[], columns: number): Header | null {
  if (above[0]?.trim() !== 'IGOR') return null
  const at = above.findIndex((line) => /^\s*WAVES\b/.test(line))
  const names = (above[at] ?? '')
    .replace(/^\s*WAVES\S*\s*/, '')
    .split(/[\s,]+/)
    .map((name) => name.replace(/^'(.*)'$/, '$1'))
    .filter(Boolean)
  // Rows may begin with a tab.
  if (names.length === columns - 1) names.unshift('')
  return names.length === columns ? { line: at + 1, names } : null
}

/** “"1"⇥"Waveform"⇥"Vm"⇥"mV"⇥…”: one channel, one sample a line. */
function spike2(above: readonly string[], columns: number): Header | null {
  const channel = /^"?\d+"?\t"?Waveform"?\t"?([^"\t]*)"?\t"?([^"\t]*)"?/i
  const at = above.findIndex((line) => channel.test(line))
  if (columns !== 1 || at < 0) return null
  const [, title, unit] = channel.exec(above[at])!
  return { line: at + 1, names: [unit.trim() ? `${title.trim()} (${unit.trim()})` : title.trim()] }
}
