import type { Database } from './database.ts'

/** A database that is read and never written, as a snapshot is. */
export function readOnly(opened: Pick<Database, 'dialect' | 'orm' | 'tables' | 'close'>): Database {
  const refuse = () => Promise.reject(new Error('A snapshot is for reading only'))
  return { ...opened, write: refuse, dropDays: refuse }
}
