import { basename } from 'node:path'
import { readFamily } from '../recording/family/read-family.ts'
import { fromRpcError } from '../rpc/errors.ts'
import { measureFamily } from '../signal/family/measure-family.ts'
import { readArguments, usage } from './arguments.ts'
import { familyJson, familyLines } from './cell-lines.ts'
import { familyOptions } from './cell-options.ts'
import type { CliContext } from './context.ts'
import { sayDoubts } from './doubt-lines.ts'
import { printTrace } from './fault-trace.ts'
import { readCell } from './read-cell.ts'
import { errorLine } from './report-lines.ts'
import { readTraceOptions } from './trace-options.ts'

const options = { ...familyOptions, family: { type: 'boolean' }, json: { type: 'boolean' } } as const

/**
 * nagumo features FILE… --family: all sweeps of a file are one cell's.
 * @returns the exit code
 * @throws NagumoError USAGE
 */
export async function familyFeatures(args: string[], context: CliContext): Promise<number> {
  const refused = args.find((arg) => /^--(window|stimulus)(=|$)/.test(arg))
  if (refused !== undefined) {
    throw usage(
      `${refused.split('=')[0]} can’t be combined with --family: the time of the stimulus is that of the injected current; state the current with --command if the file has none.`,
    )
  }
  const { values, positionals } = readArguments(args, options)
  if (!positionals.length)
    throw usage('features needs at least one file: nagumo features cell07.abf --family')
  const { family: _, command, json = false, ...reading } = values
  const { sweeps, choice } = readTraceOptions(reading)
  let failed = false
  for (const file of positionals) {
    if (context.signal.aborted) return 1
    try {
      const cell = await readCell(file, { sweeps, choice, command }, context.signal)
      const { family, protocol } = await readFamily(cell.source, cell)
      const features = measureFamily(family, protocol)
      if (!json) {
        sayDoubts(context, file, cell.doubts)
        for (const { text } of [...(protocol.doubts ?? []), ...(features.doubts ?? [])])
          context.say(`${basename(file)}: Doubt: ${text}`)
      }
      const lines = json
        ? [familyJson(file, protocol, features, cell.doubts)]
        : familyLines(file, protocol, features)
      for (const line of lines) context.print(line)
    } catch (error) {
      const failure = fromRpcError(error)
      if (failure.code === 'USAGE') throw error
      failed = true
      if (json) context.print(errorLine(file, null, failure))
      else
        context.say(
          failure.message.startsWith(basename(file)) ? failure.message : `${file}: ${failure.message}`,
        )
      printTrace(error)
    }
  }
  return failed ? 1 : 0
}
