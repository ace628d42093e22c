import type { NodeSDKConfiguration } from '@opentelemetry/sdk-node'

type Exporter = NodeSDKConfiguration['traceExporter']

/**
 * An exporter that says when its spans cannot be delivered any more, and when they can be again.
 *
 * @param onDelivery  told of an error, then of `null`
 */
export function reporting(exporter: Exporter, onDelivery: (error: Error | null) => void): Exporter {
  let fails = false
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        const error = result.code === 0 ? null : (result.error ?? new Error('The receiver took nothing'))
        if ((error !== null) !== fails) onDelivery(error)
        fails = error !== null
        done(result)
      }),
    shutdown: () => exporter.shutdown(),
  }
}
