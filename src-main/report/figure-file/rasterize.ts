import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { initWasm, Resvg } from '@resvg/resvg-wasm'
import { type PrintFonts, printFontFamily } from '../print-fonts.ts'

let started: Promise<void> | null = null

/**
 * Renders an SVG as PNG with the bundled fonts only, so that it looks the same everywhere.
 * @param width pixels; the height follows @returns the file, its width and height
 */
export async function rasterize(
  svg: string,
  width: number,
  fonts: PrintFonts,
): Promise<{ png: Uint8Array; width: number; height: number }> {
  // It can be started only once in a process; after a failure, the next call retries.
  started ??= start().catch((error: unknown) => {
    started = null
    throw error
  })
  await started
  const resvg = new Resvg(svg, {
    fitTo: { mode: 'width', value: width },
    font: {
      fontBuffers: [fonts.regular, fonts.bold, fonts.oblique],
      defaultFontFamily: printFontFamily,
      sansSerifFamily: printFontFamily,
    },
  })
  const image = resvg.render()
  try {
    return { png: image.asPng(), width: image.width, height: image.height }
  } finally {
    image.free()
    resvg.free()
  }
}

async function start(): Promise<void> {
  await initWasm(await readFile(wasmFile()))
}

/** Beside the built program, else in its package. */
function wasmFile(): string {
  const beside = fileURLToPath(new URL('./wasm/resvg.wasm', import.meta.url))
  return existsSync(beside)
    ? beside
    : createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')
}
