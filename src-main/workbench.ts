import { writeFile } from 'node:fs/promises'
import { platform } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { version } from '../package.json'
import { createCompute, trainingGraceMs } from './compute/process/client.ts'
import type { ForkCompute } from './compute/process/compute.ts'
import { guardNative } from './compute/process/guard-native.ts'
import type { SystemInfo } from './contract/system.ts'
import { createBatches } from './jobs/batch/batches.ts'
import { createTrainingQueue } from './jobs/training/training-queue.ts'
import { defaultLibraryFolder, openLibrary } from './library/index.ts'
import { coresHere } from './model/simulate/cores.ts'
import type { ProjectSwitch } from './services/dependencies.ts'
import { createServices } from './services/index.ts'
import { createOpenedPaths } from './services/opened.ts'
import { createProjectSwitch } from './services/project-switch.ts'
import { createTraceReader } from './services/trace-reader.ts'

/** The back end of a window, assembled for a shell. Runs from the built program, in out/main. */
export async function openWorkbench(
  shell: SystemInfo['shell'],
  forkCompute: ForkCompute,
  chooseFolder: ProjectSwitch['chooseFolder'] = null,
) {
  const fork = guardNative(forkCompute)
  const compute = createCompute(fork)
  const trainer = () => createCompute(fork, { graceMs: trainingGraceMs })
  const opened = createOpenedPaths()
  const open = (folder: string) => openLibrary(folder, folderOf('models'))

  const place = await createProjectSwitch({
    home: defaultLibraryFolder(process.env, process.platform),
    chooseFolder,
    async serve({ folder }, projects) {
      const library = await open(folder)
      const queue = createTrainingQueue(library, trainer, `in the window of Nagumo ${version}`)
      const info: SystemInfo = {
        version,
        shell,
        platform: platform(),
        cores: coresHere(),
        libraryFolder: folder,
      }
      const samplesFolder = folderOf('resources/samples')
      const batches = createBatches({
        library,
        traces: createTraceReader(library),
        createCompute: () => createCompute(fork),
        cores: info.cores,
        version,
      })
      const router = createServices({
        library,
        compute,
        queue,
        batches,
        info,
        samplesFolder,
        projects,
        opened,
      })
      const close = async () => void (await Promise.all([queue.close(), batches.close()]))
      return { router, tell: library.notices.tell, close }
    },
    async importModel(folder, fileName, parts) {
      const library = await open(folder)
      await library.inTemporaryFolder(async (temporary) => {
        const path = join(temporary, 'model')
        await writeFile(path, parts)
        await library.models.import(path, fileName)
      })
    },
  })
  return {
    /** Of the open project: resolved at each connection. */
    router: place.router,
    /** Called when another project was opened. */
    onSwitched: place.onSwitched,
    /** Paths that the system opens with the program, absolute. */
    give: opened.give,
    /** Folder of the built window. */
    pages: folderOf('out/renderer'),
    /** Sends the users of the window a notice that answers no request. */
    tell: place.tell,
    close: async () => void (await Promise.all([place.close(), compute.close()])),
  }
}

function folderOf(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url))
}
