import { describeMachine } from '../../../bench/speed/machine.ts'
import { testSeed } from '../test-set.ts'
import type { Evidence } from './evidence.ts'
import { listed, whole } from './words.ts'

/** What was run, and what of it differs from the paper. */
export function settingSection({ cells, test, missing }: Evidence, model: string, command: string): string {
  const backends = [...new Set(cells.map(({ result }) => result.backend))]
  const silent = test.spiking.filter((s) => !s).length
  const seconds = cells.reduce((sum, { result }) => sum + result.seconds, 0)
  return `The networks of Rudi, Bessac & Lenzi 2022 (*Parameter Estimation with Dense and Convolutional Neural Networks Applied to the FitzHugh–Nagumo ODE*, PMLR 145:781–808), trained by this program, beside the posterior network and the exact posterior, all judged on the same traces. This page, its figures and \`reproduction/results.json\` are written by \`${command}\`; a cell with another seed is run and printed by, for one, \`npm run reproduce -- --network convolutional --input noisyTrace --targets neuron --samples 1024 --seed 7\`.
${missing.length > 0 ? `\n**Not whole yet.** ${whole(missing.length)} of the pieces of work are missing: ${missingWords(missing)}. What follows is from those that are there.\n` : ''}
## What was run

- Networks: dense (trace → 32 → 32 → out) and convolutional (8, 16, 32 filters, kernel 3, stride 2, no padding, averages over pairs between them, then 32 → 32 → out), swish, a sigmoid at the end. Targets scaled to 0 … 1 by the least and the greatest of the training set; traces as they are. Adam at 2·10⁻³ (0.9, 0.999, 1e-8), batches of 32, 200 passes through the training set, mean squared error.
- Inputs: the noisy trace; the trace without its noise (clean); the rate of spikes (upward crossings of u = 1.5, per second); rate and mean duration above 1.5. The last two go to the dense network only: a convolution needs a trace to slide over. Spike summaries are taken from traces without noise. A network on an input without noise is judged on the same test traces without their noise.
- Targets: θ₀ and θ₁ (θ only); or θ₀, θ₁, σ and ρ (θ and noise). An input without noise holds nothing of σ and ρ; these runs are there to see that a network finds nothing where there is nothing.
- Seeds decide a training set, the order in which it is seen, and the initial weights: 1 everywhere, and 1, 2, 3 at 1,000 and at the authors’ 1,024 samples. “±” is the standard deviation between seeds.
- Fresh: the same networks on simulations of which none is seen twice (batches of 256, a learning rate that rises to 2·10⁻³ and falls), to see what they could do if data were no limit.
- Posterior network: \`${model}\` ([networks.md](networks.md)), its posterior mean. Exact posterior: its draws weighed by the exact likelihood until enough of them count; its mean has the least expected squared error that there is, so that it is the limit for whatever is read off a noisy trace ([accuracy.md](accuracy.md)). A network that is shown the trace without its noise is not held by it.
- Test set: ${whole(test.spiking.length)} recordings of the preset (seed ${testSeed}) that no network has seen, ${whole(silent)} of which never spike. Those hold next to nothing of θ, and weigh heavily in R² and RMSE over all traces; so R² is given on the traces that spike too.
- Training loss: mean over the last fortieth of the training, while weights still move. Validation loss: at the end, on 2,000 traces of the same kind that are neither training nor test.
- Absolute errors in % of the true value are large by nature where the truth is near 0, as θ₀ and θ₁ may be.
- Machine: ${describeMachine()}; TensorFlow: ${listed(backends) || 'not used yet'}, one process and one thread a core. ${whole(seconds / 60)} minutes of training in all; seconds are those of one core that shares the machine with the other processes.

## What differs from the paper

- Training and test traces are our own simulations of the preset “Rudi 2022”, not the authors’ published samples: Runge–Kutta of order 4 with four steps a sample (off by 0.002 at most), in single precision.
- σ and ρ are drawn from truncated normal distributions that were fitted to the authors’ published noise parameters; the noise is stationary, with standard deviation σ/Δt.
- The authors’ published reference run is one run on one test set of theirs; ours is three seeds on one test set of ours.
- Initial weights are Glorot’s (uniform), biases 0; a last, smaller batch of a pass is used too.`
}

/** The first few by name. */
function missingWords(missing: readonly string[]): string {
  const named = missing.slice(0, 6)
  const others = missing.length - named.length
  return listed(
    others > 0 ? [...named, `${whole(others)} more (\`reproduction/results.json\` names all)`] : named,
  )
}
