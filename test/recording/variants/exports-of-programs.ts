import { membrane } from '../files.ts'

/** Samples of each, every 0.05 ms unless it says otherwise. */
export const n = 400
export const v = membrane(n)

/** What is right of a variant, where it is not one sweep of `v` at 20 kHz in mV. */
export interface Right {
  rate?: number
  unit?: 'mV' | 'V' | 'uV' | 'none'
  sweeps?: number
  samples?: number
  /** What the file has for a membrane potential in mV. */
  scale?: number
  stimuli?: number
  /** A question or a doubt of this kind is right as well: the reading may then be another. */
  asks?: RegExp
  /** Refused, with this code. */
  refused?: RegExp
}

export type Variant = [name: string, content: string | Uint8Array, right?: Right]

type Cell = number | string
export const rows = (row: (x: number, i: number) => Cell[], separator = '\t', end = '\n'): string =>
  v.map((x, i) => row(x, i).join(separator)).join(end) + end
export const comma = (x: number): string => String(x).replace('.', ',')
const seconds = (i: number): string => (i * 5e-5).toFixed(5)
const ms = (i: number): string => (i * 0.05).toFixed(2)
/** A step of current, pA. */
const pA = (i: number): number => (i > 100 && i < 300 ? 150 : 0)

export const variants: Variant[] = [
  // Programs of electrophysiology
  [
    'AxoGraph text',
    `Time (s)\tVm (V)\tCurrent (A)\n${rows((x, i) => [seconds(i), (x / 1000).toExponential(6), (pA(i) * 1e-12).toExponential(3)])}`,
    { unit: 'V', scale: 1e-3, stimuli: 1 },
  ],
  [
    'AxoGraph columns with #',
    `Time (s)\tColumn 1 (mV)\tColumn 2 (mV)\n${rows((x, i) => [seconds(i), x, x - 1])}`,
    { sweeps: 2 },
  ],
  [
    'Spike2 waveform',
    `"INFORMATION"\n"cell.smr"\n\n"SUMMARY"\n"1"\t"Waveform"\t"Vm"\t"mV"\t"20000"\t"1"\t"0"\n\n"CHANNEL"\t"1"\n"Waveform"\n""\n"Vm"\n"mV"\t"1"\t"0"\n"START"\t0.00000\t5e-05\n${rows((x) => [x])}`,
  ],
  [
    'Signal (CED) text',
    `"INFORMATION"\n"cell.cfs"\n"SUMMARY"\n"Frame 1"\n"Time"\t"Vm"\n"s"\t"mV"\n${rows((x, i) => [seconds(i), x])}`,
  ],
  [
    'Clampfit ATF 1.0 gap-free',
    `ATF\t1.0\r\n7\t2\r\n"AcquisitionMode=Gap Free"\r\n"Comment="\r\n"YTop=100"\r\n"YBottom=-100"\r\n"SyncTimeUnits=50"\r\n"SweepStartTimesMS=0.000"\r\n"SignalsExported=IN 0"\r\n"Signals="\t"IN 0"\r\n"Time (ms)"\t"Trace #1 (mV)"\r\n${rows((x, i) => [ms(i), x], '\t', '\r\n')}`,
  ],
  [
    'pClamp copied results',
    `Time(ms)\tIN 0(mV)\tIN 1(pA)\r\n${rows((x, i) => [ms(i), x, pA(i)], '\t', '\r\n')}`,
    { stimuli: 1 },
  ],
  [
    'PowerLab, LabChart text',
    `Interval=\t5e-05 s\nExcelDateTime=\t4.5e+04\t11/29/2026 12:00:00\nTimeFormat=\tStartOfBlock\nDateFormat=\t\nChannelTitle=\tVm\tIm\nRange=\t200 mV\t1 nA\n${rows((x, i) => [seconds(i), x, pA(i) / 1000])}`,
    { sweeps: 1 },
  ],
  [
    'LabChart without units',
    `Interval=\t0.05 ms\nChannelTitle=\tVm\nRange=\t200.0 mV\n${rows((x, i) => [seconds(i), x])}`,
  ],
  [
    'Spikeling csv',
    `${rows((x, i) => [x, pA(i) / 10, Math.floor(i * 0.05)], ',')}`,
    { asks: /RATE_UNKNOWN/ },
  ],
  [
    'Dasylab ASCII',
    `DASYLab - V 13.00.00\nWorksheet name : cell\nRecording date : 29.11.2026 12:00:00\nBlock length : 1024\nDelta : 5.0e-05 sec.\nNumber of channels : 1\nDate;Measurement time[s];Vm [mV];\n${rows((x, i) => ['29.11.2026', seconds(i).replace('.', ','), comma(x), ''], ';')}`,
  ],
  [
    'Dasylab, Delta only',
    `DASYLab - V 13.00.00\nDelta : 0.00005 sec.\nNumber of channels : 1\nVm [mV]\n${rows((x) => [comma(x)])}`,
  ],
  [
    'LabVIEW .lvm with one header',
    `LabVIEW Measurement\t\nWriter_Version\t2\nReader_Version\t2\nSeparator\tTab\nDecimal_Separator\t.\nMulti_Headings\tNo\nX_Columns\tOne\nTime_Pref\tRelative\nDate\t2026/11/29\nTime\t12:00:00.0000000\n***End_of_Header***\t\n\t\nChannels\t1\t\nSamples\t400\t\nDate\t2026/11/29\t\nTime\t12:00:00\t\nY_Unit_Label\tVolts\t\nX_Dimension\tTime\t\nX0\t0.0000000000000000E+0\t\nDelta_X\t5.000000E-5\t\n***End_of_Header***\t\t\nX_Value\tVoltage\tComment\n${rows((x, i) => [seconds(i), (x / 1000).toFixed(7)])}`,
    { unit: 'V', scale: 1e-3 },
  ],
  [
    'LabVIEW .lvm without X',
    `LabVIEW Measurement\t\nSeparator\tTab\nX_Columns\tNo\n***End_of_Header***\t\n\t\nChannels\t1\t\nSamples\t400\t\nY_Unit_Label\tmV\t\nX0\t0.0000000000000000E+0\t\nDelta_X\t5.000000E-5\t\n***End_of_Header***\t\t\nX_Value\tUntitled\tComment\n${rows((x) => ['', x])}`,
  ],
  [
    'LabVIEW, decimal comma',
    `LabVIEW Measurement\t\nSeparator\tTab\nDecimal_Separator\t,\nX_Columns\tOne\n***End_of_Header***\t\nX_Value\tVm (mV)\n${rows((x, i) => [seconds(i).replace('.', ','), comma(x)])}`,
  ],
  [
    'DATAQ WinDaq csv',
    `"WinDaq"\n"Sample rate: 20000 Hz"\n"Relative Time","Vm","Im"\n"s","mV","pA"\n${rows((x, i) => [seconds(i), x, pA(i)], ',')}`,
    { stimuli: 1 },
  ],
  [
    'Neuroscope, one channel in µV',
    `# sampling rate 20000\n# nChannels 1\n${rows((x) => [Math.round(x * 1000)])}`,
    { unit: 'uV', scale: 1000 },
  ],
  [
    'Open Ephys csv',
    `timestamp,sample_number,CH1 (uV)\n${rows((x, i) => [(12.5 + i * 5e-5).toFixed(5), 250000 + i, (x * 1000).toFixed(1)], ',')}`,
    { unit: 'uV', scale: 1000 },
  ],
  [
    'Intan csv',
    `Time (s),A-000 (microvolts)\n${rows((x, i) => [seconds(i), (x * 1000).toFixed(1)], ',')}`,
    { unit: 'uV', scale: 1000 },
  ],
  [
    'MCS, MC_DataTool',
    `MC_DataTool ASCII conversion\n\n*** MC_Rack Data ***\n\nt         \tEl 12     \n[ms]      \t[µV]      \n${rows((x, i) => [ms(i), (x * 1000).toFixed(1)])}`,
    { unit: 'uV', scale: 1000 },
  ],
  [
    'HEKA with other columns',
    `Series_1_1\n\nSweep_1_1_1\n"Index", "Time[ms]", "V-mon[mV]", "I-mon[pA]"\n${rows((x, i) => [i, ms(i), x, pA(i)], ', ')}`,
    { stimuli: 1 },
  ],
  [
    'HEKA, two sweeps side by side',
    `"Index", "Time[s]", "V-mon[V]", "Time[s]", "V-mon[V]"\n${rows((x, i) => [i, seconds(i), (x / 1000).toFixed(7), seconds(i), (x / 1000 + 1e-3).toFixed(7)], ', ')}`,
    { unit: 'V', scale: 1e-3, sweeps: 2 },
  ],
  [
    'WinWCP text with channels in brackets',
    `Time (s)\tVm (mV)\tIm (nA)\n${rows((x, i) => [seconds(i), x.toFixed(3), (pA(i) / 1000).toFixed(4)])}`,
    { stimuli: 1 },
  ],
  [
    'Igor waves as columns',
    `timeW\tVmW\n${rows((x, i) => [seconds(i), (x / 1000).toExponential(6)])}`,
    { unit: 'V', scale: 1e-3 },
  ],
  [
    'Tektronix scope',
    `Model,TDS2014\nSample Interval,5.000000e-05,s\nVertical Units,V\nVertical Scale,2.000000e-02\nHorizontal Units,s\nTIME,CH1\n${rows((x, i) => [seconds(i), (x / 1000).toExponential(6)], ',')}`,
    { unit: 'V', scale: 1e-3 },
  ],
  [
    'mV/div above',
    `Vertical scale: 20 mV/div\nTimebase: 10 ms/div\nTime (ms)\tCh1 (mV)\n${rows((x, i) => [ms(i), x])}`,
  ],
  ['PicoScope', `Time,Channel A\n(ms),(mV)\n\n${rows((x, i) => [ms(i), x], ',')}`],
  ['QUB or Axon text, kHz', `Sampling rate: 20 kHz\nVm(mV)\n${rows((x) => [x])}`],
]

