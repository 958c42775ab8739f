// @ts-check
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { root } from '../steps/run.mjs'

const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024]

/** Apple's type codes of images in an .icns, with sizes in pixels; sizes of both 1× and 2× images occur twice. */
const appleTypes = /** @type {const} */ ([
  ['icp4', 16],
  ['ic11', 32],
  ['icp5', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
])

/**
 * Renders resources/icon.svg in all sizes, and writes the icons of the three systems: icon.icns, icon.ico, and
 * icons/NxN.png for Linux. The output is deterministic.
 * @param {string} folder
 */
export async function writeIcons(folder) {
  const pictures = await draw(readFileSync(join(root, 'resources/icon.svg'), 'utf8'))
  mkdirSync(join(folder, 'icons'), { recursive: true })
  for (const [size, png] of pictures) writeFileSync(join(folder, `icons/${size}x${size}.png`), png)
  writeFileSync(join(folder, 'icon.icns'), icns(pictures))
  writeFileSync(join(folder, 'icon.ico'), ico(pictures))
}

/** @type {Promise<void> | undefined} */
let started

/** @param {string} svg @returns {Promise<Map<number, Buffer>>} PNG by size in pixels */
async function draw(svg) {
  const { initWasm, Resvg } = await import('@resvg/resvg-wasm')
  // Initialized once and lazily, since the packages may not be installed yet on import.
  started ??= initWasm(
    readFileSync(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')),
  )
  await started
  return new Map(
    sizes.map((size) => {
      const image = new Resvg(svg, { fitTo: { mode: 'width', value: size } }).render()
      return [size, Buffer.from(image.asPng())]
    }),
  )
}

/** Apple's container: a header, then each image after its type and length. @param {Map<number, Buffer>} pictures */
export function icns(pictures) {
  const parts = appleTypes.map(([type, size]) => chunk(type, pictureOf(pictures, size)))
  return chunk('icns', Buffer.concat(parts))
}

/** @param {string} type @param {Buffer} content */
function chunk(type, content) {
  const head = Buffer.alloc(8)
  head.write(type, 0, 'latin1')
  head.writeUInt32BE(content.length + 8, 4)
  return Buffer.concat([head, content])
}

/** Windows' container: a header, a directory, then the images. @param {Map<number, Buffer>} pictures */
export function ico(pictures) {
  const held = sizes.filter((size) => size <= 256)
  const head = Buffer.alloc(6)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(held.length, 4)
  let at = head.length + 16 * held.length
  const list = held.map((size) => {
    const entry = Buffer.alloc(16)
    const { length } = pictureOf(pictures, size)
    // One byte: 256 is written as 0.
    entry[0] = entry[1] = size % 256
    entry.writeUInt16LE(1, 4)
    entry.writeUInt16LE(32, 6)
    entry.writeUInt32LE(length, 8)
    entry.writeUInt32LE(at, 12)
    at += length
    return entry
  })
  return Buffer.concat([head, ...list, ...held.map((size) => pictureOf(pictures, size))])
}

/** @param {Map<number, Buffer>} pictures @param {number} size */
function pictureOf(pictures, size) {
  const picture = pictures.get(size)
  if (!picture) throw new Error(`There is no picture of ${size} pixels.`)
  return picture
}
