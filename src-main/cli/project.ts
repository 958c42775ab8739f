import { basename, resolve } from 'node:path'
import { NagumoError } from '../contract/errors.ts'
import { openLibrary } from '../library/index.ts'
import { beginProject, projectName } from '../library/project-file.ts'
import { readArguments, usage } from './arguments.ts'
import type { CliContext, Command } from './context.ts'

/** Usage text of every command that opens the library. */
export const projectUsage = `Every command takes --project DIR: recordings, models and reports of that project instead of the default library.`

export const projectCommand: Command = {
  name: 'project',
  summary: 'create a project in a folder, or show its content',
  usage: `A project is a folder with recordings (their originals too), models, reports and notes. It can be moved to another
machine, opened there, and put under version control.

Usage: nagumo project create DIR [--name NAME]
       nagumo project show DIR [--json]

  --name NAME  name of the project (default: the name of its folder)
  --json       one line of JSON

${projectUsage}`,
  async run(args, context) {
    const { values, positionals } = readArguments(args, {
      name: { type: 'string' },
      json: { type: 'boolean' },
    })
    const [doing, path, more] = positionals
    if ((doing !== 'create' && doing !== 'show') || path === undefined || more !== undefined)
      throw usage('project takes “create DIR” or “show DIR”: nagumo project create my-cells')
    const folder = resolve(path)
    if (doing === 'create') {
      const name = values.name?.trim() || basename(folder)
      await beginProject(folder, name, context.version)
      context.print(
        `The project “${name}” is in ${folder}. Use it with --project ${path}, or open it in the window.`,
      )
      return 0
    }
    return show(folder, values.json ?? false, context)
  },
}

async function show(folder: string, json: boolean, context: CliContext): Promise<number> {
  const name = await projectName(folder)
  const library = await openLibrary(folder, context.modelsFolder)
  const [recordings, reports, series, cells, models, damaged] = await Promise.all([
    library.recordings.list(),
    library.reports.list(),
    library.series.list(),
    library.cells.list(),
    library.models.list(),
    library.damaged(),
  ])
  const counts = {
    recordings: recordings.entries.length,
    reports: reports.entries.length,
    series: series.entries.length,
    cells: cells.entries.length,
    ownModels: models.entries.filter(({ shipped }) => !shipped).length,
  }
  for (const { reason } of damaged) context.say(reason)
  if (json) context.print(JSON.stringify({ name, folder, ...counts, damaged }))
  else {
    context.print(`Project: ${name}`)
    context.print(`Folder: ${folder}`)
    context.print(
      `${counts.recordings} recordings, ${counts.reports} reports, ${counts.series} over time, ${counts.cells} of cells, ${counts.ownModels} own models`,
    )
  }
  return damaged.length > 0 ? 1 : 0
}

/**
 * Extracts `--project DIR` from a command's arguments.
 * @returns the other arguments, and the folder of the library
 * @throws NagumoError USAGE, PROJECT_NOT_FOUND, PROJECT_INVALID
 */
export async function takeProject(
  args: string[],
  libraryFolder: string,
): Promise<{ args: string[]; libraryFolder: string }> {
  const end = args.indexOf('--')
  const at = args.findIndex(
    (arg, i) => (end === -1 || i < end) && (arg === '--project' || arg.startsWith('--project=')),
  )
  if (at === -1) return { args, libraryFolder }
  const joined = args[at].startsWith('--project=')
  const path = joined ? args[at].slice('--project='.length) : args[at + 1]
  if (!path) throw new NagumoError('USAGE', '--project needs a folder after it.')
  const folder = resolve(path)
  await projectName(folder)
  return { args: args.toSpliced(at, joined ? 1 : 2), libraryFolder: folder }
}
