import { createHash } from 'node:crypto'
import { remembered } from './remembered.ts'

const LENGTH = 12

/** Statuspage's id of one of ours: the first 12 base-36 digits of its SHA-256, the same for ever. */
export const statuspageId = remembered((id: string): string => {
  const digest = createHash('sha256').update(id).digest('hex')
  return BigInt(`0x${digest}`).toString(36).slice(0, LENGTH)
})
