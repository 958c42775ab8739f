// @ts-check
const [major, minor] = process.versions.node.split('.').map(Number)

/** Ends with a plain message where Node is too old for the tools. Written so that old ones can read it. */
export function checkNode() {
  if (major > 20 || (major === 20 && minor >= 19)) return
  console.error(
    `Nagumo needs Node.js 20.19 or newer; this is ${process.versions.node}. Install a newer one from nodejs.org and run this again.`,
  )
  process.exit(1)
}
