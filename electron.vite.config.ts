import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'
import { documentationPages } from './scripts/docs/vite-pages.mjs'

// The programs of out/main, side by side: each finds the others by its own folder.
const programs = {
  electron: 'src-main/electron/main.ts',
  host: 'src-main/host/main.ts',
  cli: 'src-main/cli/main.ts',
  compute: 'src-main/compute/process/child.ts',
  bench: 'bench/main.ts',
  reproduce: 'studies/reproduction/main.ts',
  'spike-cycle': 'studies/spike-cycle/main.ts',
  faults: 'faults/main.ts',
  soak: 'faults/soak/main.ts',
  'batch-worker': 'src-main/training/batch-worker.ts',
  'simulation-worker': 'src-main/model/simulate/simulation-worker.ts',
  'hdf5-worker': 'src-main/recording/hdf5/hdf5-worker.ts',
}

/** Puts the WebAssembly of TensorFlow and of resvg beside the programs, in out/main/wasm. */
function wasmFiles(): Plugin {
  return {
    name: 'wasm-files',
    generateBundle() {
      const { resolve } = createRequire(import.meta.url)
      const folder = dirname(resolve('@tensorflow/tfjs-backend-wasm'))
      const files = readdirSync(folder)
        .filter((file) => file.endsWith('.wasm'))
        .map((name) => ({ name, path: join(folder, name) }))
      files.push({ name: 'resvg.wasm', path: resolve('@resvg/resvg-wasm/index_bg.wasm') })
      for (const { name, path } of files) {
        const source = new Uint8Array(readFileSync(path))
        this.emitFile({ type: 'asset', fileName: `wasm/${name}`, source })
      }
    },
  }
}

/** Writes the modules that came into a part of the program to out/bundled, for scripts/notices.mjs. */
function moduleList(part: 'main' | 'preload' | 'renderer'): Plugin {
  return {
    name: 'module-list',
    writeBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
      const modules = chunks.flatMap((chunk) =>
        Object.entries(chunk.modules).flatMap(([id, { renderedLength }]) => (renderedLength > 0 ? [id] : [])),
      )
      const folder = join(import.meta.dirname, 'out/bundled')
      mkdirSync(folder, { recursive: true })
      writeFileSync(join(folder, `${part}.json`), JSON.stringify([...new Set(modules)].sort(), null, 1))
    },
  }
}

export default defineConfig({
  main: {
    plugins: [wasmFiles(), moduleList('main')],
    build: {
      // The browser host and the command line run under plain Node, not under Electron's.
      target: 'node20',
      externalizeDeps: false,
      rolldownOptions: {
        input: programs,
        // The measurements drive a browser where one is there.
        external: ['electron', 'playwright-core', /^@tensorflow\/tfjs-node/],
        // One folder for all, so that `new URL('./batch-worker.cjs', import.meta.url)` holds in shared parts too.
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'part-[name]-[hash].cjs' },
      },
    },
  },
  preload: {
    plugins: [moduleList('preload')],
    build: {
      // A sandboxed preload is one file of CommonJS.
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: 'src-main/electron/preload.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    plugins: [documentationPages(), svelte({ configFile: '../svelte.config.js' }), moduleList('renderer')],
    build: {
      // For any current browser, not for Electron's alone.
      target: 'es2022',
      minify: true,
      rolldownOptions: { input: 'src-renderer/index.html' },
    },
  },
})
