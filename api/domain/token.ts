import { createHash } from 'node:crypto'

/** What a token lets its bearer do; `admin` is all of it. */
export const SCOPES = ['incidents:write', 'maintenance:write', 'metrics:read', 'admin'] as const
export type Scope = (typeof SCOPES)[number]

/** Who may write, as the record knows them: the token itself is stored nowhere. */
export interface Token {
  id: string
  name: string
  scopes: readonly Scope[]
  createdAt: number
  expiresAt: number | null
  revokedAt: number | null
}

/** SHA-256 of a token in hex: what the record knows it by. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** Whether a token still counts: it was not revoked, and its last instant has not come. */
export function isHeld({ expiresAt, revokedAt }: Pick<Token, 'expiresAt' | 'revokedAt'>, now: number): boolean {
  return revokedAt === null && (expiresAt === null || now < expiresAt)
}

/** Whether a token opens what any of some scopes opens. */
export function opens({ scopes }: Pick<Token, 'scopes'>, wanted: readonly Scope[]): boolean {
  return scopes.includes('admin') || wanted.some((scope) => scopes.includes(scope))
}
