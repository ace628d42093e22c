import { readFileSync } from 'node:fs'

/** One line of the Dockerfile, or several that belong together. */
export interface Instruction {
  name: string
  text: string
}

/** The stages of the Dockerfile, in order; the last one is the image. */
export function stages(): Instruction[][] {
  const lines = readFileSync('Dockerfile', 'utf8').replace(/\\\n/g, ' ').split('\n')
  const instructions = lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [name = ''] = line.split(' ')
      return { name, text: line.slice(name.length + 1) }
    })
  const starts = instructions.flatMap(({ name }, index) => (name === 'FROM' ? index : []))
  return starts.map((start, stage) => instructions.slice(start, starts[stage + 1]))
}

/** What the image's instructions of one kind say. */
export function inImage(name: string): string[] {
  return (stages().at(-1) ?? []).filter((one) => one.name === name).map(({ text }) => text)
}

/** Where the image's files come from: a path of ours, or of an earlier stage, and where it lies below the image's folder. */
export function imageFiles(): { from: string; to: string; stage: string | undefined }[] {
  return inImage('COPY').flatMap((text) => {
    const words = text.split(' ')
    const stage = words[0]?.startsWith('--from=') ? words.shift()?.slice('--from='.length) : undefined
    const to = words.pop() ?? ''
    return words.map((path) => {
      const from = path.replace(/^\/app\//, '')
      return { from, to: to === './' ? from : to, stage }
    })
  })
}

/** The variables that the image sets. */
export function imageVariables(): Record<string, string> {
  const pairs = inImage('ENV').flatMap((text) => text.split(' '))
  return Object.fromEntries(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]))
}

/** The words of an instruction in exec form, which no shell reads. */
export function execForm(text: string): string[] {
  return JSON.parse(text.slice(text.indexOf('[')))
}
