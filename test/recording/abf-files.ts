/** What an ABF file of a test holds. Counts are values over all channels, interleaved. */
export interface AbfPlan {
  mode: number
  /** Microseconds between samples of one channel. */
  interval: number
  channels: {
    name: string
    unit: string
    scale?: number
    signalGain?: number
    inputGain?: number
    telegraph?: number
    offset?: number
    signalOffset?: number
  }[]
  /** Counts of the converter (integers), or values (float), by sweep: scan after scan. */
  sweeps: number[][]
  float?: boolean
  range?: number
  resolution?: number
  outputs?: {
    name: string
    unit: string
    holding?: number
    keepsLast?: boolean
    enabled?: boolean
    source?: number
  }[]
  epochs?: {
    output?: number
    kind: number
    level: number
    levelStep?: number
    duration: number
    durationStep?: number
    period?: number
    width?: number
  }[]
  tags?: { time: number; text: string }[]
  /** Whether the file lists its sweeps' lengths. */
  lists?: boolean
}

const block = 512
const up = (bytes: number): number => Math.ceil(bytes / block)

/** One voltage channel of noisy spikes, two sweeps of 200 samples. */
export function plainPlan(changes: Partial<AbfPlan> = {}): AbfPlan {
  const counts = (n: number, phase: number): number[] =>
    Array.from({ length: n }, (_, i) =>
      Math.round(-2000 + 15 * Math.sin(12.9 * i + phase) + (i % 100 < 4 ? 2500 : 0)),
    )
  return {
    mode: 5,
    interval: 50,
    channels: [{ name: 'IN 0', unit: 'mV', scale: 0.01 }],
    sweeps: [counts(200, 0), counts(200, 1)],
    ...changes,
  }
}

/** An ABF 2 file: blocks of 512 bytes, each section in blocks of its own. */
export function abf2(plan: AbfPlan): Buffer {
  const strings = ['Nagumo']
  const index = (text: string): number => strings.push(text)
  const data = dataOf(plan)
  const protocol = Buffer.alloc(512)
  protocol.writeInt16LE(plan.mode, 0)
  protocol.writeFloatLE(plan.interval, 2)
  protocol.writeFloatLE(plan.range ?? 10, 110)
  protocol.writeInt32LE(plan.resolution ?? 32768, 118)
  const inputs = plan.channels.map((channel, i) => {
    const entry = Buffer.alloc(128)
    entry.writeInt16LE(i, 0)
    entry.writeInt16LE(channel.telegraph === undefined ? 0 : 1, 2)
    entry.writeFloatLE(channel.telegraph ?? 7, 6)
    entry.writeInt16LE(i, 26)
    entry.writeFloatLE(channel.inputGain ?? 1, 28)
    entry.writeFloatLE(channel.scale ?? 1, 40)
    entry.writeFloatLE(channel.offset ?? 0, 44)
    entry.writeFloatLE(channel.signalGain ?? 1, 48)
    entry.writeFloatLE(channel.signalOffset ?? 0, 52)
    entry.writeInt32LE(index(channel.name), 74)
    entry.writeInt32LE(index(channel.unit), 78)
    return entry
  })
  const outputs = (plan.outputs ?? []).map((output, i) => {
    const entry = Buffer.alloc(256)
    entry.writeInt16LE(i, 0)
    entry.writeFloatLE(output.holding ?? 0, 12)
    entry.writeInt32LE(index(output.name), 24)
    entry.writeInt32LE(index(output.unit), 28)
    entry.writeInt16LE(output.enabled === false ? 0 : 1, 40)
    entry.writeInt16LE(output.source ?? 1, 42)
    entry.writeInt16LE(output.keepsLast ? 1 : 0, 44)
    return entry
  })
  const epochs = (plan.epochs ?? []).map((epoch, i) => {
    const entry = Buffer.alloc(48)
    entry.writeInt16LE(i, 0)
    entry.writeInt16LE(epoch.output ?? 0, 2)
    entry.writeInt16LE(epoch.kind, 4)
    entry.writeFloatLE(epoch.level, 6)
    entry.writeFloatLE(epoch.levelStep ?? 0, 10)
    entry.writeInt32LE(epoch.duration, 14)
    entry.writeInt32LE(epoch.durationStep ?? 0, 18)
    entry.writeInt32LE(epoch.period ?? 0, 22)
    entry.writeInt32LE(epoch.width ?? 0, 26)
    return entry
  })
  const text = Buffer.from(`${strings.join('\0')}\0`, 'latin1')
  const stringsHead = Buffer.alloc(44)
  stringsHead.write('SSCH')
  stringsHead.writeUInt32LE(1, 4)
  stringsHead.writeUInt32LE(strings.length, 8)

  const head = Buffer.alloc(block)
  head.write('ABF2')
  head.set([0, 0, 6, 2], 4)
  head.writeUInt32LE(512, 8)
  head.writeUInt32LE(plan.mode === 3 ? 0 : plan.sweeps.length, 12)
  head.writeUInt16LE(plan.float ? 1 : 0, 30)
  head.writeUInt32LE(1, 60)
  const parts: Buffer[] = [head]
  let at = 1
  const add = (
    place: number,
    entries: Buffer[],
    size = entries[0]?.length ?? 0,
    count = entries.length,
  ): void => {
    if (entries.length === 0) return
    const bytes = Buffer.concat(entries)
    head.writeUInt32LE(at, place)
    head.writeUInt32LE(size, place + 4)
    head.writeInt32LE(count, place + 8)
    parts.push(bytes, Buffer.alloc(up(bytes.length) * block - bytes.length))
    at += up(bytes.length)
  }
  add(76, [protocol])
  add(92, inputs)
  add(108, outputs)
  // Digital outputs: nobody here reads them, pyABF wants them.
  add(
    124,
    epochs.map(() => Buffer.alloc(32)),
  )
  add(156, epochs)
  add(220, [Buffer.concat([stringsHead, text])])
  add(
    236,
    [data],
    plan.float ? 4 : 2,
    plan.sweeps.reduce((sum, sweep) => sum + sweep.length, 0),
  )
  add(252, tagEntries(plan))
  if (plan.lists) add(316, listEntries(plan))
  return Buffer.concat(parts)
}

