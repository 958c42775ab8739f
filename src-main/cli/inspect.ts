import { basename } from 'node:path'
import { fromRpcError } from '../rpc/errors.ts'
import { readArguments, usage } from './arguments.ts'
import type { Command } from './context.ts'
import { printTrace } from './fault-trace.ts'
import { inspectedJson, inspectedLines } from './inspect-lines.ts'
import { readFile } from './read-file.ts'
import { errorLine } from './report-lines.ts'
import { readingOptions, readingOptionsUsage, readReadingOptions } from './trace-options.ts'

export const inspectCommand: Command = {
  name: 'inspect',
  summary: 'show how recorded files are read',
  usage: `How files are read: sweeps, sampling rate, units, stimuli, and all doubts and questions. Nothing is
estimated. A file that can’t be read is reported and skipped.

Usage: nagumo inspect FILE… [options]

${readingOptionsUsage}
  --json                one line of JSON per file`,
  async run(args, context) {
    const { values, positionals } = readArguments(args, { ...readingOptions, json: { type: 'boolean' } })
    if (!positionals.length) throw usage('inspect needs at least one file: nagumo inspect cell07.csv')
    const choice = readReadingOptions(values)
    const json = values.json ?? false
    let failed = false
    for (const file of positionals) {
      if (context.signal.aborted) return 1
      try {
        const read = await readFile(file, choice, context.signal)
        const lines = json ? [inspectedJson(file, read)] : inspectedLines(file, read)
        for (const line of lines) context.print(line)
      } catch (error) {
        failed = true
        const failure = fromRpcError(error)
        const { message } = failure
        if (json) context.print(errorLine(file, null, failure))
        else context.say(message.startsWith(basename(file)) ? message : `${file}: ${message}`)
        printTrace(error)
      }
    }
    return failed ? 1 : 0
  },
}
