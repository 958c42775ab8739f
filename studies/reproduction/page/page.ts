import { NetworkTargets } from '../../../src-main/contract/networks.ts'
import { besideTheirRun, comparisonTables } from './comparison.ts'
import type { Evidence } from './evidence.ts'
import { matrixTables } from './matrix.ts'
import { settingSection } from './setting.ts'
import { whySection } from './why.ts'

/** The page, in Markdown; its figures are in reproduction/ beside it. */
export function reproductionPage(evidence: Evidence, model: string, command: string): string {
  const { network, exact } = evidence
  return `# Reproduction of Rudi et al. 2022

${settingSection(evidence, model, command)}

## Comparison with the authors’ run, the posterior network and the limit

Do our runs of the authors’ setting (convolutional, noisy trace, θ only, 1,024 samples) reach their R²?

${besideTheirRun(evidence)}

${comparisonTables(evidence)}
${network && exact ? '\n![True against estimated: posterior network](reproduction/posterior-network.svg)\n\n![True against estimated: exact posterior](reproduction/exact-posterior.svg)\n' : ''}
## Error as a function of training samples, and its sources

${fallFigures(evidence)}

${whySection(evidence)}

## All runs

${matrixTables(evidence)}
`
}

function fallFigures({ cells }: Evidence): string {
  return NetworkTargets.options
    .filter((targets) => cells.some(({ result }) => result.cell.targets === targets))
    .map((targets) => {
      const what = targets === 'neuron' ? 'θ only' : 'θ and noise'
      return `![RMSE against training samples, networks that estimate ${what}](reproduction/rmse-${targets}.svg)`
    })
    .join('\n\n')
}
