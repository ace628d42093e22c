import type { ApiClient } from './client.ts'
import type { MessageSource } from './message.ts'

/** One option of a command, as help, parsing and completion know it. */
export interface Option {
  /** What stands for its value in the help; absent of a switch. */
  value?: string
  help: string
  /** May be given more than once. */
  multiple?: boolean
  required?: boolean
  short?: string
  /** What its value can be, for completion. */
  words?: readonly string[]
}

/** What a command was given, and with what it works. */
export interface Call {
  positionals: readonly string[]
  /** The first value of an option; `undefined` when it was not given. */
  value: (name: string) => string | undefined
  values: (name: string) => readonly string[]
  has: (name: string) => boolean
  api: ApiClient
  messages: MessageSource
  /** Ms since the epoch. */
  now: number
  print: Printer
}

/** How times and states are printed for whoever reads. */
export interface Printer {
  /** `2026-11-25 03:10 +01:00` */
  time: (iso: string | null) => string
  /** Text in the colour of a status, where there is colour. */
  status: (text: string, status?: string) => string
}

/** A document to be shown, or a change to be asked for. */
export type Outcome = Shown | Change

export interface Shown {
  kind: 'shown'
  document: unknown
  text: string
}

/** What is to be changed, in words, and how. */
export interface Change {
  kind: 'change'
  /** What will happen, as a sentence. */
  sentence: string
  method: 'POST' | 'PATCH'
  path: string
  body: object
  /** The revision that was shown, which must still hold. */
  ifMatch?: string | undefined
  /** The answer for people. */
  text: (document: never) => string
}

export interface Command {
  /** `incident open` */
  name: string
  summary: string
  /** What stands for each in the help, `[…]` of one that may be left out. */
  positionals: readonly string[]
  options: Readonly<Record<string, Option>>
  run: (call: Call) => Promise<Outcome>
}
