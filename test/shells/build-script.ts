import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'

/** Bundles a TypeScript program for Node, so that a test can start it. `remove` deletes it. */
export async function buildScript(entry: string): Promise<{ script: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'nagumo-test-'))
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: { input: { script: entry }, output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  })
  return { script: join(folder, 'script.cjs'), remove: () => rm(folder, { recursive: true, force: true }) }
}
