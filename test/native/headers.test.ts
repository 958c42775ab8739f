import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { findNodeHeaders } from '../../scripts/native/compile.mjs'

it('finds Node’s headers where the packages are installed', () => {
  expect(existsSync(join(findNodeHeaders(), 'node_api.h'))).toBe(true)
})

it('says where it looked for Node’s headers', () => {
  expect(() => findNodeHeaders(['/none/include', '/none/other'])).toThrow(
    'Node’s headers (node_api.h) are in none of /none/include, /none/other. Run npm install --ignore-scripts',
  )
})
