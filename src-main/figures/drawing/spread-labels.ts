/**
 * Moves labels apart so that none overlap, with minimal displacement.
 * @param places wanted centres, px, in any order
 * @param gap minimum distance between two centres
 * @returns centres, in the order given, all between `from` and `to` if they fit
 */
export function spreadLabels(places: readonly number[], gap: number, from: number, to: number): number[] {
  const order = places.map((_, i) => i).sort((a, b) => places[a] - places[b])
  // Touching labels form a group around their mean position; a group that overlaps the previous one is merged into it.
  const groups: { members: number[]; start: number }[] = []
  const startOf = (members: number[]): number => {
    const centre = members.reduce((sum, i) => sum + places[i], 0) / members.length
    const length = (members.length - 1) * gap
    return Math.max(from, Math.min(to - length, centre - length / 2))
  }
  for (const i of order) {
    let group = { members: [i], start: startOf([i]) }
    for (let last = groups.at(-1); last && endOf(last, gap) + gap > group.start; last = groups.at(-1)) {
      const members = [...last.members, ...group.members]
      group = { members, start: startOf(members) }
      groups.pop()
    }
    groups.push(group)
  }
  const result = new Array<number>(places.length)
  for (const { members, start } of groups) {
    members.forEach((i, rank) => {
      result[i] = start + rank * gap
    })
  }
  return result
}

function endOf({ members, start }: { members: number[]; start: number }, gap: number): number {
  return start + (members.length - 1) * gap
}
