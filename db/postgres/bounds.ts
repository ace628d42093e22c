import { drizzle } from 'drizzle-orm/node-postgres'
import type { Client } from 'pg'
import type { Bounds, Orm, Transaction } from '../writer.ts'
import { createAppend } from './append.ts'
import type { Connection } from './connection.ts'
import type { Days } from './days.ts'

/** The bounds of a transaction on the one connection that writes. */
export function createBounds(connection: Connection, days: Days): Bounds {
  const transactions = new WeakMap<Client, Transaction>()
  let open: Client | undefined
  let begun: Promise<unknown> | undefined

  const transactionOn = (client: Client): Transaction => {
    const tx = transactions.get(client) ?? createTransaction(client, days)
    transactions.set(client, tx)
    return tx
  }

  return {
    begin: async () => {
      open = await connection.get()
      // Sent together with what follows, which fails with it: one way to the server and back less.
      begun = open.query('BEGIN')
      begun.catch(() => undefined)
      return transactionOn(open)
    },
    commit: async () => {
      await begun
      const ended = await open?.query('COMMIT')
      // Where a statement failed and nobody minded, the server rolls back instead, and calls that a success.
      if (ended?.command !== 'COMMIT') throw new Error('A statement of the transaction had failed')
    },
    rollback: async (error) => {
      days.forget()
      // One that no longer answers would let the rollback wait as long again.
      const isLost =
        isTimeout(error) ||
        (await open?.query('ROLLBACK').then(
          () => false,
          () => true,
        ))
      if (isLost) connection.drop()
    },
  }
}

function createTransaction(client: Client, days: Days): Transaction {
  // The builders of both dialects are awaited alike, which is all that the shared type lets one do.
  return Object.assign(drizzle(client) as unknown as Orm, { append: createAppend(client, days) })
}

function isTimeout(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return error.message === 'Query read timeout' || isTimeout(error.cause)
}
