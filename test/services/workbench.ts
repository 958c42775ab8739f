import { readdir } from 'node:fs/promises'
import { createRouterClient } from '@orpc/server'
import type { Compute } from '../../src-main/compute/process/compute.ts'
import type { SystemInfo } from '../../src-main/contract/system.ts'
import { createTrainingQueue } from '../../src-main/jobs/training/training-queue.ts'
import { type Library, openLibrary } from '../../src-main/library/index.ts'
import { fromRpcError } from '../../src-main/rpc/errors.ts'
import { createServices } from '../../src-main/services/index.ts'
import { batchesOf } from '../support/batches-of.ts'
import { oneProject } from '../support/one-project.ts'
import { fakeCompute } from './fake-compute.ts'
import { modelsFolder, temporaryFolder } from './fixtures.ts'

/** The services over a library of their own, called as a window calls them, but without a connection. */
export async function openTestWorkbench(compute: Compute = fakeCompute(), samplesFolder = 'none') {
  return openWorkbenchOn(
    await openLibrary(await temporaryFolder(), await modelsFolder()),
    compute,
    samplesFolder,
  )
}

/** The same over a library that is there, such as that of a program that ended. */
export function openWorkbenchOn(library: Library, compute: Compute = fakeCompute(), samplesFolder = 'none') {
  const info: SystemInfo = {
    version: '0.1.0',
    shell: 'browser',
    platform: 'linux',
    cores: 2,
    libraryFolder: library.folder,
  }
  const queue = createTrainingQueue(library, () => compute, 'in a test')
  const batches = batchesOf(library, compute, info.cores)
  const projects = oneProject(library.folder)
  const router = createServices({ library, compute, queue, batches, info, samplesFolder, projects })
  const client = createRouterClient(router)
  return { library, info, queue, batches, router, client, files: () => filesIn(library.folder) }
}

/** All that lies in a library, but for empty folders. */
export async function filesIn(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return found.filter((entry) => entry.isFile()).map((entry) => entry.name)
}

/** How a call fails, as a window sees it. */
export async function failureOf(call: Promise<unknown>): Promise<{ code: string; message: string }> {
  try {
    await call
  } catch (error) {
    const { code, message } = fromRpcError(error)
    return { code, message }
  }
  throw new Error('It was expected to fail.')
}

export function csv(name = 'cell07.csv', text = 'time,v1,v2\n0,0,10\n'): File {
  return new File([text], name, { type: 'text/csv' })
}
