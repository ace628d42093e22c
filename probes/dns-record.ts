import type { Answer } from 'dns-packet'

/** A record's data as `dig +short` prints it: names with their final dot, texts in quotation marks. */
export function recordText(record: Answer): string {
  switch (record.type) {
    case 'A':
      return record.data
    case 'AAAA':
      return addressText(record.data)
    case 'CNAME':
    case 'NS':
      return absolute(record.data)
    case 'MX':
      return `${record.data.preference ?? 0} ${absolute(record.data.exchange)}`
    case 'TXT':
      return [record.data].flat().map(quoted).join(' ')
    case 'SRV': {
      const { priority = 0, weight = 0, port, target } = record.data
      return `${priority} ${weight} ${port} ${absolute(target)}`
    }
    case 'SOA': {
      const { mname, rname, serial = 0, refresh = 0, retry = 0, expire = 0, minimum = 0 } = record.data
      return [absolute(mname), absolute(rname), serial, refresh, retry, expire, minimum].join(' ')
    }
    case 'CAA':
      return `${record.data.flags ?? 0} ${record.data.tag} ${quoted(record.data.value)}`
    default:
      return record.type
  }
}

/** An IPv6 address in its one short form (RFC 5952). */
function addressText(address: string): string {
  return URL.parse(`http://[${address}]`)?.hostname.slice(1, -1) ?? address
}

function absolute(name: string): string {
  return name.endsWith('.') ? name : `${name}.`
}

/** A character string: what is not printable ASCII as the decimal number of its byte (RFC 1035, 5.1). */
function quoted(text: string | Buffer): string {
  const bytes = [...Buffer.from(text)]
  return `"${bytes.map(written).join('')}"`
}

function written(byte: number): string {
  const character = String.fromCharCode(byte)
  if (character === '"' || character === '\\') return `\\${character}`
  return byte >= 0x20 && byte < 0x7f ? character : `\\${String(byte).padStart(3, '0')}`
}
