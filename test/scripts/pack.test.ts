import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { flipFuses, fusesIn, wanted } from '../../scripts/pack/fuses.mjs'
import { writeIcons } from '../../scripts/pack/icons.mjs'
import { copyNative } from '../../scripts/pack/native.mjs'
import { ADDON } from '../../src-main/compute/tensorflow/native-facts.mjs'

/** The package @electron/fuses over a wire in memory: '0', '1', or nothing where a fuse is not there. */
function fusesPackage(wire: string, { stuck = -1 } = {}) {
  const state = [...wire].map((one) => one.charCodeAt(0))
  return {
    FuseVersion: { V1: '1' },
    getCurrentFuseWire: async () => ({ version: '1', ...state }),
    flipFuses: async (_binary: string, { version: _, ...fuses }: Record<string, unknown>) => {
      for (const [at, on] of Object.entries(fuses)) {
        if (Number(at) >= state.length) throw new Error('the fuse wire is not long enough')
        if (Number(at) !== stuck) state[Number(at)] = on ? 49 : 48
      }
    },
    wire: () => String.fromCharCode(...state),
  }
}

it('of a current Electron all fuses are flipped, and no other', async () => {
  const fuses = fusesPackage('101100011')
  expect(await flipFuses(fuses, 'nagumo', { old: false })).toEqual([])
  expect(fuses.wire()).toBe('000011001')
})

it('a current Electron that lacks a fuse, or keeps one as it was, is no program to hand out', async () => {
  await expect(flipFuses(fusesPackage('1011000'), 'nagumo', { old: false })).rejects.toThrow(
    /GrantFileProtocolExtraPrivileges \(missing\)/,
  )
  await expect(flipFuses(fusesPackage('10110001', { stuck: 3 }), 'nagumo', { old: true })).rejects.toThrow(
    /EnableNodeCliInspectArguments \(other\)/,
  )
})

it('an old Electron has those flipped that it has, and the others named', async () => {
  const fuses = fusesPackage('1011000')
  expect(await flipFuses(fuses, 'nagumo', { old: true })).toEqual(['GrantFileProtocolExtraPrivileges'])
  const states = fusesIn(await fuses.getCurrentFuseWire())
  expect(states.filter(({ state }) => state === 'as wanted')).toHaveLength(wanted.length - 1)
})

it('icons of the three systems hold the picture in each size, and two runs write the same', async () => {
  const folders = [0, 1].map(() => mkdtempSync(join(tmpdir(), 'nagumo-icons-')))
  try {
    for (const folder of folders) await writeIcons(folder)
    const [first, second] = folders.map((folder) =>
      ['icon.icns', 'icon.ico', 'icons/512x512.png'].map((name) => readFileSync(join(folder, name))),
    )
    for (const [k, bytes] of first.entries()) expect(bytes.equals(second[k])).toBe(true)
    const [icns, ico, png] = first
    expect(picturesOfIcns(icns).map(sizeOf)).toEqual([16, 32, 32, 64, 128, 256, 256, 512, 512, 1024])
    expect(picturesOfIco(ico).map(sizeOf)).toEqual([16, 24, 32, 48, 64, 128, 256])
    expect(sizeOf(png)).toBe(512)
  } finally {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  }
})

it('native TensorFlow goes beside the archive with what it asks for, and without what developers read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nagumo-native-'))
  const modules = join(folder, 'node_modules')
  const write = (path: string, content: object | string = '') => {
    mkdirSync(dirname(join(modules, path)), { recursive: true })
    writeFileSync(join(modules, path), typeof content === 'string' ? content : JSON.stringify(content))
  }
  try {
    expect(copyNative(join(folder, 'resources'), modules)).toEqual([])
    write('@tensorflow/tfjs-node/package.json', { dependencies: { near: '1', far: '1', absent: '1' } })
    write(`@tensorflow/tfjs-node/${ADDON}`)
    write('@tensorflow/tfjs-node/dist/index.js')
    write('@tensorflow/tfjs-node/dist/index.js.map')
    // Another version than the one that all share, which asks for one that all share.
    write('@tensorflow/tfjs-node/node_modules/near/package.json', { dependencies: { far: '1', deep: '1' } })
    write('near/package.json', {})
    write('far/package.json', { dependencies: { near: '2' } })
    write('deep/package.json', {})
    write('other/package.json', {})
    const copied = copyNative(join(folder, 'resources'), modules)
    expect(copied).toEqual(['@tensorflow/tfjs-node', 'deep', 'far', 'near'])
    const there = (path: string) => existsSync(join(folder, 'resources/node_modules', path))
    expect(there('@tensorflow/tfjs-node/node_modules/near/package.json')).toBe(true)
    expect(there('@tensorflow/tfjs-node/dist/index.js')).toBe(true)
    expect(there('@tensorflow/tfjs-node/dist/index.js.map')).toBe(false)
    expect(there('other')).toBe(false)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

/** Width of a PNG, by its own head. */
function sizeOf(png: Buffer): number {
  expect(png.toString('latin1', 1, 4)).toBe('PNG')
  return png.readUInt32BE(16)
}

function picturesOfIcns(icns: Buffer): Buffer[] {
  expect(icns.toString('latin1', 0, 4)).toBe('icns')
  expect(icns.readUInt32BE(4)).toBe(icns.length)
  const pictures: Buffer[] = []
  for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4))
    pictures.push(icns.subarray(at + 8, at + icns.readUInt32BE(at + 4)))
  return pictures
}

function picturesOfIco(ico: Buffer): Buffer[] {
  expect([ico.readUInt16LE(0), ico.readUInt16LE(2)]).toEqual([0, 1])
  return Array.from({ length: ico.readUInt16LE(4) }, (_, k) => {
    const entry = 6 + 16 * k
    const at = ico.readUInt32LE(entry + 12)
    return ico.subarray(at, at + ico.readUInt32LE(entry + 8))
  })
}
