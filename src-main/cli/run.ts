import { NagumoError } from '../contract/errors.ts'
import { fromRpcError } from '../rpc/errors.ts'
import { calibrateCommand } from './calibrate.ts'
import { collectCommand } from './collect.ts'
import { compareCommand } from './compare.ts'
import type { CliContext, Command } from './context.ts'
import { estimateCommand } from './estimate.ts'
import { printTrace } from './fault-trace.ts'
import { featuresCommand } from './features.ts'
import { figuresCommand } from './figures.ts'
import { groupsCommand } from './groups.ts'
import { inspectCommand } from './inspect.ts'
import { libraryCommand } from './library.ts'
import { modelsCommand } from './models.ts'
import { predictCommand } from './predict.ts'
import { projectCommand, projectUsage, takeProject } from './project.ts'
import { reportCommand } from './report.ts'
import { reproduceCommand } from './reproduce.ts'
import { simulateCommand } from './simulate.ts'
import { trainCommand } from './train.ts'

const commands: readonly Command[] = [
  inspectCommand,
  estimateCommand,
  collectCommand,
  featuresCommand,
  predictCommand,
  reportCommand,
  figuresCommand,
  compareCommand,
  groupsCommand,
  reproduceCommand,
  simulateCommand,
  modelsCommand,
  trainCommand,
  calibrateCommand,
  libraryCommand,
  projectCommand,
]

const overview = `Bayesian estimates of neuron-model parameters from recorded voltage traces.

Usage: nagumo COMMAND [options]

${commands.map(({ name, summary }) => `  ${name.padEnd(10)}${summary}`).join('\n')}

See nagumo COMMAND --help. Results go to standard output, diagnostics to standard error.
${projectUsage}
Exit code: 0 ok, 1 failed, 2 wrong usage.`

/** The command line. @returns the exit code */
export async function runCli(args: string[], context: CliContext): Promise<number> {
  const [name, ...rest] = args
  if (name === '--version') {
    context.print(context.version)
    return 0
  }
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    if (name === undefined) context.say(overview)
    else context.print(overview)
    return name === undefined ? 2 : 0
  }
  const command = commands.find((candidate) => candidate.name === name)
  if (!command) {
    context.say(
      `Unknown command “${name}”. Known: ${commands.map((known) => known.name).join(', ')}. See nagumo --help.`,
    )
    return 2
  }
  try {
    if (rest.some((arg) => arg === '--help' || arg === '-h')) {
      context.print(command.usage)
      return 0
    }
    const { args: own, libraryFolder } = await takeProject(rest, context.libraryFolder)
    return await command.run(own, { ...context, libraryFolder })
  } catch (error) {
    const { code, message } = error instanceof NagumoError ? error : fromRpcError(error)
    context.progress('')
    context.say(message)

    if (code === 'USAGE') context.say(`See nagumo ${command.name} --help.`)
    printTrace(error)
    return code === 'USAGE' ? 2 : 1
  }
}
