import { basename } from 'node:path'
import type { TraceSource } from '../jobs/estimate-trace.ts'
import { measureFeatures } from '../recording/index.ts'
import { fromRpcError } from '../rpc/errors.ts'
import { readArguments, usage } from './arguments.ts'
import { familyUsage } from './cell-options.ts'
import type { CliContext, Command } from './context.ts'
import { doubtsJson, sayDoubts } from './doubt-lines.ts'
import { familyFeatures } from './family-features.ts'
import { printTrace } from './fault-trace.ts'
import { featureLines, featuresJson } from './feature-lines.ts'
import { readTraces } from './read-traces.ts'
import { errorLine } from './report-lines.ts'
import { readTraceOptions, traceOptions, traceOptionsUsage } from './trace-options.ts'

export const featuresCommand: Command = {
  name: 'features',
  summary: 'measure spike and subthreshold features of recorded traces',
  usage: `Spike and subthreshold features of recorded traces by eFEL’s definitions, without a model.

Usage: nagumo features FILE… [options]

  --window A:B          part of the recording, in ms of recording time (default: all)
${traceOptionsUsage}
  --json                one line of JSON per trace

With --family all sweeps of a file are one cell under a known injected current: a table of sweeps, and features of
the cell (f–I slope, rheobase, input resistance, threshold, adaptation) with intervals over sweeps. It takes:

${familyUsage.split('\n').slice(0, 3).join('\n')}`,
  async run(args, context) {
    if (args.includes('--family')) return familyFeatures(args, context)
    const { values, positionals } = readArguments(args, { ...traceOptions, json: { type: 'boolean' } })
    if (!positionals.length) throw usage('features needs at least one file: nagumo features cell07.csv')
    const asked = readTraceOptions(values)
    const json = values.json ?? false
    let failed = false
    for (const file of positionals) {
      if (context.signal.aborted) return 1
      try {
        const traces = await readTraces(file, asked, context.signal)
        if (!json) sayDoubts(context, file, traces[0]?.doubts)
        for (const source of traces) {
          const lines = linesOf(file, source, { window: asked.window, json })
          for (const line of lines) context.print(line)
        }
      } catch (error) {
        failed = true
        tellFailure(file, json, context, error)
      }
    }
    return failed ? 1 : 0
  },
}

function linesOf(
  file: string,
  source: TraceSource,
  { window, json }: { window?: { from: number; to: number } | undefined; json: boolean },
): string[] {
  const measured = measureFeatures(source, { window, stimulus: source.stimulus })
  const { sweep, doubts = [] } = source
  if (json) {
    const features = featuresJson(measured)
    return [JSON.stringify({ recording: file, sweep, features, ...doubtsJson(doubts) })]
  }
  return [`${file}, ${sweep}`, ...featureLines(measured).map((line) => `  ${line}`)]
}

function tellFailure(file: string, json: boolean, context: CliContext, error: unknown): void {
  const failure = fromRpcError(error)
  if (json) context.print(errorLine(file, null, failure))
  else
    context.say(failure.message.startsWith(basename(file)) ? failure.message : `${file}: ${failure.message}`)
  printTrace(error)
}