/** An ABF 1 file of version 1.83, or one with the short header of version 1.3. */
export function abf1(plan: AbfPlan, version = 1.83): Buffer {
  const long = version >= 1.6
  const head = Buffer.alloc(long ? 6144 : 2048)
  const data = dataOf(plan)
  head.write('ABF ')
  head.writeFloatLE(version, 4)
  head.writeInt16LE(plan.mode, 8)
  head.writeInt32LE(
    plan.sweeps.reduce((sum, sweep) => sum + sweep.length, 0),
    10,
  )
  head.writeInt32LE(plan.mode === 3 ? 0 : plan.sweeps.length, 16)
  head.writeInt32LE(head.length / block, 40)
  head.writeInt16LE(plan.float ? 1 : 0, 100)
  head.writeInt16LE(plan.channels.length, 120)
  head.writeFloatLE(plan.interval / plan.channels.length, 122)
  head.writeFloatLE(plan.range ?? 10, 244)
  head.writeInt32LE(plan.resolution ?? 32768, 252)
  for (let k = 0; k < 16; k++) head.writeInt16LE(-1, 410 + 2 * k)
  plan.channels.forEach((channel, i) => {
    // The plugs in the opposite order, so that mixing up plug and place shows.
    const plug = plan.channels.length - 1 - i
    head.writeInt16LE(plug, 410 + 2 * i)
    head.write(channel.name.padEnd(10), 442 + 10 * plug, 10, 'latin1')
    head.write(channel.unit.padEnd(8), 602 + 8 * plug, 8, 'latin1')
    head.writeFloatLE(channel.inputGain ?? 1, 730 + 4 * plug)
    head.writeFloatLE(channel.scale ?? 1, 922 + 4 * plug)
    head.writeFloatLE(channel.offset ?? 0, 986 + 4 * plug)
    head.writeFloatLE(channel.signalGain ?? 1, 1050 + 4 * plug)
    head.writeFloatLE(channel.signalOffset ?? 0, 1114 + 4 * plug)
    if (!long) return
    head.writeInt16LE(channel.telegraph === undefined ? 0 : 1, 4512 + 2 * plug)
    head.writeFloatLE(channel.telegraph ?? 7, 4576 + 4 * plug)
  })
  if (long) {
    ;(plan.outputs ?? []).forEach((output, i) => {
      head.write(output.name.padEnd(10), 1306 + 10 * i, 10, 'latin1')
      head.write(output.unit.padEnd(8), 1346 + 8 * i, 8, 'latin1')
      head.writeFloatLE(output.holding ?? 0, 1394 + 4 * i)
      head.writeInt16LE(output.enabled === false ? 0 : 1, 2296 + 2 * i)
      head.writeInt16LE(output.source ?? 1, 2300 + 2 * i)
      head.writeInt16LE(output.keepsLast ? 1 : 0, 2304 + 2 * i)
    })
    const next = [0, 10]
    for (const epoch of plan.epochs ?? []) {
      const k = next[epoch.output ?? 0]++
      head.writeInt16LE(epoch.kind, 2308 + 2 * k)
      head.writeFloatLE(epoch.level, 2348 + 4 * k)
      head.writeFloatLE(epoch.levelStep ?? 0, 2428 + 4 * k)
      head.writeInt32LE(epoch.duration, 2508 + 4 * k)
      head.writeInt32LE(epoch.durationStep ?? 0, 2588 + 4 * k)
      head.writeInt32LE(epoch.period ?? 0, 2136 + 4 * k)
      head.writeInt32LE(epoch.width ?? 0, 2216 + 4 * k)
    }
  }
  const parts = [head, data, Buffer.alloc(up(data.length) * block - data.length)]
  let at = head.length / block + up(data.length)
  const add = (place: number, entries: Buffer[]): void => {
    if (entries.length === 0) return
    const bytes = Buffer.concat(entries)
    head.writeInt32LE(at, place)
    head.writeInt32LE(entries.length, place + 4)
    parts.push(bytes, Buffer.alloc(up(bytes.length) * block - bytes.length))
    at += up(bytes.length)
  }
  add(44, tagEntries(plan))
  if (plan.lists) add(92, listEntries(plan))
  return Buffer.concat(parts)
}

function dataOf({ sweeps, float }: AbfPlan): Buffer {
  const values = sweeps.flat()
  return Buffer.from((float ? Float32Array.from(values) : Int16Array.from(values)).buffer)
}

function tagEntries({ tags = [] }: AbfPlan): Buffer[] {
  return tags.map(({ time, text }) => {
    const entry = Buffer.alloc(64)
    entry.writeInt32LE(time, 0)
    entry.write(text.padEnd(56), 4, 56, 'latin1')
    return entry
  })
}

function listEntries({ sweeps }: AbfPlan): Buffer[] {
  return sweeps.map((sweep) => {
    const entry = Buffer.alloc(8)
    entry.writeInt32LE(sweep.length, 4)
    return entry
  })
}
