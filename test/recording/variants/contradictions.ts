import { comma, rows, type Variant, v } from './exports-of-programs.ts'

const ms = (i: number): string => (i * 0.05).toFixed(2)
const pA = (i: number): number => (i > 100 && i < 300 ? 150 : 0)
const oneColumn = rows((x) => [x])
const timed = rows((x, i) => [ms(i), x])
const half = (
  from: number,
  to: number,
  row: (x: number, i: number) => (string | number)[],
  sep = '\t',
): string =>
  `${v
    .slice(from, to)
    .map((x, i) => row(x, i).join(sep))
    .join('\n')}\n`
const t0 = (x: number, i: number) => [ms(i), x]

export const contradictions: Variant[] = [
  [
    'both commas, no header',
    rows((x, i) => [ms(i).replace('.', ','), comma(x)], ','),
    { refused: /COLUMN_COUNT/ },
  ],
  [
    'one column of decimal commas',
    `Sampling rate: 20 kHz\nVm (mV)\n${rows((x) => [x.toFixed(4).replace('.', ',')])}`,
  ],
  [
    'one column of decimal commas, no header',
    rows((x) => [x.toFixed(4).replace('.', ',')]),
    { asks: /RATE_UNKNOWN/ },
  ],
  [
    'header 20 kHz, times 10 kHz',
    `Sampling rate: 20 kHz\nTime (ms)\tVm (mV)\n${rows((x, i) => [(i * 0.1).toFixed(1), x])}`,
    { asks: /RATE_CONTRADICTED/ },
  ],
  [
    'header interval us 100, times 20 kHz',
    `Sampling interval (us): 100\nTime (ms)\tVm (mV)\n${timed}`,
    { asks: /RATE_CONTRADICTED/ },
  ],
  [
    'rate and interval that disagree',
    `Sampling rate: 20 kHz\nSampling interval (us): 100\nVm (mV)\n${oneColumn}`,
    { asks: /RATE_CONTRADICTED/ },
  ],
  [
    'two rates',
    `Sampling rate: 20 kHz\nSampling rate: 10 kHz\nVm (mV)\n${oneColumn}`,
    { asks: /RATE_CONTRADICTED/ },
  ],
  [
    'original rate, downsampled',
    `Original sampling rate: 40 kHz\nDownsampled by 2\nVm (mV)\n${oneColumn}`,
    { asks: /RATE_AMBIGUOUS/ },
  ],
  ['decimation', `Sampling rate: 40 kHz\nDecimation: 2\nVm (mV)\n${oneColumn}`, { asks: /RATE_AMBIGUOUS/ }],
  [
    'total rate of two channels',
    `Aggregate sampling rate: 40 kHz\nChannels: 2\nVm (mV)\n${oneColumn}`,
    { asks: /RATE_AMBIGUOUS/ },
  ],
  ['video rate', `Camera sampling rate: 300 Hz\nSampling rate: 20 kHz\nVm (mV)\n${oneColumn}`],
  ['stimulus rate', `Stimulus sampling rate: 50 kHz\nSampling rate: 20 kHz\nVm (mV)\n${oneColumn}`],
  [
    'time in 10 us',
    `Time (10 us),Vm (mV)\n${rows((x, i) => [i * 5, x], ',')}`,
    { asks: /TIME_UNIT_GUESSED/ },
  ],
  [
    'time in ticks',
    `Time (ticks),Vm (mV)\n${rows((x, i) => [i * 5, x], ',')}`,
    { asks: /TIME_UNIT_GUESSED/ },
  ],
  [
    'time in ds',
    `Time (ds),Vm (mV)\n${rows((x, i) => [(i * 5e-4).toFixed(4), x], ',')}`,
    { asks: /TIME_UNIT_GUESSED/ },
  ],
  ['time in frames', `frame,Vm (mV)\n${rows((x, i) => [i * 2, x], ',')}`, { asks: /TIME_UNIT_GUESSED/ }],
  [
    'voltage x10',
    `Time (ms),Vm x10 (mV)\n${rows((x, i) => [ms(i), x * 10], ',')}`,
    { asks: /VOLTAGE_IMPLAUSIBLE/ },
  ],
  [
    'voltage in 10 mV',
    `Time (ms),Vm (10 mV)\n${rows((x, i) => [ms(i), x / 10], ',')}`,
    { asks: /VOLTAGE_UNIT_GUESSED/ },
  ],
  [
    'voltage in 0.1 mV',
    `Time (ms),Vm (0.1 mV)\n${rows((x, i) => [ms(i), x * 10], ',')}`,
    { asks: /VOLTAGE_UNIT_GUESSED/ },
  ],
  [
    'voltage in cV',
    `Time (ms),Vm (cV)\n${rows((x, i) => [ms(i), x / 10], ',')}`,
    { asks: /VOLTAGE_UNIT_GUESSED/ },
  ],
  [
    'voltage in dV',
    `Time (ms),Vm (dV)\n${rows((x, i) => [ms(i), x / 100], ',')}`,
    { asks: /VOLTAGE_UNIT_GUESSED/ },
  ],
  [
    'voltage in nV',
    `Time (ms),Vm (nV)\n${rows((x, i) => [ms(i), x * 1e6], ',')}`,
    { refused: /UNITS_IMPLAUSIBLE/ },
  ],
  [
    'voltage in kV',
    `Time (ms),Vm (kV)\n${rows((x, i) => [ms(i), x * 1e-6], ',')}`,
    { asks: /VOLTAGE_UNIT_GUESSED/ },
  ],
  [
    'voltage in ADC counts',
    `Time (ms),Vm (counts)\n${rows((x, i) => [ms(i), Math.round(x * 32.768)], ',')}`,
    { asks: /VOLTAGE_UNIT_GUESSED/ },
  ],
  [
    'voltage as int16',
    `Time (ms),Vm\n${rows((x, i) => [ms(i), Math.round(x * 32.768)], ',')}`,
    { asks: /VOLTAGE_UNIT_GUESSED/ },
  ],
  [
    'voltage as int16, little',
    `Time (ms),Vm\n${rows((x, i) => [ms(i), Math.round(x * 3)], ',')}`,
    { asks: /VOLTAGE_IMPLAUSIBLE/ },
  ],
  [
    'z score',
    `Time (ms),Vm (z)\n${rows((x, i) => [ms(i), (x + 60) / 20], ',')}`,
    { asks: /VOLTAGE_UNIT_GUESSED/ },
  ],
  [
    'normalised',
    `Time (ms),Vm (norm.)\n${rows((x, i) => [ms(i), (x + 66) / 95], ',')}`,
    { asks: /VOLTAGE_UNIT_GUESSED/ },
  ],
  [
    'threshold beside it',
    `Time (ms),Vm (mV),Threshold (mV)\n${rows((x, i) => [ms(i), x, -45], ',')}`,
    { asks: /SWEEP_UNLIKE/ },
  ],
  [
    'extracellular beside it',
    `Time (ms),Vm (mV),LFP (mV)\n${rows((x, i) => [ms(i), x, 0.1 * Math.sin(i / 9)], ',')}`,
    { asks: /SWEEP_UNLIKE/ },
  ],
  [
    'mean and SD',
    `Time (ms),mean (mV),SD (mV)\n${rows((x, i) => [ms(i), x, 0.4 + 0.1 * Math.sin(i)], ',')}`,
    { asks: /SWEEP_UNLIKE/ },
  ],
  ['1.#QNAN', `Time (ms),Vm (mV)\n${rows((x, i) => [ms(i), i === 40 ? '1.#QNAN' : x], ',')}`],
  ['N/A', `Time (ms),Vm (mV)\n${rows((x, i) => [ms(i), i === 40 ? 'N/A' : x], ',')}`],
  [
    'inf',
    `Time (ms),Vm (mV)\n${rows((x, i) => [ms(i), i === 40 ? '-inf' : x], ',')}`,
    { refused: /CELL_NOT_A_NUMBER/ },
  ],
  [
    'zeros for missing at the end',
    `Time (ms),Vm (mV)\n${rows((x, i) => [ms(i), i > 350 ? 0 : x], ',')}`,
    { asks: /SAMPLES_MARKED/ },
  ],
  [
    'zeros for missing at the start',
    `Time (ms),Vm (mV)\n${rows((x, i) => [ms(i), i < 60 ? 0 : x], ',')}`,
    { asks: /SAMPLES_MARKED/ },
  ],
  [
    'zeros for missing within',
    `Time (ms),Vm (mV)\n${rows((x, i) => [ms(i), i > 200 && i < 240 ? 0 : x], ',')}`,
    { asks: /SAMPLES_MARKED/ },
  ],
  [
    '999 for missing',
    `Time (ms),Vm (mV)\n${rows((x, i) => [ms(i), i > 200 && i < 240 ? 999 : x], ',')}`,
    { asks: /SAMPLES_MARKED/ },
  ],
  [
    'short last sweep',
    `Time (ms)\tVm (mV)\n${half(0, 150, t0)}${half(0, 150, t0)}${half(0, 60, t0)}`,
    { sweeps: 2, samples: 150, asks: /SWEEP_CUT/ },
  ],
  [
    'short last sweep side by side',
    `Time (ms),S1 (mV),S2 (mV),S3 (mV)\n${rows((x, i) => [ms(i), x, x, i < 100 ? x : ''], ',')}`,
    { sweeps: 2, asks: /SWEEP_CUT/ },
  ],
  [
    'last sweep two samples short',
    `Time (ms)\tVm (mV)\n${half(0, 150, t0)}${half(0, 150, t0)}${half(0, 148, t0)}`,
    { sweeps: 3, samples: 150 },
  ],
  [
    'short last sweep by number',
    `sweep\tTime (ms)\tVm (mV)\n${[150, 150, 60].map((m, k) => half(0, m, (x, i) => [k + 1, ms(i), x])).join('')}`,
    { sweeps: 2, samples: 150, asks: /SWEEP_CUT/ },
  ],
  [
    'short last block',
    `Sampling rate: 20 kHz\nVm (mV)\n${[150, 150, 60].map((m) => half(0, m, (x) => [x])).join('\n')}`,
    { sweeps: 2, samples: 150, asks: /SWEEP_CUT/ },
  ],
  [
    'other lengths',
    `Time (ms)\tVm (mV)\n${[150, 120, 160].map((m) => half(0, m, t0)).join('')}`,
    { sweeps: 3, samples: 160 },
  ],
  [
    'uneven sweeps',
    `Time (ms)\tVm (mV)\n${[1, 2, 3].map(() => half(0, 130, (x, i) => [(0.05 * i + 0.02 * Math.sin(i)).toFixed(4), x])).join('')}`,
    { refused: /TIME_UNEVEN/ },
  ],
  [
    'uneven sweeps, other times',
    `Time (ms)\tVm (mV)\n${[1, 2, 3].map((k) => half(0, 130, (x, i) => [(0.05 * i + 0.02 * Math.sin(i * k)).toFixed(4), x])).join('')}`,
    { refused: /TIME_UNEVEN/ },
  ],
  [
    'uneven sweeps in model units',
    `t,u\n${[1, 2, 3].map((k) => half(0, 130, (x, i) => [(0.05 * i + 0.02 * Math.sin(i * k)).toFixed(4), ((x + 20) / 25).toFixed(4)])).join('')}`,
    { refused: /TIME_UNEVEN/ },
  ],
  [
    'first sweep even, second uneven',
    `Time (ms)\tVm (mV)\n${[0, 1].map((k) => half(0, 130, (x, i) => [(0.05 * i + k * 0.02 * Math.sin(i)).toFixed(4), x])).join('')}`,
    { refused: /TIME_UNEVEN/ },
  ],
  [
    'uneven sweeps by number',
    `sweep\tTime (ms)\tu\n${[1, 2, 3].map((k) => half(0, 130, (x, i) => [k, (0.05 * i + 0.02 * Math.sin(i * k)).toFixed(4), ((x + 20) / 25).toFixed(4)])).join('')}`,
    { refused: /TIME_UNEVEN/ },
  ],
  [
    'logarithmic times in sweeps',
    `Time (ms)\tVm (mV)\n${[1, 2].map(() => half(0, 130, (x, i) => [(Math.exp(i / 20) - 1).toFixed(5), x])).join('')}`,
    { refused: /TIME_UNEVEN/ },
  ],
  [
    'second sweep at another rate',
    `Time (ms)\tVm (mV)\n${half(0, 150, t0)}${half(0, 150, (x, i) => [(i * 0.1).toFixed(2), x])}`,
    { refused: /TIME_UNEVEN/ },
  ],
  ['hours', `Time (s)\tVm (mV)\n${rows((x, i) => [(i * 0.05).toFixed(2), x])}`, { asks: /RATE_IMPLAUSIBLE/ }],
  [
    'no spikes, V under mV',
    `Time (ms)\tVm (mV)\n${rows((_, i) => [ms(i), (-0.065 + 0.0004 * Math.sin(12.9 * i)).toFixed(6)])}`,
    { asks: /VOLTAGE_IMPLAUSIBLE/ },
  ],
  [
    'no spikes, uV under mV',
    `Time (ms)\tVm (mV)\n${rows((_, i) => [ms(i), (-65000 + 400 * Math.sin(12.9 * i)).toFixed(1)])}`,
    { asks: /VOLTAGE_UNIT_CONTRADICTED/ },
  ],
  [
    'no spikes, mV under uV',
    `Time (ms)\tVm (uV)\n${rows((_, i) => [ms(i), (-65 + 0.4 * Math.sin(12.9 * i)).toFixed(4)])}`,
    { asks: /VOLTAGE_IMPLAUSIBLE/ },
  ],
  [
    'no spikes, mV under V',
    `Time (ms)\tVm (V)\n${rows((_, i) => [ms(i), (-65 + 0.4 * Math.sin(12.9 * i)).toFixed(4)])}`,
    { asks: /VOLTAGE_UNIT_CONTRADICTED/ },
  ],
  [
    'no spikes, x10 V under V',
    `Time (ms)\tVm (V)\n${rows((_, i) => [ms(i), (-0.65 + 0.004 * Math.sin(12.9 * i)).toFixed(6)])}`,
    { asks: /VOLTAGE_IMPLAUSIBLE/ },
  ],
  [
    'no spikes, x10 mV',
    `Time (ms)\tVm (mV)\n${rows((_, i) => [ms(i), (-650 + 4 * Math.sin(12.9 * i)).toFixed(4)])}`,
    { asks: /VOLTAGE_IMPLAUSIBLE/ },
  ],
  [
    'no spikes, x1/10 mV',
    `Time (ms)\tVm (mV)\n${rows((_, i) => [ms(i), (-6.5 + 0.04 * Math.sin(12.9 * i)).toFixed(4)])}`,
    { asks: /VOLTAGE_IMPLAUSIBLE/ },
  ],
  [
    'time of day with wrap',
    `Time (ms)\tVm (mV)\n${rows((x, i) => [((i * 0.05 + 60) % 65.536).toFixed(2), x])}`,
    { refused: /TIME_DECREASES/ },
  ],
  ['row comment column', `Time (ms),Vm (mV),note\n${rows((x, i) => [ms(i), x, i === 5 ? 'drug' : ''], ',')}`],
  ['rate with comma as text cell', `Sampling rate,20,000,Hz\nVm (mV)\n${oneColumn}`],
  [
    'column per channel and a stim artefact channel',
    `Time (ms),Vm (mV),Stim (V)\n${rows((x, i) => [ms(i), x, pA(i) / 100], ',')}`,
    { stimuli: 1 },
  ],
]
