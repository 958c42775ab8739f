// @ts-check
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** @typedef {import('./bundled.mjs').Package} Package */

const texts = new URL('./texts/', import.meta.url)

/**
 * Packages without a licence text: their copyright holders, from their sources, and the text of the licence they name.
 * @type {Record<string, { licence: string, parts: { copyright: string, text: string }[] }>}
 */
const given = {
  '@polka/url': mit('Copyright (c) Luke Edwards (lukeed.com)'),
  sirv: mit('Copyright (c) Luke Edwards (lukeed.com)'),
  fontkit: mit('Copyright (c) Devon Govett'),
  dfa: mit('Copyright (c) Devon Govett'),
  // Its decoder is a translation of Google’s, whose files retain their licence.
  brotli: {
    licence: 'MIT',
    parts: [
      ...mit('Copyright (c) Devon Govett').parts,
      { copyright: 'Decoder: Copyright 2013 Google Inc. All Rights Reserved.', text: 'Apache-2.0.txt' },
    ],
  },
  '@resvg/resvg-wasm': {
    licence: 'MPL-2.0',
    parts: [
      {
        copyright:
          'resvg-js: Copyright (c) yisibl and contributors, in source form at https://github.com/yisibl/resvg-js. resvg, within it: Copyright (c) Yevhenii Reizner and contributors, in source form at https://github.com/linebender/resvg.',
        text: 'MPL-2.0.txt',
      },
    ],
  },
  seedrandom: mit('Copyright 2019 David Bau.'),
  tr46: mit('Copyright (c) Sebastian Mayr'),
  '@tensorflow/tfjs-backend-cpu': apache(),
  '@tensorflow/tfjs-backend-wasm': apache(),
  '@tensorflow/tfjs-core': apache(),
  '@tensorflow/tfjs-layers': {
    licence: 'Apache-2.0 AND MIT',
    parts: [
      ...apache().parts,
      ...mit(
        'Copyright (c) 2015-2018 François Chollet, Google LLC, Microsoft, Inc., and the respective contributors.',
      ).parts,
    ],
  },
}

/**
 * The text of a package's licence, with its notices.
 * @param {Package} pkg
 * @throws Error naming the package, where there is none
 */
export function licenceTextOf({ name, version, licence, folder }) {
  const files = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|notice)([.-]|$)/i.test(file))
    .sort()
  const own = files.map((file) => withoutParts(readText(join(folder, file)))).filter(Boolean)
  if (own.length > 0) return own.join('\n\n')
  const known = Object.hasOwn(given, name) ? given[name] : null
  if (known && known.licence === licence)
    return known.parts
      .map(({ copyright, text }) => `${copyright}\n\n${readText(new URL(text, texts))}`)
      .join('\n\n')
  throw new Error(
    `${name} ${version} is bundled, and comes without the text of its licence (${licence || 'it names none'})${
      known ? `; the one in scripts/notices/licences.mjs is for ${known.licence}` : ''
    }. Look it up where ${name} is made, and enter it in scripts/notices/licences.mjs.`,
  )
}

/** The name of a licence from its text, for packages that name none; empty where unknown. @param {string} text */
export function licenceNamedIn(text) {
  return /^(The )?MIT License\b/i.test(text) ? 'MIT' : ''
}

/**
 * Vite's licence file also lists licences of its own bundled packages, which are never in ours.
 * @param {string} text
 */
function withoutParts(text) {
  return text.split('\n# Licenses of bundled dependencies')[0].trim()
}

/** @param {string | URL} file */
const readText = (file) => readFileSync(file, 'utf8').replaceAll('\r\n', '\n').trim()

/** @param {string} copyright */
function mit(copyright) {
  return { licence: 'MIT', parts: [{ copyright, text: 'MIT.txt' }] }
}

function apache() {
  const copyright = 'Copyright 2017-2022 Google LLC. All Rights Reserved.'
  return { licence: 'Apache-2.0', parts: [{ copyright, text: 'Apache-2.0.txt' }] }
}
