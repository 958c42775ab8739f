/** The fits of a cell under a known current, and what follows from them. */
export { fitGif, fitGifBySteps } from './integrate-and-fire/fit-gif.ts'
export { predictGif } from './integrate-and-fire/predict-gif.ts'
export { fitMembrane, fitMembraneBySteps } from './membrane/fit-membrane.ts'
