// The way by which inference/problem.ts and inference/recorded/ import it; everything else imports the folder's files.
export { cycleHarmonics } from './catalogue/networks.ts'
