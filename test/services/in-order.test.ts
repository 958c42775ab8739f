import { expect, it } from 'vitest'
import { createInOrder } from '../../src-main/services/in-order.ts'

it('work is done in the order of its arrival, and an answer leaves before the next is computed', async () => {
  const inOrder = createInOrder()
  const happened: string[] = []
  // On its way, an answer passes through promises.
  const leaves = async (answer: Promise<string>) => {
    let text = await answer
    for (let hop = 0; hop < 50; hop++) text = await Promise.resolve(text)
    happened.push(`${text} leaves`)
  }
  const compute = async (name: string, wait: Promise<unknown> = Promise.resolve()) => {
    await wait
    happened.push(`${name} is computed`)
    return name
  }
  const slowly = new Promise((resolve) => setTimeout(resolve, 20))
  const all = [
    leaves(inOrder(() => compute('view', slowly), undefined)),
    leaves(inOrder(() => compute('features'), undefined)),
  ]
  await Promise.all(all)
  expect(happened).toEqual(['view is computed', 'view leaves', 'features is computed', 'features leaves'])
})

it('a failure stops none that follow, and what is no longer wanted is not begun', async () => {
  const inOrder = createInOrder()
  const stop = new AbortController()
  let begun = 0
  const failing = inOrder(async () => {
    throw new Error('a bad window')
  }, undefined)
  const unwanted = inOrder(async () => begun++, stop.signal)
  const last = inOrder(async () => 'answered', undefined)
  stop.abort()
  await expect(failing).rejects.toThrow('a bad window')
  await expect(unwanted).rejects.toMatchObject({ name: 'AbortError' })
  expect(await last).toBe('answered')
  expect(begun).toBe(0)
})
