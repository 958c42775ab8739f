import * as tf from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sameAnswersNumber, sameAnswersText } from '../../src-main/contract/same-answers.ts'
import { sameAnswers } from '../../src-main/inference/checks/same-answers.ts'
import { findNetwork } from '../../src-main/inference/network/catalogue/find-network.ts'
import { tensorflowEngine } from '../../src-main/inference/network/tensorflow/engine.ts'
import { replayGolden } from '../../src-main/library/model-format/golden.ts'
import type { Golden } from '../../src-main/library/model-format/golden-file.ts'
import { readModel } from '../../src-main/library/model-format/model-files.ts'
import { temporaryHome, tinyNetwork, writeSmallModel } from '../support/stored-model.ts'
import { type BackendName, startBackends, useBackend } from '../support/tensorflow.ts'

let backends: BackendName[]
let home: string
let remove: () => Promise<void>
beforeAll(async () => {
  backends = await startBackends()
  ;({ home, remove } = await temporaryHome())
})
afterAll(() => remove())

async function replay(folder: string, change: (golden: Golden) => void = () => undefined) {
  const { card, learner, weights, golden } = await readModel(folder)
  if (!golden) throw new Error('The model should have golden traces.')
  change(golden)
  return replayGolden(golden, { learner, parts: card, weights }, tensorflowEngine)
}

describe.each([
  ['a posterior network', 'posterior', tinyNetwork],
  ['a point network', 'point', findNetwork('rudi-dense').spec],
])('the golden traces of %s', (_, id, network) => {
  let folder: string
  beforeAll(async () => {
    await useBackend('cpu')
    ;({ folder } = await writeSmallModel(home, { id, network }))
  })

  it('give the same on every TensorFlow, to a tenth of what is flagged', async () => {
    for (const backend of backends) {
      await useBackend(backend)
      const found = await replay(folder)
      expect(found.same).toBe(true)
      expect(found.outputs).toBeLessThan(1e-4)
      expect(found.proposals).toBeLessThan(2e-3)
      expect(found.made).toEqual({ program: '0.1.0', tensorflow: '4.22.0', backend: 'cpu' })
      expect(sameAnswers(found)).toMatchObject([{ check: 'sameAnswers', level: 'ok' }])
    }
  })

  it.each<[string, (golden: Golden) => void]>([
    ['an output moved', (golden) => (golden.outputs[2][1] += 0.01)],
    ['an output more', (golden) => golden.outputs[0].push(0)],
    ['a mean moved by a tenth of its sd', ({ proposals: [p] }) => (p.mean[0] += 0.1 * p.sd[0])],
    ['a width grown by 5 %', ({ proposals: [p] }) => (p.sd[1] *= 1.05)],
    ['a width that is none', ({ proposals: [p] }) => (p.sd[1] = 0)],
    ['another trace', (golden) => golden.traces[1].reverse()],
  ])('show a difference where they once gave another answer: %s', async (_what, change) => {
    const found = await replay(folder, change)
    expect(found.same).toBe(false)
    const [reason] = sameAnswers(found)
    expect(reason).toMatchObject({ level: 'caution', number: sameAnswersNumber(found) })
    expect(reason.text).toMatch(
      /^This TensorFlow \(TensorFlow\.js 4\.22\.0, .*does not reproduce the network’s reference outputs/,
    )
  })

  it('leave no tensors behind', async () => {
    const before = tf.memory().numTensors
    await replay(folder)
    expect(tf.memory().numTensors).toBe(before)
  })
})

it('a model without golden traces is said to have none, and no estimate is burdened with it', () => {
  expect(sameAnswers(null)).toEqual([])
  expect(sameAnswersText(null)).toMatch(/No reference outputs were recorded/)
})
