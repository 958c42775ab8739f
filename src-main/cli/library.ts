import { bytesText } from '../contract/numbers.ts'
import { openLibrary } from '../library/index.ts'
import { readArguments, usage } from './arguments.ts'
import type { Command } from './context.ts'

export const libraryCommand: Command = {
  name: 'library',
  summary: 'show where the library is and its state, check it for damage, empty its trash',
  usage: `Show where your recordings, models and reports are stored, whether any file is damaged, and what is in the trash.
Every file is checked; damaged ones are reported and left unchanged.

Usage: nagumo library [--json] [--empty-trash]

  --empty-trash  delete removed items for good; otherwise that happens a week after removal, or when the
                 disk is full
  --json         one line of JSON

The folder is NAGUMO_LIBRARY, or else the system’s folder for application data.
Exit code 1: it can’t be reached, can’t be written to, or contains damaged files.`,
  async run(args, context) {
    const { values, positionals } = readArguments(args, {
      json: { type: 'boolean' },
      'empty-trash': { type: 'boolean' },
    })
    if (positionals.length) throw usage(`library expects no argument; found “${positionals[0]}”.`)
    const library = await openLibrary(context.libraryFolder, context.modelsFolder)
    const before = await library.status()
    if (values['empty-trash']) await library.emptyTrash()
    const status = await library.status()
    if (status.problem) context.say(status.problem.message)
    for (const { text } of status.notices) context.say(text)
    // Where it is unreachable its status has been printed.
    const damaged = status.problem?.code === 'LIBRARY_UNREACHABLE' ? [] : await library.damaged()
    for (const { reason } of damaged) context.say(reason)
    if (values['empty-trash']) context.say(`The trash was emptied: ${trashText(before.trash)} deleted.`)
    if (values.json) context.print(JSON.stringify({ ...status, damaged }))
    else {
      context.print(`Library: ${status.folder}`)
      context.print(`Trash: ${trashText(status.trash)}`)
      if (damaged.length)
        context.print(`Damaged: ${damaged.map(({ kind, id }) => `${kind} ${id}`).join(', ')}`)
    }
    return status.problem || damaged.length > 0 ? 1 : 0
  },
}

function trashText({ entries, bytes }: { entries: number; bytes: number }): string {
  if (entries === 0) return 'nothing'
  return `${entries} removed ${entries === 1 ? 'entry' : 'entries'}, ${bytesText(bytes)}`
}
