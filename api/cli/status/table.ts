/** Rows with their columns aligned; `widthOf` leaves out what is not seen. */
export function alignedTable(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [headings, ...rows]
  const widths = headings.map((_, column) => Math.max(...all.map((row) => widthOf(row[column] ?? ''))))
  return all
    .map((row) =>
      row
        .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** How many places a text takes on a terminal, colours left out. */
function widthOf(text: string): number {
  return [...text.replaceAll(COLOR, '')].length
}

const ESCAPE = '\u001b'
const COLOR = new RegExp(`${ESCAPE}\\[\\d+m`, 'g')

/** Text from a server, without what a terminal would obey. */
export function plain(text: string): string {
  return text.replace(/(?!\n)\p{Cc}/gu, '')
}
