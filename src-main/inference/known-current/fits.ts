/** The fits of a cell under a known current, and their predictions. */
export { fitGif, fitGifBySteps } from './integrate-and-fire/fit-gif.ts'
export { predictGif } from './integrate-and-fire/predict-gif.ts'
export { fitMembrane, fitMembraneBySteps } from './membrane/fit-membrane.ts'