/** Words for the rate, in other languages and with other marks. Below: one column. */
const oneColumn = rows((x) => [x])
export const rates: Variant[] = [
  'Sampling interval: 50 us',
  'Sampling interval (ms) = 0.05',
  'Sample Interval [µs]: 50',
  'Abtastrate: 20 kHz',
  'Abtastrate [Hz]: 20000',
  'Abtastfrequenz: 20.000 Hz',
  'Abtastintervall: 0,05 ms',
  "Fréquence d'échantillonnage : 20 000 Hz",
  'Fréquence d’échantillonnage (kHz) : 20',
  'Frecuencia de muestreo: 20.000 Hz',
  'Frequenza di campionamento: 20 kHz',
  "Sampling Rate: 20'000 Hz",
  'Sampling Rate: 20\u202f000 Hz',
  'Sampling Rate: 20\u00a0000 Hz',
  'Sampling Rate: 20,000.00 Hz',
  'Sampling Rate: 20.000,00 Hz',
  'Sampling Rate: 2e4',
  'SampleRate=20000',
  'sample_rate_hz: 20000',
  'samplerate: 20000.0',
  'sampling_frequency = 20000.0 Hz',
  'Sampling_Rate_Hz,20000',
  '"Sampling Rate","20000","Hz"',
  'Fs [kHz]\t20',
  'dt [s] = 5e-05',
  'timestep: 0.05ms',
  'Sampling period: 0.05 msec',
  'Samples/sec: 20000',
  'Samples per second = 20000',
  'Rate: 20 kHz/channel',
  'Acquisition frequency: 20 kHz',
  'Digitization rate: 20 kHz',
  'ADC sample clock 20 kHz',
].map((line): Variant => [line, `${line}\nVm (mV)\n${oneColumn}`])

/** Words that are not known: the rate is asked. */
export const asked: Variant[] = [
  'Fréquence : 20 kHz',
  'dt = 5e-5 # seconds',
  'Bemonsteringsfrequentie: 20 kHz',
  'Częstotliwość próbkowania: 20 kHz',
  'Частота дискретизации: 20 кГц',
  '采样率: 20 kHz',
  'サンプリング周波数: 20 kHz',
].map((line): Variant => [line, `${line}\nVm (mV)\n${oneColumn}`, { asks: /RATE_UNKNOWN/ }])
