import { describe, expect, test } from 'vitest'
import { clientBlock, createClientAddress } from '../../../api/http/client-address.ts'

describe('createClientAddress', () => {
  const addressOf = createClientAddress(['10.0.0.0/8', '2001:db8::/32'])
  test.each<[string, string | undefined, string | undefined, string]>([
    ['a stranger', '192.0.2.1', undefined, '192.0.2.1'],
    ['a stranger who claims to be another', '192.0.2.1', '198.51.100.7', '192.0.2.1'],
    ['a client of our proxy', '10.0.0.1', '198.51.100.7', '198.51.100.7'],
    ['a client who claims to be another', '10.0.0.1', '203.0.113.9, 198.51.100.7', '198.51.100.7'],
    ['a client of two of our proxies', '10.0.0.1', '203.0.113.9, 198.51.100.7, 10.2.3.4', '198.51.100.7'],
    ['our proxy itself', '10.0.0.1', undefined, '10.0.0.1'],
    ['a client that is one of our own', '10.0.0.1', '10.0.0.9', '10.0.0.9'],
    ['a hop that is no address', '10.0.0.1', '198.51.100.7, unknown', '10.0.0.1'],
    ['an empty header', '10.0.0.1', '', '10.0.0.1'],
    ['a client over IPv6', '2001:db8::1', '2001:470:0:0::1', '2001:470::1'],
    ['an IPv4 peer of a socket for both', '::ffff:10.0.0.1', '198.51.100.7', '198.51.100.7'],
    ['more hops than anyone has', '10.0.0.1', Array(30).fill('10.0.0.2').join(','), '10.0.0.2'],
    ['a peer that is not known', undefined, '198.51.100.7', ''],
  ])('of %s', (_who, remote, forwardedFor, expected) => expect(addressOf(remote, forwardedFor)).toBe(expected))

  test('without proxies nobody is believed', () =>
    expect(createClientAddress([])('127.0.0.1', '198.51.100.7')).toBe('127.0.0.1'))

  test('a wide network of one family holds none of the other', () =>
    expect(createClientAddress(['::/3'])('10.0.0.1', '198.51.100.7')).toBe('10.0.0.1'))

  test.each(['', 'proxy.local', '10.0.0.0/33', '10.0.0.0/8/8', '::/129', '10.0.0.0/'])('%j is no proxy', (proxy) =>
    expect(() => createClientAddress([proxy])).toThrow(RangeError),
  )
})

describe('clientBlock', () => {
  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['2001:470:1:2:3:4:5:6', '2001:470:1:2'],
    ['2001:470::1', '2001:470:0:0'],
    ['::1', '0:0:0:0'],
    ['2001:470:1:2::', '2001:470:1:2'],
    ['', ''],
  ])('%s is counted under %s', (address, expected) => expect(clientBlock(address)).toBe(expected))
})
