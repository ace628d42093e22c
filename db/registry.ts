import { and, isNull, notInArray } from 'drizzle-orm'
import type { Component } from '#domain/component.ts'
import type { Database } from './open.ts'
import type { Transaction } from './writer.ts'

/** The small keys under which the record knows components, checks and regions. */
export interface Registry {
  components: ReadonlyMap<string, number>
  checks: ReadonlyMap<string, number>
  regions: ReadonlyMap<string, number>
}

/** Enters the configured names, revives those that came back and retires those that left; returns all keys. */
export function syncRegistry(db: Database, components: readonly Component[], at: number): Promise<Registry> {
  return db.write(async (tx) => {
    await upsertComponents(tx, db, components)
    const componentKeys = await keys(tx, db.tables.components)
    await upsertChecks(tx, db, components, componentKeys)
    await insertRegions(tx, db, components)
    await retire(tx, db, components, at)
    return {
      components: componentKeys,
      checks: await keys(tx, db.tables.checks),
      regions: await keys(tx, db.tables.regions),
    }
  })
}

async function upsertComponents(
  tx: Transaction,
  { tables }: Database,
  components: readonly Component[],
): Promise<void> {
  for (const { id, name } of components) {
    const set = { name, retiredAt: null }
    await tx
      .insert(tables.components)
      .values({ id, ...set })
      .onConflictDoUpdate({ target: tables.components.id, set })
  }
}

async function upsertChecks(
  tx: Transaction,
  { tables }: Database,
  components: readonly Component[],
  componentKeys: ReadonlyMap<string, number>,
): Promise<void> {
  for (const { id, componentId, kind } of components.flatMap(({ checks }) => checks)) {
    const componentKey = componentKeys.get(componentId)
    if (componentKey === undefined) throw new Error(`The component ${componentId} was not entered`)
    const set = { componentKey, kind, retiredAt: null }
    await tx
      .insert(tables.checks)
      .values({ id, ...set })
      .onConflictDoUpdate({ target: tables.checks.id, set })
  }
}

async function insertRegions(tx: Transaction, { tables }: Database, components: readonly Component[]): Promise<void> {
  const regions = new Set(components.flatMap(({ checks }) => checks.map(({ region }) => region)))
  for (const id of regions) await tx.insert(tables.regions).values({ id }).onConflictDoNothing()
}

async function retire(
  tx: Transaction,
  { tables }: Database,
  components: readonly Component[],
  at: number,
): Promise<void> {
  const checkIds = components.flatMap(({ checks }) => checks.map(({ id }) => id))
  const componentIds = components.map(({ id }) => id)
  for (const [table, ids] of [
    [tables.components, componentIds],
    [tables.checks, checkIds],
  ] as const) {
    await tx
      .update(table)
      .set({ retiredAt: at })
      .where(and(notInArray(table.id, ids), isNull(table.retiredAt)))
  }
}

type NamedTable = Database['tables']['components' | 'checks' | 'regions']

async function keys(tx: Transaction, table: NamedTable): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.select({ id: table.id, key: table.key }).from(table)
  return new Map(rows.map(({ id, key }) => [id, key]))
}

/** The key of a name that the configuration gave; its absence is a fault of ours. */
export function keyOf(keys: ReadonlyMap<string, number>, id: string): number {
  const key = keys.get(id)
  if (key === undefined) throw new Error(`"${id}" is not in the registry`)
  return key
}
