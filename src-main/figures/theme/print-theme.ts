import type { ChartTheme } from './theme.ts'

/**
 * For journals: the colour-blind-safe colours of Okabe and Ito (2008), on white. Colours within one plot also differ in
 * lightness, and lines in their dashes, so that a black-and-white copy shows the same. Text is black. Green is darkened
 * to differ in lightness from the others.
 */
export const printTheme: ChartTheme = {
  ink: '#000000',
  inkSoft: '#262626',
  paper: '#ffffff',
  paperRaised: '#f4f4f4',
  line: '#d9d9d9',
  accent: '#0072b2',
  prior: '#949494',
  flag: '#d55e00',
  ok: '#005a41',
  caution: '#b88000',
  focus: '#0072b2',
  firstOfMany: '#cc79a7',
  secondOfMany: '#005a41',
  font: '"DejaVu Sans", Verdana, Arial, sans-serif',
  dashes: { accent: [8, 2.5], prior: [3, 2] },
  words: '#000000',
}
