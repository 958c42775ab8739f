import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../../scripts/steps/run.mjs'
import { stringsOfSvelte, stringsOfTypeScript, uiStrings } from '../../scripts/strings/ui-strings.mjs'

const texts = (found: { text: string }[]) => found.map(({ text }) => text)

describe('the strings of a source', () => {
  it('of TypeScript: texts, not keys, paths or imports', () => {
    const source = [
      "import { a } from '../some place/a.ts'",
      "type Kind = 'a kind of thing'",
      `const text = cond ? 'Residuals are white.' : \`R̂ \${value}, ESS \${ess} of all\``,
      "read(join(folder, 'a file.json'), 'utf8')",
      "const key = 'theta0'",
    ].join('\n')
    expect(texts(stringsOfTypeScript(source))).toEqual(['Residuals are white.', 'R̂ …, ESS … of all'])
  })

  it('of Svelte: what is read or heard, in markup, attributes and code', () => {
    const source = `<script lang="ts">
      let { open }: { open: boolean } = $props()
      const why: string = open ? 'Choose a window first' : ''
    </script>
    <button class="two words" title="Stop it" aria-labelledby="an id" onclick={() => go('Not kept')}>
      Estimate {#if open}<b>now and then</b>{/if}
    </button>`
    expect(texts(stringsOfSvelte(source)).sort()).toEqual(
      ['Choose a window first', 'Stop it', 'Not kept', 'Estimate', 'now and then'].sort(),
    )
  })
})

/** Markdown pages in a folder; licences of others are quoted, not written. */
function pages(folder: string): string[] {
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md') && name !== 'THIRD-PARTY-NOTICES.md')
    .map((name) => join(folder, name))
}

function linesOf(path: string): { path: string; line: number; text: string }[] {
  const lines = readFileSync(join(root, path), 'utf8').split('\n')
  return lines.map((text, k) => ({ path, line: k + 1, text }))
}

describe('the words of the program and its documents', () => {
  const all = uiStrings(root)
  const documents = ['.', 'docs'].flatMap((folder) => pages(folder)).flatMap(linesOf)

  it('are found in window, command line, reports and errors', () => {
    const countIn = (folder: string) => all.filter(({ path }) => path.startsWith(folder)).length
    expect(countIn('src-renderer/screens/')).toBeGreaterThan(20)
    expect(countIn('src-main/cli/')).toBeGreaterThan(200)
    expect(countIn('src-main/inference/checks/')).toBeGreaterThan(80)
    expect(all).toContainEqual(
      expect.objectContaining({
        path: 'src-main/inference/checks/tails.ts',
        text: 'Residuals are Gaussian.',
      }),
    )
  })

  // What was said instead of the field’s own terms, and must not come back (../shared/window.md, “Words of the field”).
  it.each([
    ['looks like the noise that the model assumes', 'Residuals match the noise model'],
    ['noise without memory', 'Residuals are white'],
    ['bell (shape|curve)', 'Gaussian'],
    ['exact (correction|weights)', 'importance sampling, reweighting'],
    ['pressed against', 'truncated by the prior'],
    ['find its own way', 'Sampling started outside the network’s proposal'],
    ['strange kind', 'Outside the training distribution'],
    ['way to rest', 'the initial transient'],
    ['without any neuron', 'an autoregressive process without a neuron'],
    ['little off', 'Minor misfit'],
    ['put to the model', 'Scaling and resampling'],
    ['the model sees', 'Model input, Conditioning'],
    ['put away', 'Dismiss'],
    ['one neuron from another', 'Not identifiable in this window'],
    ['what is done is kept', 'Finished windows are saved'],
    ['random points', 'Joint coverage (TARP)'],
    ['network’s answer', 'estimate, posterior'],
    ['learning rate fall,', 'Finish early'],
    ['throws? it away', 'Benchmark this machine'],
    ['asking the network', 'Running the network'],
    ['(coming|brought) to an end', 'Annealing, finished early'],
    ['hands of another', 'Locked by another instance'],
    ['in no test', 'Excluded from the tests'],
    ['hold nothing faster', 'the Nyquist limit'],
    ['recovery variable rests', 'recovery offset'],
    ['damps itself', 'recovery damping'],
    ['talk to standard error', 'Diagnostics go to standard error'],
    ['what (you believe|learns|it is called)', 'Prior, Network, Name'],
    ['for how long', 'Budget'],
    ['runs? (off|away)\\b(?! with)', 'diverges'],
    ['speaks? against', 'the data reject, a failed check'],
    ['likeliest', 'maximum likelihood'],
    ['pulls? away', 'a prior in conflict with the data'],
    ['is claimed', 'reported'],
    ['go(es|ne)? on with', 'continue, resume'],
    ['stands? in line', 'queued'],
    ['by the dozen', 'several'],
    ['bare draws', 'the network’s proposal'],
    ['(the|a) network learned', 'training prior'],
    ['knows? nothing of', 'without'],
    ['held against', 'compared with'],
    ['drawn, and told', 'drawn and printed'],
    ['put in its place', 'imputed'],
    ['fires? by itself', 'fires spontaneously'],
    ['answers? the current', 'responds to the current'],
    ['on its own clock', 'recording time'],
    ['let alone', 'not to mention'],
    ['fault of (its|Nagumo’s) own', 'internal error'],
    ['any more\\b(?! (than|of))', 'no longer'],
    ['put back (a copy|of it)|Put a copy back', 'Restore it from a backup'],
    ['\\banew\\b', 'again'],
    ['set aside as', 'renamed to'],
    ['at work\\b', 'running'],
    ['under way', 'running'],
    ['was there and is gone', 'existed and is now missing'],
    ['in each other', 'nested'],
    ['(?<!mis)taken for', 'read as, treated as'],
    ['samples a second', 'sampling rate'],
    ['it takes (a|an|some) (second|minute)', 'no promise of a duration'],
    ['(can’t|can not|cannot|are not|is not) be told|(are|is) not told', 'not reported, not identifiable'],
    ['nothing was put in', 'None is imputed'],
    ['likelihood sees', 'the likelihood uses'],
    ['as eFEL (does|has)', 'as in eFEL'],
    ['halfway up', 'half height'],
    ['knows? up to', 'reads up to'],
    ['less sure than', 'underconfident'],
    ['it was (“|given)', 'found'],
    ['hold the truth', 'contain the true value'],
  ])('never say “%s”, but “%s”', (not) => {
    const found = [...all, ...documents].filter(({ text }) => new RegExp(not, 'i').test(text))
    expect(found.map(({ path, line, text }) => `${path}:${line}: ${text}`)).toEqual([])
  })

  it('are listed by npm run strings', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    expect(scripts.strings).toBe('node scripts/strings.mjs')
  })
})
