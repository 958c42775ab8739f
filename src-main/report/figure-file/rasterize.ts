import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { initWasm, Resvg } from '@resvg/resvg-wasm'
import { type PrintFonts, printFontFamily } from '../print-fonts.ts'

let started: Promise<void> | null = null

/**
 * An SVG as PNG, drawn with our fonts and none of the machine’s, so that it looks the same everywhere.
 * @param width pixels; the height follows
 * @returns the file, its width and height
 */
export async function rasterize(
  svg: string,
  width: number,
  fonts: PrintFonts,
): Promise<{ png: Uint8Array; width: number; height: number }> {
  // It can be started once in a process; where it failed, the next call tries again.
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

/** Beside the built program, else in the package it came with. */
function wasmFile(): string {
  const beside = fileURLToPath(new URL('./wasm/resvg.wasm', import.meta.url))
  return existsSync(beside)
    ? beside
    : createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')
}
