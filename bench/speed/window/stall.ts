import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Browser } from 'playwright-core'
import { createCompute } from '../../../src-main/compute/process/client.ts'
import { forkUnderNode } from '../../../src-main/compute/process/fork-node.ts'
import { defaultNetwork } from '../../../src-main/inference/network/catalogue/networks.ts'
import { rudi2022 } from '../../../src-main/model/prior/presets.ts'
import { atMost, type Figure } from '../figure.ts'
import { openWindow, watchFrames } from './open-window.ts'

const seconds = 8

/** Responsiveness of an open window while a training run is in progress, read as the services read it. */
export async function stall(browser: Browser): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'nagumo-stall-'))
  const { page, close } = await openWindow(browser)
  const compute = createCompute(forkUnderNode())
  try {
    const stop = new AbortController()
    const events = await compute.client().train(
      {
        prior: rudi2022,
        network: defaultNetwork,
        id: 'bench',
        name: 'bench',
        description: '',
        samples: 50_000_000,
        seed: 1,
        runFolder: join(folder, 'run'),
        modelFolder: join(folder, 'model'),
        earlyStopping: false,
        startFrom: null,
        resume: false,
        finish: false,
        command: 'npm run bench',
      },
      { signal: stop.signal },
    )
    const delay = monitorEventLoopDelay({ resolution: 5 })
    let longest: (() => Promise<number>) | null = null
    let end = Number.POSITIVE_INFINITY
    for await (const event of events) {
      // From the first training steps on.
      if (event.samples > 0 && !longest) {
        longest = await watchFrames(page)
        delay.enable()
        end = performance.now() + 1000 * seconds
      }
      if (performance.now() > end) break
    }
    const frames = (await longest?.()) ?? Number.NaN
    delay.disable()
    stop.abort()
    return [
      atMost('longest gap between frames during a training run', frames, 'ms', 50),
      atMost('longest stall of the process that polls the run', delay.max / 1e6, 'ms', 50),
    ]
  } finally {
    await compute.close()
    await close()
    await rm(folder, { recursive: true, force: true })
  }
}
