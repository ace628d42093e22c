import type { OperatorView } from '#domain/operator-view.ts'
import type { PublicView } from '#domain/public-view.ts'
import type { Audience } from './exposition.ts'

/** What was published last, as each audience may know it. */
export interface ToldViews {
  /** A view was published. `operators` reckons what they may know of the same instant, where that is more. */
  onView(view: PublicView, operators?: () => OperatorView): void
  /** `undefined` before the first edition. */
  told: (audience: Audience) => OperatorView | undefined
}

/** Remembers views. What operators may know is reckoned when one of them asks, once a view: most servers have none. */
export function toldViews(): ToldViews {
  let shown: PublicView | undefined
  let reckon: (() => OperatorView) | undefined
  let all: OperatorView | undefined
  return {
    onView: (view, operators = () => view) => {
      shown = view
      reckon = operators
      all = undefined
    },
    told: (audience) => {
      if (audience === 'public') return shown
      all ??= reckon?.()
      return all
    },
  }
}
