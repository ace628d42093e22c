import type { Complained, Complaint, Finding } from '#domain/finding.ts'

const list = new Intl.ListFormat('de-DE')

const PREDICATES: Readonly<Record<Complained, string>> = {
  major_outage: 'ausgefallen',
  partial_outage: 'teilweise ausgefallen',
  degraded_performance: 'beeinträchtigt',
}

/**
 * What a page says in its first line, in German.
 *
 * @param until  when the maintenance in progress ends, such as `04:00 EDT`; `null` when there is none
 */
export function germanSentence(finding: Finding, until: string | null): string {
  switch (finding.kind) {
    case 'well':
      return 'Alle Systeme in Betrieb'
    case 'maintenance':
      return until ? `Wartungsarbeiten bis ${until}` : 'Wartungsarbeiten im Gange'
    case 'silence':
      return `Wir erhalten keine Überwachungsdaten${finding.names ? ` für ${list.format(finding.names)}` : ''}`
    case 'all_down':
      return 'Alle Systeme sind ausgefallen'
    case 'wrong':
      return list.format(finding.complaints.map(inWords))
  }
}

function inWords({ status, count, names }: Complaint): string {
  const subject = names ? list.format(names) : `${count} Dienste`
  return `${subject} ${count === 1 ? 'ist' : 'sind'} ${PREDICATES[status]}`
}
