import { writeFile } from 'node:fs/promises'
import { notMeasured, type Section } from './figure.ts'
import { describeMachine, loadNow } from './machine.ts'
import { runPart } from './part.ts'
import { cellsOf, markdownTable, plainTable } from './table.ts'

interface Step {
  part: string
  /** For a part that could not be measured. */
  title: string
  backend?: string
}

const steps: Step[] = [
  { part: 'simulation', title: 'Simulation' },
  { part: 'spike-cycles', title: 'Spike cycles' },
  { part: 'one-click', title: 'One estimate (native)', backend: 'native' },
  { part: 'one-click', title: 'One estimate (wasm)', backend: 'wasm' },
  { part: 'memory', title: 'Memory of the compute process (native)', backend: 'native' },
  { part: 'memory', title: 'Memory of the compute process (wasm)', backend: 'wasm' },
  { part: 'training', title: 'Training' },
  { part: 'adam', title: 'Adam' },
  { part: 'leak', title: 'Leaks', backend: 'wasm' },
  { part: 'window', title: 'The window' },
]

const explanation = `What \`npm run bench\` measured, all in one run. Targets are *at least* or *at most*; *about* is an earlier measurement on a machine of the same kind, for comparison. Ratios are medians over interleaved rounds; what a person waits for is the fastest of several rounds, so that other programs count little. The command ends with exit code 1, and a list, where a target is not met. Accuracy is in [accuracy.md](accuracy.md).`

/** Measures the program's speed, part by part. @returns the exit code: 1 where a limit is not kept or a part could not be measured */
export async function measureSpeed({
  model,
  reports,
  only,
}: {
  model: string
  /** In the library in which keys are measured. */
  reports: number
  only?: string[] | undefined
}): Promise<number> {
  const began = performance.now()
  const machine = describeMachine()
  const before = loadNow()
  console.log(machine)
  const sections: Section[] = []
  let failures = 0
  for (const { part, title, backend } of steps) {
    if (only && !only.includes(part)) continue
    const answer = await runPart(part, { model, reports }, backend ? { NAGUMO_BACKEND: backend } : undefined)
    if ('failed' in answer && backend !== 'native') failures++
    const section =
      'failed' in answer ? { title, figures: [notMeasured(title, answer.failed)] } : answer.section
    sections.push(section)
    console.log(plainTable(section))
  }
  const seconds = Math.round((performance.now() - began) / 1000)
  const load = `load ${before} before, ${loadNow()} at the end`
  console.log(`\n${seconds} s in all, ${load}`)
  if (!only) {
    const measured = { machine, date: new Date().toISOString(), seconds, load, sections }
    const text = [
      '# Speed',
      `${machine}; ${measured.date.slice(0, 10)}; ${seconds} s in all; ${load} (processes that wanted a processor, of any program).`,
      explanation,
      ...sections.map(markdownTable),
    ]
    await writeFile('docs/bench.md', `${text.join('\n\n')}\n`)
    await writeFile('docs/bench.json', `${JSON.stringify(measured, null, 2)}\n`)
    console.log('Written to docs/bench.md and docs/bench.json.')
  }
  const missed = sections.flatMap(({ title, figures }) =>
    figures
      .filter(({ met }) => met === false)
      .map((figure) => `${title}: ${cellsOf(figure).slice(0, 3).join(', ')}`),
  )
  if (missed.length > 0) console.log(`\nLimits not kept:\n${missed.map((text) => `  ${text}`).join('\n')}`)
  else console.log('All limits are kept.')
  return failures > 0 || missed.length > 0 ? 1 : 0
}
