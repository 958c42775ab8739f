import { parseArgs } from 'node:util'
import { forkUnderNode } from '../compute/process/fork-node.ts'
import { defaultLibraryFolder } from '../library/index.ts'
import { fromRpcError } from '../rpc/errors.ts'
import { handleFaults } from '../rpc/faults.ts'
import { openWorkbench } from '../workbench.ts'
import { openBrowser } from './open-browser.ts'
import { readPastLaunches } from './past-launches.ts'
import { runtimeFolder } from './runtime-folder.ts'
import { startHost } from './server.ts'

// The workbench in a browser, under plain Node: without Electron, or by choice.
async function main(): Promise<void> {
  // Other arguments are meant for Electron.
  const { values } = parseArgs({ options: { 'no-open': { type: 'boolean' } }, strict: false })
  const workbench = await openWorkbench('browser', forkUnderNode())
  const home = defaultLibraryFolder(process.env, process.platform)
  const past = await readPastLaunches(await runtimeFolder(process.env), home)
  const host = await startHost({ router: workbench.router, pages: workbench.pages, past })

  workbench.onSwitched(() => host.reconnect())

  let ending = false
  async function end(code: number): Promise<void> {
    // A second Ctrl+C exits at once.
    if (ending) process.exit(1)
    ending = true
    try {
      await host.close()
      await workbench.close()
    } finally {
      process.exit(code)
    }
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(0))
  handleFaults(() => end(1), workbench.tell)

  console.log(`Nagumo is at ${host.url}`)
  const opened = !values['no-open'] && (await openBrowser(host.openLaunch))
  console.log(
    `${opened ? 'It opens in your browser; if it does not, open this address there.' : 'Open this address in a browser on this computer.'} Ctrl+C ends it.`,
  )
}

main().catch((error: unknown) => {
  console.error(fromRpcError(error).message)
  process.exitCode = 1
})
