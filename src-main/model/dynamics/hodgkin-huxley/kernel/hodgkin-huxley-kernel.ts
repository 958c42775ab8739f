import { compileKernel } from '../../../compile-kernel.ts'
import type { SpikeCycleTracer, TracedCycle } from '../../../spike-cycle.ts'
import { createReferenceTracer } from '../reference-tracer.ts'
import { driveBelow, rowOf, rowSize } from '../row.ts'
import { stepRule } from '../step-size.ts'
import { upstroke } from '../trace-cycle.ts'
import { fillTable, gates, tableBytes } from './gate-table.ts'
import { wasmBase64 } from './hodgkin-huxley.generated.ts'

interface KernelExports {
  run(
    base: number,
    groups: number,
    table: number,
    ring: number,
    mask: number,
    cursor: number,
    longest: number,
  ): number
  copy(
    lane: number,
    width: number,
    mask: number,
    start: number,
    count: number,
    vT: number,
    times: number,
    potentials: number,
  ): void
}

/** Cells at once: groups of 4 lanes. */
const groups = 2
const lanes = 4 * groups
/** Length of the ring buffer in steps; a cycle has some hundred. */
const ringSteps = 8192
const ringWidth = 32 * groups
/** Offset of each quantity within a group, in numbers, as in the AssemblyScript source. */
const at = {
  gNa: 0,
  gKd: 4,
  gL: 8,
  drive: 12,
  eNa: 16,
  eK: 20,
  q: 24,
  u: 28,
  gates: 32,
  step: 56,
  before: 60,
  slope: 64,
  since: 68,
  spikes: 72,
  start: 76,
  armed: 80,
  active: 84,
  fires: 88,
  silent: 92,
  peaked: 96,
}
const groupSize = 100

/**
 * The tracer of reference-tracer.ts for 8 cells at a time in float32 SIMD, by the same scheme and step rule. A lane
 * whose cell has finished takes the next row, so that slow cells delay no others.
 * @returns null where WebAssembly SIMD is missing
 */
export function createHodgkinHuxleyKernel(): SpikeCycleTracer | null {
  const module = compileKernel(wasmBase64)
  if (!module) return null
  const baseAt = 0
  const ringAt = Math.ceil((groups * groupSize * 4) / 64) * 64
  const tableAt = ringAt + ringSteps * ringWidth
  const timesAt = tableAt + tableBytes
  const potentialsAt = timesAt + 8 * ringSteps
  const memory = new WebAssembly.Memory({ initial: Math.ceil((potentialsAt + 8 * ringSteps) / 65536) })
  const kernel = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as KernelExports
  const floats = new Float32Array(memory.buffer)
  const integers = new Int32Array(memory.buffer)
  fillTable(floats.subarray(tableAt / 4, (tableAt + tableBytes) / 4))
  const cycle: TracedCycle = {
    count: 0,
    t: new Float64Array(memory.buffer, timesAt, ringSteps),
    v: new Float64Array(memory.buffer, potentialsAt, ringSteps),
  }
  const ends = [new Float64Array(6), new Float64Array(6)]
  gates(upstroke, ends[0])
  gates(0, ends[1])
  const reference = createReferenceTracer()

  /** Offset of a lane's numbers. */
  const place = (lane: number): number => baseAt / 4 + (lane >> 2) * groupSize + (lane & 3)

  /** Loads a row's cell into a lane, at the reference's initial state. */
  const begin = (lane: number, rows: Float64Array, row: number): void => {
    const cell = rowOf(rows, row * rowSize)
    const p = place(lane)
    floats[p + at.gNa] = cell.gNa
    floats[p + at.gKd] = cell.gKd
    floats[p + at.gL] = cell.gL
    // With potentials counted from VT, gL·VT drops out of the drive.
    floats[p + at.drive] = cell.iDrive - cell.gL * driveBelow
    floats[p + at.eNa] = cell.eNa - cell.vT
    floats[p + at.eK] = cell.eK - cell.vT
    floats[p + at.q] = cell.q
    floats[p + at.u] = upstroke
    for (let gate = 0; gate < 3; gate++) {
      floats[p + at.gates + 8 * gate] = ends[gate === 0 ? 0 : 1][2 * gate]
      floats[p + at.gates + 8 * gate + 4] = ends[0][2 * gate]
    }
    floats[p + at.step] = stepRule.shortest
    // Not 0, since the kernel divides by it.
    floats[p + at.before] = 1e-5
    floats[p + at.slope] = 0
    floats[p + at.since] = 0
    integers[p + at.spikes] = 1
    integers[p + at.start] = 0
    integers[p + at.armed] = 0
    integers[p + at.peaked] = 0
    integers[p + at.active] = -1
  }

  return {
    kind: 'kernel',
    capacity: 16 * lanes,
    trace(rows, n, longest, visit) {
      const rowIn = new Int32Array(lanes)
      let next = 0
      let running = 0
      let cursor = 0
      const fill = (lane: number): void => {
        if (next < n) {
          rowIn[lane] = next
          begin(lane, rows, next++)
          running++
        } else integers[place(lane) + at.active] = 0
      }
      for (let lane = 0; lane < lanes; lane++) fill(lane)
      const used = Math.min(groups, Math.ceil(n / 4))
      while (running > 0) {
        cursor = kernel.run(baseAt, used, tableAt, ringAt, ringSteps - 1, cursor, longest)
        for (let lane = 0; lane < 4 * used; lane++) {
          const p = place(lane)
          const fires = integers[p + at.fires] !== 0
          if (!fires && integers[p + at.silent] === 0) continue
          const row = rowIn[lane]
          const count = cursor - integers[p + at.start]
          if (!fires) visit(row, null)
          else if (count > ringSteps) outgrown(rows, row, longest, visit)
          else {
            const from = ringAt + 32 * (lane >> 2) + 4 * (lane & 3)
            const vT = rows[row * rowSize + 4]
            kernel.copy(from, 32 * used, ringSteps - 1, cursor - count, count, vT, timesAt, potentialsAt)
            cycle.count = count
            visit(row, cycle)
          }
          running--
          fill(lane)
        }
      }
    },
  }

  /** A cycle of more steps than the ring buffer holds. */
  function outgrown(
    rows: Float64Array,
    row: number,
    longest: number,
    visit: (row: number, cycle: TracedCycle | null) => void,
  ): void {
    const one = rows.slice(row * rowSize, (row + 1) * rowSize)
    reference.trace(one, 1, longest, (_, traced) => visit(row, traced))
  }
}
