import { BlockList, isIP } from 'node:net'

/** Whether an address lies in a set of networks. */
export type InNetworks = (address: string) => boolean

/**
 * The set of some networks. Each family has a list of its own, as a list of both lets `::/3` match IPv4.
 *
 * @param blocks  addresses or CIDR blocks, without zones
 * @throws {RangeError} when one is neither
 */
export function createNetworks(blocks: readonly string[]): InNetworks {
  const v4 = new BlockList()
  const v6 = new BlockList()
  for (const block of blocks) addBlock(block, v4, v6)
  return (address) => (isIP(address) === 4 ? v4.check(address, 'ipv4') : v6.check(address, 'ipv6'))
}

function addBlock(block: string, v4: BlockList, v6: BlockList): void {
  const [address = '', prefix, ...rest] = block.split('/')
  const family = isIP(address)
  const widest = family === 4 ? 32 : 128
  const bits = prefix === undefined ? widest : /^\d{1,3}$/.test(prefix) ? Number(prefix) : -1
  if (family === 0 || address.includes('%') || rest.length > 0 || bits < 0 || bits > widest)
    throw new RangeError(`Expected an address or a CIDR block, got "${block}"`)
  if (family === 4) v4.addSubnet(address, bits, 'ipv4')
  else v6.addSubnet(address, bits, 'ipv6')
}
