import { evidenceTables } from './evidence.ts'
import { incidentTables } from './incidents.ts'
import { type Kit, sqliteKit } from './kit.ts'
import { maintenanceTables } from './maintenance.ts'
import { operatorTables } from './operators.ts'
import { registryTables } from './registry.ts'

/** Every table, once, in the builders of one dialect. */
export const tables = (kit: Kit) => ({
  ...registryTables(kit),
  ...evidenceTables(kit),
  ...incidentTables(kit),
  ...maintenanceTables(kit),
  ...operatorTables(kit),
})

export type Tables = ReturnType<typeof tables>

export const sqliteTables = tables(sqliteKit)
