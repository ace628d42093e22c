import { and, isNull, notInArray } from 'drizzle-orm'
import type { Check } from '#domain/check.ts'
import type { Component } from '#domain/component.ts'
import type { Database } from './open.ts'
import { retireChecks } from './retired-checks.ts'
import type { Orm, Transaction } from './writer.ts'

/** The small keys under which the record knows components, checks and regions. */
export interface Registry {
  components: ReadonlyMap<string, number>
  checks: ReadonlyMap<string, number>
  regions: ReadonlyMap<string, number>
}

/** Enters the configured names, revives those that came back and retires those that left; returns all keys. */
export function syncRegistry(db: Database, components: readonly Component[], at: number): Promise<Registry> {
  return db.write(async (tx) => {
    await upsertComponents(tx, db, components, at)
    const componentKeys = await keys(tx, db.tables.components)
    await retireChecks(tx, db, components, componentKeys, at)
    await upsertChecks(tx, db, components, componentKeys)
    await insertRegions(tx, db, components)
    await retireComponents(tx, db, components, at)
    return {
      components: componentKeys,
      checks: await keys(tx, db.tables.checks),
      regions: await keys(tx, db.tables.regions),
    }
  })
}

/** When each component was first configured, by its id. */
export async function listComponentBirths({ orm, tables }: Database): Promise<ReadonlyMap<string, number>> {
  const rows = await orm.select({ id: tables.components.id, at: tables.components.createdAt }).from(tables.components)
  return new Map(rows.map(({ id, at }) => [id, at]))
}

/** All keys as they stand, for who only reads. */
export async function readRegistry({ orm, tables }: Database): Promise<Registry> {
  return {
    components: await keys(orm, tables.components),
    checks: await keys(orm, tables.checks),
    regions: await keys(orm, tables.regions),
  }
}

async function upsertComponents(
  tx: Transaction,
  { tables }: Database,
  components: readonly Component[],
  at: number,
): Promise<void> {
  for (const { id, name } of components) {
    const set = { name, retiredAt: null }
    await tx
      .insert(tables.components)
      .values({ id, createdAt: at, ...set })
      .onConflictDoUpdate({ target: tables.components.id, set })
  }
}

async function upsertChecks(
  tx: Transaction,
  { tables }: Database,
  components: readonly Component[],
  componentKeys: ReadonlyMap<string, number>,
): Promise<void> {
  for (const component of components) {
    const componentKey = keyOf(componentKeys, component.id)
    for (const check of component.checks) {
      const set = { componentKey, ...noted(check, component), retiredAt: null }
      await tx
        .insert(tables.checks)
        .values({ id: check.id, ...set })
        .onConflictDoUpdate({ target: tables.checks.id, set })
    }
  }
}

/** What must be known of a check once it is configured no more. */
function noted({ kind, region, worst, informational, private: hidden, policy }: Check, component: Component) {
  const { staleAfterMs } = policy
  return { kind, region, worst, informational, private: hidden || component.private, staleAfterMs }
}

async function insertRegions(tx: Transaction, { tables }: Database, components: readonly Component[]): Promise<void> {
  const regions = new Set(components.flatMap(({ checks }) => checks.map(({ region }) => region)))
  for (const id of regions) await tx.insert(tables.regions).values({ id }).onConflictDoNothing()
}

async function retireComponents(
  tx: Transaction,
  { tables }: Database,
  components: readonly Component[],
  at: number,
): Promise<void> {
  const { components: table } = tables
  const ids = components.map(({ id }) => id)
  await tx
    .update(table)
    .set({ retiredAt: at })
    .where(and(notInArray(table.id, ids), isNull(table.retiredAt)))
}

type NamedTable = Database['tables']['components' | 'checks' | 'regions']

async function keys(tx: Pick<Orm, 'select'>, table: NamedTable): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.select({ id: table.id, key: table.key }).from(table)
  return new Map(rows.map(({ id, key }) => [id, key]))
}

/** The key of a name that the configuration gave; its absence is a fault of ours. */
export function keyOf(keys: ReadonlyMap<string, number>, id: string): number {
  const key = keys.get(id)
  if (key === undefined) throw new Error(`"${id}" is not in the registry`)
  return key
}
