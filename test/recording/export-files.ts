import { membrane } from './files.ts'

/** Samples of each, and what they are. */
export const n = 300
export const v = membrane(n)
const rows = (row: (v: number, i: number) => (number | string)[], separator: string): string =>
  v.map((x, i) => row(x, i).join(separator)).join('\n')

/** What the exports of recording programs look like, in small. Each is the same membrane at 20 kHz. */
export const programExports: [
  string,
  string,
  { names: string[]; unit: string; stimuli?: (string | null)[]; gain?: number },
][] = [
  [
    'Clampfit, Axon text (ATF)',
    [
      'ATF\t1.0',
      '8\t5',
      '"AcquisitionMode=Episodic Stimulation"',
      '"Comment="',
      '"YTop=100,1000"',
      '"YBottom=-100,-1000"',
      '"SyncTimeUnits=20"',
      '"SweepStartTimesMS=0.000,2000.000"',
      '"SignalsExported=Vm,Im"',
      '"Signals="\t"Vm"\t"Im"\t"Vm"\t"Im"',
      '"Time (s)"\t"Trace #1 (mV)"\t"Trace #1 (pA)"\t"Trace #2 (mV)"\t"Trace #2 (pA)"',
      rows((x, i) => [(i * 5e-5).toFixed(5), x, i, x - 1, -i], '\t'),
    ].join('\r\n'),
    { names: ['Trace #1 (mV)', 'Trace #2 (mV)'], unit: 'mV', stimuli: ['pA', 'pA'] },
  ],
  [
    'HEKA Patchmaster, ASCII',
    [1, 2]
      .map(
        (sweep) =>
          `${sweep === 1 ? 'Series_1_1\n\n' : ''}Sweep_1_1_${sweep}\n"Index", "Time[s]", "I-mon[A]", "Time[s]", "V-mon[V]"\n` +
          rows(
            (x, i) => [
              String(i).padStart(5),
              (i * 5e-5).toExponential(10),
              (i > 100 ? 1e-10 : 0).toExponential(5),
              (i * 5e-5).toExponential(10),
              (x / 1000).toExponential(9),
            ],
            ', ',
          ),
      )
      .join('\n\n'),
    { names: ['sweep 1', 'sweep 2'], unit: 'V', stimuli: ['A', 'A'], gain: 1000 },
  ],
  [
    'Spike2, text',
    `"INFORMATION"\n"cell3.smr"\n"12 May 2020"\n\n"SUMMARY"\n"1"\t"Waveform"\t"Vm"\t"mV"\t"20000"\t"1"\t"0"\n\n` +
      `"CHANNEL"\t"1"\n"Waveform"\n""\n"Vm"\n"mV"\t20000\t1\t0\n\n"START"\t0.00000\t0.00005\n${v.join('\n')}\n`,
    { names: ['Vm (mV)'], unit: 'mV' },
  ],
  [
    'LabChart, text',
    'Interval=\t0.00005 s\nExcelDateTime=\t4.2e4\t01.01.2020\nTimeFormat=\tStartOfBlock\nDateFormat=\t\n' +
      'ChannelTitle=\tVm\tStim\nRange=\t200.0 mV\t1.000 nA\n' +
      rows((x, i) => [(i * 5e-5).toFixed(5), x, i > 100 ? 1 : 0], '\t'),
    { names: ['Vm (mV)'], unit: 'mV', stimuli: ['nA'] },
  ],
  [
    'Igor, text wave',
    `IGOR\nWAVES/D\tvm\nBEGIN\n\t${v.join('\n\t')}\nEND\nX SetScale/P x 0,5e-05,"s", vm; SetScale y 0,0,"mV", vm\n`,
    { names: ['vm'], unit: 'mV' },
  ],
  [
    'Igor, two waves',
    `IGOR\r\nWAVES\tt, vm\r\nBEGIN\r\n${rows((x, i) => ['', (i * 0.05).toFixed(2), x], '\t').replaceAll('\n', '\r\n')}\r\nEND\r\n`,
    { names: ['vm'], unit: 'mV' },
  ],
  [
    'WinEDR, text',
    `Time (s)\tIm (nA)\tVm (mV)\n${rows((x, i) => [(i * 5e-5).toFixed(5), i / 1000, x], '\t')}\n`,
    { names: ['Vm (mV)'], unit: 'mV', stimuli: ['nA'] },
  ],
  [
    'AxoGraph, text',
    `Time (s)\tMembrane Voltage-1 (V)\tCurrent Injected-1 (A)\r${rows(
      (x, i) => [(i * 5e-5).toExponential(5), (x / 1000).toExponential(9), (1e-12 * i).toExponential(3)],
      '\t',
    ).replaceAll('\n', '\r')}\r`,
    { names: ['Membrane Voltage-1 (V)'], unit: 'V', stimuli: ['A'], gain: 1000 },
  ],
  [
    'a German spreadsheet',
    `Zelle 7;;\nZeit [ms];Spannung [mV];Strom [pA]\n${rows((x, i) => [(i * 0.05).toFixed(2), x, i], ';').replaceAll('.', ',')}\n`,
    { names: ['Spannung [mV]'], unit: 'mV', stimuli: ['pA'] },
  ],
  [
    'a French one',
    `Fréquence d’échantillonnage : 20 kHz\nTemps (s);Tension (mV);Courant (pA)\n${rows((x, i) => [(i * 5e-5).toFixed(5), x, i], ';').replaceAll('.', ',')}\n`,
    { names: ['Tension (mV)'], unit: 'mV', stimuli: ['pA'] },
  ],
  [
    'a Spanish one without times',
    `Frecuencia de muestreo: 20000 Hz\nPotencial (mV);Corriente (nA)\n${rows((x, i) => [x, i], ';').replaceAll('.', ',')}\n`,
    { names: ['Potencial (mV)'], unit: 'mV', stimuli: ['nA'] },
  ],
  [
    'a table of pandas',
    `,time_s,voltage_mV\n${rows((x, i) => [i, i * 5e-5, x], ',')}\n`,
    { names: ['voltage_mV'], unit: 'mV' },
  ],
  [
    'LabVIEW, with a head of many lines',
    `LabVIEW Measurement\t\nWriter_Version\t2\nSeparator\tTab\nDate\t2020/05/12\nDelta_X\t0.00005\n***End_of_Header***\t\n\nX_Value\tVm (mV)\tComment\n${rows((x, i) => [(i * 5e-5).toFixed(6), x, ''], '\t')}\n`,
    { names: ['Vm (mV)'], unit: 'mV' },
  ],
]
