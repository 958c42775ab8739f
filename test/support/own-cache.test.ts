import { expect, it } from 'vitest'
import { userCacheFolder } from '../../src-main/compute/tensorflow/native-facts.mjs'

it('tests write to a cache folder of their own', () => {
  expect(userCacheFolder()).toContain('nagumo-test-cache-')
})
