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
