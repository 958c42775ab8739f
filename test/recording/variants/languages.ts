import { comma, rows, type Variant } from './exports-of-programs.ts'

const seconds = (i: number): string => (i * 5e-5).toFixed(5)
const ms = (i: number): string => (i * 0.05).toFixed(2)
const pA = (i: number): number => (i > 100 && i < 300 ? 150 : 0)
const utf16 = (text: string): Uint8Array => Buffer.from(`\ufeff${text}`, 'utf16le')

/** The same table, as languages and spreadsheets write it. */
export const dialects: Variant[] = [
  ['pandas index', `,time,Vm_mV\n${rows((x, i) => [i, seconds(i), x], ',')}`],
  ['pandas index as time', `time_s,Vm_mV\n${rows((x, i) => [i * 5e-5, x], ',')}`],
  [
    'numpy savetxt',
    `# time (s) Vm (mV)\n${rows((x, i) => [(i * 5e-5).toExponential(18), x.toExponential(18)], ' ')}`,
  ],
  [
    'numpy savetxt, commas',
    `# t_ms,v_mV\n${rows((x, i) => [(i * 0.05).toExponential(18), x.toExponential(18)], ',')}`,
  ],
  ['R write.table', `"time_s" "Vm_mV"\n${rows((x, i) => [`"${i + 1}"`, seconds(i), x], ' ')}`],
  ['R write.csv', `"","time_s","Vm_mV"\n${rows((x, i) => [`"${i + 1}"`, seconds(i), x], ',')}`],
  ['R write.csv2', `"";"time_s";"Vm_mV"\n${rows((x, i) => [`"${i + 1}"`, comma(i * 5e-5), comma(x)], ';')}`],
  ['Julia CSV', `t,V\n${rows((x, i) => [i * 0.05, x], ',')}`],
  ['Julia missing', `t_ms,V_mV\n${rows((x, i) => [ms(i), i === 77 ? 'missing' : x], ',')}`],
  ['MATLAB writematrix, NaN', rows((x, i) => [i * 0.05, i === 33 ? 'NaN' : x], ',')],
  ['MATLAB writetable', `Var1,Var2\n${rows((x, i) => [i * 5e-5, x], ',')}`],
  [
    'MATLAB fprintf, six digits',
    rows((x, i) => [`  ${(i * 5e-5).toExponential(7)}`, ` ${x.toExponential(7)}`], ' '),
  ],
  [
    'Excel General, spaces',
    `Time (ms) ; Vm (mV) \n${rows((x, i) => [` ${comma(i * 0.05)} `, ` ${comma(x)} `], ';')}`,
  ],
  ['UTF-16 with mark', utf16(`Time (ms)\tVm (mV)\r\n${rows((x, i) => [ms(i), x], '\t', '\r\n')}`)],
  [
    'UTF-16, big endian',
    Buffer.from(
      utf16(`Zeit [ms]\tSpannung [mV]\r\n${rows((x, i) => [comma(i * 0.05), comma(x)], '\t', '\r\n')}`),
    ).swap16(),
  ],
  ['Mac line ends', `Time (ms)\tVm (mV)\r${rows((x, i) => [ms(i), x], '\t', '\r')}`],
  ['trailing delimiter', `Time (ms),Vm (mV),\n${rows((x, i) => [ms(i), x, ''], ',')}`],
  ['sep= line', `sep=;\nTime (ms);Vm (mV)\n${rows((x, i) => [comma(i * 0.05), comma(x)], ';')}`],
  [
    'sep= line, comma',
    `"sep=,"\nTime (s),Vm (V)\n${rows((x, i) => [seconds(i), (x / 1000).toFixed(7)], ',')}`,
    { unit: 'V', scale: 1e-3 },
  ],
  ['units on a second line', `Time\tVm\nms\tmV\n${rows((x, i) => [ms(i), x])}`],
  [
    'units in brackets on a second line',
    `Time,Voltage\n[s],[V]\n${rows((x, i) => [seconds(i), (x / 1000).toFixed(7)], ',')}`,
    { unit: 'V', scale: 1e-3 },
  ],
  ['units above names', `ms\tmV\nTime\tVm\n${rows((x, i) => [ms(i), x])}`],
  ['units in a row by name', `Name:\tTime\tVm\nUnit:\tms\tmV\n${rows((x, i) => ['', ms(i), x])}`],
  [
    'German names',
    `Zeit (s);Membranpotential (mV);Strom (pA)\n${rows((x, i) => [seconds(i).replace('.', ','), comma(x), pA(i)], ';')}`,
    { stimuli: 1 },
  ],
  [
    'French names',
    `Temps (ms);Potentiel (mV);Courant (pA)\n${rows((x, i) => [comma(i * 0.05), comma(x), pA(i)], ';')}`,
    { stimuli: 1 },
  ],
  [
    'Spanish names',
    `Tiempo (ms);Potencial (mV);Corriente (pA)\n${rows((x, i) => [comma(i * 0.05), comma(x), pA(i)], ';')}`,
    { stimuli: 1 },
  ],
  [
    'Portuguese names',
    `Tempo (ms);Potencial de membrana (mV)\n${rows((x, i) => [comma(i * 0.05), comma(x)], ';')}`,
  ],
  ['Polish names', `Czas (ms);Napięcie (mV)\n${rows((x, i) => [comma(i * 0.05), comma(x)], ';')}`],
  ['units in angle brackets', `Time <ms>,Vm <mV>\n${rows((x, i) => [ms(i), x], ',')}`],
  [
    'units in words',
    `Time in seconds,Potential in volts\n${rows((x, i) => [seconds(i), (x / 1000).toFixed(7)], ',')}`,
    { unit: 'V', scale: 1e-3 },
  ],
  ['units with a power', `t / s,U / 10^-3 V\n${rows((x, i) => [seconds(i), x], ',')}`],
  ['units with a multiplier', `Time (x 10^-3 s),Vm (x 10^-3 V)\n${rows((x, i) => [ms(i), x], ',')}`],
  [
    'time in 0.1 ms',
    `Time (0.1 ms),Vm (mV)\n${rows((x, i) => [i * 0.5, x], ',')}`,
    { asks: /TIME_UNIT_GUESSED/ },
  ],
  ['time in samples', `Time (samples),Vm (mV)\n${rows((x, i) => [i, x], ',')}`, { asks: /RATE/ }],
  ['time in points', `point,Vm (mV)\n${rows((x, i) => [i, x], ',')}`, { asks: /RATE/ }],
  [
    'time in a clock with milliseconds',
    `Time,Vm (mV)\n${rows((x, i) => [`12:00:00.${String(i * 5).padStart(5, '0')}`, x], ',')}`,
  ],
  [
    'time as ISO dates',
    `timestamp,Vm_mV\n${rows((x, i) => [`2026-11-29T12:00:00.${String(i * 50).padStart(6, '0')}Z`, x], ',')}`,
  ],
  [
    'time as seconds since 1970',
    `unix_time,Vm_mV\n${rows((x, i) => [(1795953600 + i * 5e-5).toFixed(5), x], ',')}`,
  ],
  [
    'time as ms since 1970',
    `epoch_ms,Vm_mV\n${rows((x, i) => [(1795953600000 + i * 0.05).toFixed(2), x], ',')}`,
  ],
  [
    'Excel serial days',
    `Time,Vm_mV\n${rows((x, i) => [(45990.5 + (i * 5e-5) / 86400).toFixed(12), x], ',')}`,
    { refused: /UNITS_IMPLAUSIBLE/ },
  ],
  ['voltage before time', `Vm (mV),Time (ms)\n${rows((x, i) => [x, ms(i)], ',')}`],
  ['many sweeps without names', rows((x, i) => [i * 0.05, x, x - 0.5, x + 0.5], ','), { sweeps: 3 }],
  [
    'command beside it in mV',
    `Time (ms),Vm (mV),Vcmd (mV)\n${rows((x, i) => [ms(i), x, pA(i) / 10], ',')}`,
    { stimuli: 1 },
  ],
  [
    'holding and reference',
    `Time (ms),Vm (mV),Vref (mV)\n${rows((x, i) => [ms(i), x, 0.01 * (i % 3)], ',')}`,
    { asks: /SWEEP_UNLIKE/ },
  ],
  [
    'thousands in voltages',
    `Time (ms);Vm (uV)\n${rows((x, i) => [comma(i * 0.05), Math.round(x * 1000).toLocaleString('de-DE')], ';')}`,
    { unit: 'uV', scale: 1000, refused: /CELL_NOT_A_NUMBER/ },
  ],
  [
    'thousands in voltages, English',
    `Time (ms);Vm (uV)\n${rows((x, i) => [i * 0.05, Math.round(x * 1000).toLocaleString('en-US')], ';')}`,
    { unit: 'uV', scale: 1000, refused: /CELL_NOT_A_NUMBER/ },
  ],
  ['unicode minus', `Time (ms),Vm (mV)\n${rows((x, i) => [ms(i), String(x).replace('-', '−')], ',')}`],
  ['derivative beside it', `t (ms),V (mV),dV/dt (mV/ms)\n${rows((x, i) => [ms(i), x, i], ',')}`],
  ['pipe', `Time (ms)|Vm (mV)\n${rows((x, i) => [ms(i), x], '|')}`, { refused: /CELL_NOT_A_NUMBER/ }],
  ['values in quotes', `"Time (ms)","Vm (mV)"\n${rows((x, i) => [`"${ms(i)}"`, `"${x}"`], ',')}`],
  [
    'units behind values',
    `Time,Vm\n${rows((x, i) => [`${ms(i)} ms`, `${x} mV`], ',')}`,
    { refused: /NO_VOLTAGE_COLUMN/ },
  ],
]
