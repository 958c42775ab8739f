import { availableParallelism } from 'node:os'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'
import { documentationPages } from './scripts/docs/vite-pages.mjs'

/** What takes seconds: left out of `npm run test:quick`. */
const long = [
  'test/golden/*.test.ts',
  'test/inference/groups/coverage.test.ts',
  'test/proof/*.test.ts',
  'test/models/**/*.test.ts',
  'test/charts/gallery.test.ts',
  'test/training/{full-disk,gradient,leak,train,train-ends,train-point}.test.ts',
  'test/training/calibration/calibrate-model.test.ts',
  'test/native/{backends,command,probe,start}.test.ts',
  'test/inference/{compare-noises,priors,sampler}.test.ts',
  'test/inference/checks/noise.test.ts',
  'test/inference/cross-check/cross-check.test.ts',
  'test/inference/known-current/{integrate-and-fire/fit-gif,membrane/fit-membrane}.test.ts',
  'test/inference/mcmc/de-mcmc.test.ts',
  'test/inference/observables/mean-cycle/{estimate,no-start}.test.ts',
  'test/library/{model-fuzz,two-programs}.test.ts',
  'test/recording/{large,memory,nwb,text-fuzz}.test.ts',
  'test/pints/pints.test.ts',
  'test/services/killed-at-seams.test.ts',
  'test/signal/{firing/firing,mean-cycle/real-cycles}.test.ts',
  'test/studies/spike-cycle.test.ts',
]

// A limit is there to end what hangs, never to say that something is slow: a busy machine must not reach it.
const minutes = 60_000

export default defineConfig({
  plugins: [documentationPages(), svelte()],
  test: {
    // By itself vitest leaves a core free, which is half of them where there are two.
    maxWorkers: availableParallelism(),
    globalSetup: ['test/support/own-cache.ts'],
    setupFiles: ['test/support/setup.ts'],
    testTimeout: 40 * minutes,
    hookTimeout: 40 * minutes,
    teardownTimeout: minutes,
    expect: { poll: { timeout: 15 * minutes, interval: 20 } },
    coverage: {
      // Scripts and benches run as programs of their own, which this does not see.
      include: ['src-main/**/*.ts', 'src-renderer/**/*.{ts,svelte}'],
      exclude: ['**/*.generated.ts', '**/kernel/assembly/**'],
      reporter: ['text', 'html'],
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'quick',
          include: ['test/**/*.test.ts'],
          exclude: ['test/end-to-end/**', 'test/window/**', ...long],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: { name: 'long', include: long, sequence: { groupOrder: 0 } },
      },
      {
        extends: true,
        test: {
          name: 'window',
          include: ['test/window/*.test.ts'],
          globalSetup: ['test/window/fixture/serve-once.ts'],
          sequence: { groupOrder: 0 },
        },
      },
      {
        // These drive the built program, after the others. They wait more than they compute: two at a time.
        extends: true,
        test: {
          name: 'end to end',
          include: ['test/end-to-end/**/*.test.ts'],
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
