import { randomBytes } from 'node:crypto'
import { base32 } from '#domain/maintenance.ts'

/** 65 bits and more, of which 20 digits are taken. */
const BYTES = 13
const LENGTH = 20

/** A new id that cannot be guessed: a prefix and 20 lower-case base-32 digits. */
export function newId(prefix: 'inc' | 'upd' | 'mnt' | 'ser' | 'tok'): string {
  return `${prefix}_${base32(randomBytes(BYTES)).slice(0, LENGTH)}`
}
