import type { GoldenReplay, ModelEntry } from '../contract/models.ts'
import { sameAnswersText } from '../contract/same-answers.ts'
import { findModel } from '../jobs/find-model.ts'
import type { Library } from '../library/index.ts'
import { fromRpcError } from '../rpc/errors.ts'
import { usage } from './arguments.ts'
import type { CliContext } from './context.ts'
import { printTrace } from './fault-trace.ts'
import { table } from './table.ts'

/** `nagumo models check [NAME]`. @returns the exit code: 1 where a model is unusable or its outputs differ */
export async function checkModels(library: Library, names: string[], context: CliContext): Promise<number> {
  if (names.length > 1) throw usage('check takes one model, or none for all: nagumo models check NAME')
  const { models, damaged } = await chosen(library, names[0])
  for (const { reason } of damaged) context.say(reason)
  let failed = damaged.length > 0
  const rows: string[][] = []
  const compute = context.createCompute()
  try {
    for (const { id } of models) {
      context.progress(`${id}: running its golden traces`)
      const modelFolder = await library.models.folderOf(id)
      try {
        const replay: GoldenReplay | null = await compute.client().replay({ modelFolder })
        rows.push([id, sameAnswersText(replay)])
        if (replay && !replay.same) failed = true
      } catch (error) {
        rows.push([id, fromRpcError(error).message])
        printTrace(error)
        failed = true
      }
    }
  } finally {
    context.progress('')
    await compute.close()
  }
  if (rows.length) for (const line of table([['MODEL', 'ANSWERS'], ...rows])) context.print(line)
  return failed ? 1 : 0
}

async function chosen(library: Library, name: string | undefined) {
  if (name !== undefined) {
    const models: ModelEntry[] = [await findModel(library, name)]
    return { models, damaged: [] }
  }
  const { entries, damaged } = await library.models.list()
  return { models: entries, damaged }
}
