import type { Header } from './column-names.ts'

/** Finds column names in the headers of programs that do not write them as one row above the numbers. */
export function knownHead(above: readonly string[], columns: number): Header | null {
  return (
    labChart(above, columns) ??
    labView(above, columns) ??
    igor(above, columns) ??
    spike2(above, columns) ??
    axonText(above, columns) ??
    neuronVector(above, columns)
  )
}

/** “ChannelTitle=⇥Vm⇥Stim” above “Range=⇥200.0 mV⇥1.0 V”; the time has no title. A unit of “*” is taken from Range. */
function labChart(above: readonly string[], columns: number): Header | null {
  const at = above.findIndex((line) => /^"?ChannelTitle=/i.test(line))
  if (at < 0) return null
  const cells = (line: string): string[] => line.split('\t').map((cell) => cell.replaceAll('"', '').trim())
  const titles = cells(above[at]).slice(1, columns)
  if (titles.length !== columns - 1) return null
  const [names, ranges] = [/^"?UnitName=/i, /^"?Range=/i].map((title) =>
    cells(above.find((line) => title.test(line)) ?? ''),
  )
  const unitOf = (j: number): string => {
    const [name = '', range = ''] = [names[j + 1], ranges[j + 1]]
    return name === '' || name === '*' ? (/[^\d\s.]*$/.exec(range)?.[0] ?? '') : name
  }
  return { line: at + 1, names: ['Time', ...titles.map((title, j) => withUnit(title, unitOf(j)))] }
}

/**
 * “X_Value⇥Voltage⇥Comment” below “Y_Unit_Label⇥Volts”; rows have no cell for an absent comment. Without times they
 * begin with a tab, or with the voltage.
 */
function labView(above: readonly string[], columns: number): Header | null {
  if (!above[0]?.startsWith('LabVIEW Measurement')) return null
  const at = above.findLastIndex((line) => /^X_Value\b/.test(line))
  if (at < 0) return null
  const separator = above.some((line) => /^Separator\W+Comma/i.test(line)) ? ',' : '\t'
  const cells = (line: string): string[] => line.split(separator).map((cell) => cell.trim())
  const titles = cells(above[at]).filter((title) => title !== '' && !/^Comment$/i.test(title))
  const timed = !above.some((line) => /^X_Columns\W+No\b/i.test(line))
  const units = cells(above.findLast((line) => /^Y_Unit_Label\b/.test(line)) ?? '').slice(1)
  let channel = 0
  const names = titles.flatMap((title) => {
    if (title === 'X_Value') return timed ? ['Time (s)'] : columns === titles.length ? [''] : []
    return [withUnit(title, units[channel++] ?? '')]
  })
  return names.length === columns ? { line: at + 1, names } : null
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

/** “"1"⇥"Waveform"⇥"Vm"⇥"mV"⇥…”: one channel, one sample per line. */
function spike2(above: readonly string[], columns: number): Header | null {
  const channel = /^"?\d+"?\t"?Waveform"?\t"?([^"\t]*)"?\t"?([^"\t]*)"?/i
  const at = above.findIndex((line) => channel.test(line))
  if (columns !== 1 || at < 0) return null
  const [, title, unit] = channel.exec(above[at])!
  return { line: at + 1, names: [withUnit(title.trim(), unit.trim())] }
}

/**
 * Axon text: “"Signals="⇥"V_Cmd"⇥"Vm"” above “"Time (s)"⇥"Trace #1 (mV)"⇥"Trace #1 (mV)"”. Signals name the columns
 * where their units do not distinguish them.
 */
function axonText(above: readonly string[], columns: number): Header | null {
  if (!above[0]?.startsWith('ATF')) return null
  const cells = (line: string): string[] => line.split('\t').map((cell) => cell.replaceAll('"', '').trim())
  const signals = cells(above.find((line) => /^"?Signals=/i.test(line)) ?? '').slice(1)
  const at = above.findIndex((line) => /^"?Time\b/i.test(line))
  const [time, ...traces] = cells(above[at] ?? '')
  if (signals.length !== columns - 1 || traces.length !== columns - 1 || signals.includes('')) return null
  const unitOf = (trace: string): string => /\(([^()]*)\)\s*$/.exec(trace)?.[1] ?? ''
  const distinct = (texts: readonly string[]): number => new Set(texts).size
  if (distinct(signals) <= distinct(traces.map(unitOf).filter((unit) => /^.?[AV]$/.test(unit)))) return null
  const several = distinct(signals) < signals.length
  const names = traces.map((trace, j) => {
    const number = several ? (/#\d+/.exec(trace)?.[0] ?? '') : ''
    return withUnit(`${signals[j]} ${number}`.trim(), unitOf(trace))
  })
  return { line: at + 1, names: [time, ...names] }
}

/** “label:soma.v(0.5)” above the number of values; the vector's abscissa is the time. */
function neuronVector(above: readonly string[], columns: number): Header | null {
  if (!isNeuronVector(above) || columns > 2) return null
  const label = above[0].replace(/^label:/, '').trim()
  return { line: 1, names: columns === 1 ? [label] : ['Time', label] }
}

export function isNeuronVector(lines: readonly string[]): boolean {
  return /^label:/.test(lines[0] ?? '') && /^\s*\d+\s*$/.test(lines[1] ?? '')
}

function withUnit(title: string, unit: string): string {
  return unit ? `${title} (${unit})` : title
}
