type Environment = Readonly<Record<string, string | undefined>>

/** Variables whose names say that they hold a secret. */
const SECRET = /_(KEY|TOKEN|SECRET|PASSWORD)$/

/**
 * An environment in which secrets that are not set have some value: of what is generated none is a part, and where it is
 * generated none need be known. Each has another, since two jobs may not share a token.
 */
export function withoutSecretsSet(environment: Environment): Environment {
  return new Proxy(environment, {
    get: (set, name) => {
      const value = Reflect.get(set, name)
      return value === undefined && typeof name === 'string' && SECRET.test(name) ? name.padEnd(40, '0') : value
    },
  })
}
