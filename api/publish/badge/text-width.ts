/** How wide Verdana draws a character, in thousandths of its size; badges elsewhere are measured in it too. */
const WIDTHS: Readonly<Record<string, number>> = {
  ...widths(352, ' '),
  ...widths(364, '.,'),
  ...widths(394, '!|'),
  ...widths(454, ':;-()[]/\\'),
  ...widths(636, '0123456789$_*'),
  ...widths(1076, '%'),
  ...widths(274, 'il'),
  ...widths(344, 'j'),
  ...widths(352, 'f'),
  ...widths(394, 't'),
  ...widths(427, 'r'),
  ...widths(521, 'csz'),
  ...widths(592, 'kvxy'),
  ...widths(596, 'e'),
  ...widths(601, 'a'),
  ...widths(607, 'o'),
  ...widths(623, 'bdgpq'),
  ...widths(633, 'hnu'),
  ...widths(818, 'w'),
  ...widths(973, 'm'),
  ...widths(421, 'I'),
  ...widths(455, 'J'),
  ...widths(557, 'L'),
  ...widths(575, 'F'),
  ...widths(603, 'P'),
  ...widths(616, 'TY'),
  ...widths(632, 'E'),
  ...widths(684, 'ASVBKXZC'),
  ...widths(696, 'R'),
  ...widths(732, 'U'),
  ...widths(752, 'HN'),
  ...widths(771, 'D'),
  ...widths(776, 'G'),
  ...widths(787, 'OQ'),
  ...widths(843, 'M'),
  ...widths(989, 'W'),
}
/** Wide scripts and what is not listed take as much as is tall, so that no text is cut. */
const OTHER = 1000

/** How wide a text is drawn, in the unit of its size. */
export function textWidth(text: string, size: number): number {
  const thousandths = [...text].reduce((sum, char) => sum + (WIDTHS[char] ?? OTHER), 0)
  return (thousandths * size) / 1000
}

function widths(width: number, characters: string): Record<string, number> {
  return Object.fromEntries([...characters].map((char) => [char, width]))
}
