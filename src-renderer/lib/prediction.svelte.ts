import { extent } from '../../src-main/figures/scale/range.ts'
import type { CommandLine } from './command-points.ts'
import { plain } from './digits.ts'
import { readCommandTable, readSegments, type SegmentsDraft, typedSegments } from './drawn-command.ts'
import { client } from './link.ts'
import { messageOf } from './notices.svelte.ts'
import type { CellPrediction, CellReport, DrawnCommand } from './types.ts'

/** Enough for a table of 200,000 rows. */
const mostBytes = 16e6

/** A command for a fitted cell as typed, and the predicted response. */
export class PredictionDraft {
  kind = $state<'segments' | 'table'>('segments')
  segments = $state.raw<SegmentsDraft>({ holding: '0', length: '1000', segments: [] })
  table = $state('')
  working = $state(false)
  failure = $state<string | null>(null)
  done = $state.raw<{ command: DrawnCommand; prediction: CellPrediction } | null>(null)
  /** Currents that the cell was fitted on, pA, including holding. */
  readonly fitted: { from: number; to: number }
  readonly #id: string

  read = $derived(readSegments(this.segments))
  readTable = $derived(readCommandTable(this.table))
  command = $derived(this.kind === 'segments' ? this.read.command : this.readTable.command)
  /** The command as editable polyline; not available for a table. */
  line = $derived(this.kind === 'segments' ? this.read.line : null)
  problem = $derived(
    this.kind === 'segments' ? [...new Set(Object.values(this.read.wrong))].join(' ') : this.readTable.wrong,
  )

  /** Starts with the family's own step, at its largest amplitude. */
  constructor({ id, protocol }: CellReport) {
    this.#id = id
    const { holding, onset, offset, amplitudes } = protocol
    const ends = extent(amplitudes, [0])
    this.fitted = { from: holding + ends.from, to: holding + ends.to }
    if (onset === null || offset === null || amplitudes.length === 0) return
    const round = (x: number): string => plain(Number(x.toPrecision(4)))
    const length = Math.max(1, offset - onset)
    this.segments = {
      holding: round(holding),
      length: round(length + 300),
      segments: [
        {
          from: '100',
          to: round(length + 100),
          current: round(holding + amplitudes.reduce((a, b) => Math.max(a, b))),
          end: '',
        },
      ],
    }
  }

  /** Replaces the segments with those of an edited polyline. */
  draw({ stretches }: CommandLine): void {
    this.segments = { ...this.segments, segments: typedSegments(stretches) }
  }

  /** Loads a file's text into the table. */
  async load(file: File): Promise<void> {
    this.failure = null
    if (file.size > mostBytes) {
      this.failure = `${file.name} is too large for a command: at most 16 MB, one line per time.`
      return
    }
    this.table = await file.text()
  }

  async predict(): Promise<void> {
    const { command } = this
    if (!command || this.working) return
    this.working = true
    this.failure = null
    try {
      this.done = { command, prediction: await client.cells.predict({ id: this.#id, command }) }
    } catch (error) {
      this.failure = messageOf(error)
    } finally {
      this.working = false
    }
  }
}
