import { z } from 'zod'

/** Stable codes of doubts, for programs. A new kind of doubt adds a line here. */
export const DoubtCode = z.enum([
  /** Of readings saved before doubts had codes. */
  'UNSPECIFIED',
  'NAMES_UNUSED',
  'TIME_GUESSED',
  'TIME_UNIT_GUESSED',
  'TIMES_COARSE',
  'RATE_UNKNOWN',
  'RATE_IMPLAUSIBLE',
  'RATE_AMBIGUOUS',
  /** Two places in a file state different rates. */
  'RATE_CONTRADICTED',
  'RESAMPLED',
  'SAMPLES_MARKED',
  'LAST_ROW_CUT',
  'BELOW_TABLE',
  'TABLE_CHOSEN',
  'CELLS_WITHOUT_VALUE',
  'SWEEP_CUT',
  'DECIMAL_MARK',
  'VOLTAGE_UNIT_GUESSED',
  'VOLTAGE_UNIT_CONTRADICTED',
  'VOLTAGE_IMPLAUSIBLE',
  'VOLTAGE_CLAMP',
  'VOLTAGE_BY_UNIT',
  'RECOVERY_LEFT_OUT',
  'STIMULUS_BY_VALUES',
  'SWEEP_BY_VALUES',
  'STIMULUS_UNIT_DOUBTED',
  'COLUMN_UNDECIDED',
  'SPIKES_IMPLAUSIBLE',
  'DURATION_IMPLAUSIBLE',
  /** A sweep that is no membrane potential, among others that are. */
  'SWEEP_UNLIKE',
  'CLIPPED',
  'ARTEFACTS',
  'CURRENT_CHOSEN',
  'CURRENT_MEASURED',
  'CURRENT_STATED',
  /** The voltage contradicts the current: its sign, unit, amplitudes or times. */
  'CURRENT_SIGN',
  'CURRENT_UNIT',
  'CURRENT_OFFSET',
  'CURRENT_SHIFTED',
  'CELL_DRIFTS',
])
export type DoubtCode = z.infer<typeof DoubtCode>
