import { describe, expect, test } from 'vitest'
import { listAudit } from '#db/audit.ts'
import { findTokenByHash, listTokens } from '#db/tokens.ts'
import { isHeld, opens, type Scope, tokenHash } from '#domain/token.ts'
import { createToken, endToken } from '../../../api/operators/tokens.ts'
import { DIALECTS } from '../../db/open-test-database.ts'

const CI = { name: 'ci', scopes: ['incidents:write'], expiresInMs: 1000 } as const

describe.each(DIALECTS)('tokens on %s', (_dialect, open) => {
  test('one that is made is known by its hash only', async () => {
    const db = await open()
    const text = await createToken(db, CI, 500)
    expect(text).toMatch(/^sk_[0-9a-z]{51}$/)
    expect(await findTokenByHash(db, tokenHash(text))).toMatchObject({ name: 'ci', createdAt: 500, expiresAt: 1500 })
    expect(await findTokenByHash(db, tokenHash('sk_other'))).toBeUndefined()
    expect(JSON.stringify(await listTokens(db))).not.toContain(tokenHash(text))
  })

  test('of one name only one is held', async () => {
    const db = await open()
    await createToken(db, CI, 500)
    await expect(createToken(db, CI, 1499)).rejects.toThrow('A token named "ci" is still held')
    await expect(createToken(db, CI, 1500)).resolves.toMatch(/^sk_/)
  })

  test('one is ended by its name or its id, once', async () => {
    const db = await open()
    await createToken(db, CI, 500)
    const { id } = await endToken(db, 'ci', 600)
    await expect(endToken(db, id, 700)).rejects.toThrow('is over already')
    await expect(endToken(db, 'other', 700)).rejects.toThrow('No token is called "other".')
    expect(await listTokens(db)).toMatchObject([{ id, revokedAt: 600 }])
  })

  test('the audit log has both, and no secret', async () => {
    const db = await open()
    const text = await createToken(db, CI, 500)
    const { id } = await endToken(db, 'ci', 600)
    const entries = await listAudit(db, { subject: id, limit: 10, after: null })
    expect(entries.map(({ action, actor }) => `${actor}: ${action}`)).toEqual([
      'command line: token.revoke',
      'command line: token.create',
    ])
    expect(JSON.stringify(entries)).not.toMatch(new RegExp(`${tokenHash(text)}|${text}`))
  })
})

describe('isHeld', () => {
  test.each<[number | null, number | null, boolean]>([
    [null, null, true],
    [101, null, true],
    [100, null, false],
    [null, 50, false],
  ])('at 100, one that expires at %s and was revoked at %s is held: %s', (expiresAt, revokedAt, held) =>
    expect(isHeld({ expiresAt, revokedAt }, 100)).toBe(held),
  )
})

describe('opens', () => {
  test.each<[Scope[], Scope[], boolean]>([
    [['admin'], ['incidents:write'], true],
    [['incidents:write'], ['incidents:write', 'metrics:read'], true],
    [['metrics:read'], ['incidents:write'], false],
    [[], ['incidents:write'], false],
    [['incidents:write'], ['admin'], false],
  ])('%j opens what %j opens: %s', (scopes, wanted, open) => expect(opens({ scopes }, wanted)).toBe(open))
})
