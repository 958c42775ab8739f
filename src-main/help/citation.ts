import { references } from '../report/methods/references.ts'

/** How to cite Nagumo, as in CITATION.cff: the paper its method is based on, and the program with its version. */
export function citationText(version: string): string {
  return `${references.rudi2022}\nThe Nagumo authors. Nagumo, version ${version} (software).`
}

/** The same for reference managers. */
export function citationBibtex(version: string): string {
  return `@inproceedings{rudi2022parameter,
  title = {Parameter Estimation with Dense and Convolutional Neural Networks Applied to the {FitzHugh--Nagumo} {ODE}},
  author = {Rudi, Johann and Bessac, Julie and Lenzi, Amanda},
  booktitle = {Proceedings of the 2nd Mathematical and Scientific Machine Learning Conference},
  series = {Proceedings of Machine Learning Research},
  volume = {145},
  pages = {781--808},
  year = {2022},
  url = {https://arxiv.org/abs/2012.06691}
}

@software{nagumo,
  title = {Nagumo},
  author = {{The Nagumo authors}},
  version = {${version}}
}`
}
