import { platform } from 'node:os'
import { fileURLToPath } from 'node:url'
import { version } from '../package.json'
import { createCompute, trainingGraceMs } from './compute/process/client.ts'
import type { ForkCompute } from './compute/process/compute.ts'
import { guardNative } from './compute/process/guard-native.ts'
import type { SystemInfo } from './contract/system.ts'
import { createTrainingQueue } from './jobs/training/training-queue.ts'
import { defaultLibraryFolder, openLibrary } from './library/index.ts'
import { coresHere } from './model/simulate/cores.ts'
import { createServices } from './services/index.ts'

/** Everything behind a window, put together for a shell. Works from the built program, in out/main. */
export async function openWorkbench(shell: SystemInfo['shell'], forkCompute: ForkCompute) {
  const fork = guardNative(forkCompute)
  const libraryFolder = defaultLibraryFolder(process.env, process.platform)
  const library = await openLibrary(libraryFolder, folderOf('models'))
  const compute = createCompute(fork)
  const trainer = () => createCompute(fork, { graceMs: trainingGraceMs })
  const queue = createTrainingQueue(library, trainer, `in the window of Nagumo ${version}`)
  const info: SystemInfo = {
    version,
    shell,
    platform: platform(),
    cores: coresHere(),
    libraryFolder,
  }
  return {
    router: createServices({ library, compute, queue, info, samplesFolder: folderOf('resources/samples') }),
    /** Folder of the built window. */
    pages: folderOf('out/renderer'),
    /** Tells those at the window something that no call of theirs answers. */
    tell: library.notices.tell,
    close: async () => void (await Promise.all([queue.close(), compute.close()])),
  }
}

function folderOf(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url))
}
