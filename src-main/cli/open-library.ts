import { NagumoError } from '../contract/errors.ts'
import { type Library, openLibrary } from '../library/index.ts'
import type { CliContext } from './context.ts'

/**
 * Opens the library for a command. Notices go to standard error, now and as they come.
 * @throws NagumoError LIBRARY_UNREACHABLE
 */
export async function openHere(context: CliContext): Promise<Library> {
  const library = await openLibrary(context.libraryFolder, context.modelsFolder)
  const { problem, notices } = await library.status()
  if (problem?.code === 'LIBRARY_UNREACHABLE') throw new NagumoError(problem.code, problem.message)
  if (problem) context.say(problem.message)
  for (const { text } of notices) context.say(text)
  library.notices.onNotice(({ text }) => context.say(text))
  return library
}
