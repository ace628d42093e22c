/** Variables whose value is a secret as a whole. */
const SECRET_NAME = /(_(KEY|TOKEN|SECRET|PASSWORD)|^PING_URL)$/
/** `name=value,name=value`, written as in a URL: what OpenTelemetry takes credentials from. */
const HEADERS_NAME = /^OTEL_EXPORTER_OTLP_(\w+_)?HEADERS$/

/** The secrets in variables of the environment: keys and tokens, header fields for a receiver, passwords in addresses. */
export function environmentSecrets(environment: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(environment).flatMap(([name, value = '']) => {
    if (SECRET_NAME.test(name)) return [value, ...credentials(value)]
    return HEADERS_NAME.test(name) ? fieldValues(value) : credentials(value)
  })
}

function fieldValues(list: string): string[] {
  const written = list.split(',').map((field) => field.slice(field.indexOf('=') + 1).trim())
  return written.flatMap((value) => [value, ...decoded(value)])
}

/** What in an address says who asks. */
function credentials(value: string): string[] {
  if (!value.includes('://')) return []
  const url = URL.parse(value)
  if (!url) return []
  return [url.password, ...url.searchParams.values()].flatMap((text) => [text, ...decoded(text)])
}

/** A text without its percent-encoding, and what stands after a scheme such as `Bearer`. */
function decoded(text: string): string[] {
  try {
    const plain = decodeURIComponent(text)
    return [plain, plain.split(/\s+/).at(-1) ?? '']
  } catch {
    return []
  }
}
