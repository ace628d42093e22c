import { describe, expect, test } from 'vitest'
import { api, OPEN } from './answering.ts'
import { INCIDENT, run, serverOf } from './shell.ts'

describe('what is refused', () => {
  const refused =
    (status: number, code: string, errors: object[] = []) =>
    () => ({
      status,
      document: { status, code, detail: 'It cannot be so.', errors },
    })

  test.each<[number, string, number, string]>([
    [400, 'BAD_REQUEST', 1, 'It cannot be so.'],
    [401, 'AUTH_001', 77, 'It cannot be so.'],
    [403, 'PERM_001', 77, 'It cannot be so.'],
    [409, 'CONFLICT', 1, 'It cannot be so.'],
    [412, 'PRECONDITION_FAILED', 1, 'Somebody has changed it meanwhile'],
  ])('%i %s ends with %i', async (status, code, ended, said) => {
    const { url } = await serverOf(refused(status, code))
    expect(await run(url, [...OPEN, '-y'])).toMatchObject({ code: ended, said: expect.stringContaining(said) })
  })

  test('a fault is told by the option that it came from', async () => {
    const errors = ['/components/apj', '/startedAt', '/components/0', '/title'].map((pointer) => ({
      pointer,
      detail: 'no',
    }))
    const { url } = await serverOf(refused(400, 'BAD_REQUEST', errors))
    const { said } = await run(url, [...OPEN, '-y'])
    for (const option of ['--impact apj=…', '--started', '--component', '--title'])
      expect(said).toContain(`  ${option}: no`)
  })

  test.each([
    ['incident open --title T -m M --ended 5m -y', '--ended'],
    ['incident resolve latest -m M --at 5m -y', '--at'],
  ])('an end is that of the command: %s', async (line, option) => {
    const refusal = refused(400, 'BAD_REQUEST', [{ pointer: '/resolvedAt', detail: 'no' }])()
    const { url } = await serverOf((one) => (one.method === 'GET' ? api(one) : refusal))
    expect((await run(url, line.split(' '))).said).toContain(`  ${option}: no`)
  })

  test('what is to be said is told as an option too', async () => {
    const fault = { pointer: '/startsAt', detail: 'expected a start at least 7 days ahead, or shortNotice: true' }
    const { url } = await serverOf(refused(400, 'BAD_REQUEST', [fault]))
    const { said } = await run(url, [...OPEN, '-y'])
    expect(said).toContain('--starts: expected a start at least 7 days ahead, or --short-notice')
  })

  test('a server that is not there is named, with what to set', async () =>
    expect(await run('http://127.0.0.1:9', ['incident', 'list'])).toMatchObject({
      code: 1,
      said: expect.stringMatching(/^http:\/\/127\.0\.0\.1:9 cannot be reached: .*STATUS_URL/),
    }))

  test.each([
    ['incident resolve latest -m M', 'No incident is unresolved.'],
    ['maintenance end latest', 'No maintenance is in progress or to come.'],
  ])('%s where there is none', async (line, said) => {
    const { url } = await serverOf(() => ({ document: { incidents: [], maintenance: [] } }))
    expect(await run(url, line.split(' '))).toMatchObject({ code: 64, said: expect.stringContaining(said) })
  })

  test('a beginning of no id, or of several', async () => {
    const two = [INCIDENT, { ...INCIDENT, id: 'inc_00000000000000000002' }]
    const { url } = await serverOf(() => ({ document: { incidents: two } }))
    expect(await run(url, ['incident', 'show', 'inc_9'])).toMatchObject({
      code: 64,
      said: expect.stringContaining('Nothing has an id'),
    })
    expect(await run(url, ['incident', 'show', 'inc_0'])).toMatchObject({
      code: 64,
      said: expect.stringContaining('several ids'),
    })
  })

  test.each([
    ['incident', 'There is no command "incident"'],
    ['incident close', 'There is no command "incident close"'],
    ['incident open -m M', '--title is needed'],
    ['incident update', 'expected ID, got ""'],
    ['incident list x', 'expected nothing besides its options'],
    ['incident list --status open', '--status: expected unresolved, resolved, draft, got "open"'],
    ['incident open --title T -m M --impact api', '--impact: expected COMPONENT=IMPACT'],
    ['incident open --title T -m M --started soon', '--started: expected a time such as 20m'],
    ['incident list --all', "Unknown option '--all'"],
    ['maintenance extend mnt_ long', 'expected a time such as 30m or 2h, got "long"'],
    ['maintenance schedule --title T --component a --starts noon --duration 2h', '--starts: expected a time such as'],
    ['completion fish', 'completion: expected bash or zsh, got "fish"'],
  ])('%s is not understood, and told why', async (line, said) => {
    const { url } = await serverOf(api)
    expect(await run(url, line.split(' '))).toMatchObject({ code: 64, said: expect.stringContaining(said) })
  })
})
