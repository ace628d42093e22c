import type { PublicView } from '#domain/public-view.ts'

declare global {
  namespace App {
    interface Locals {
      view: PublicView
    }
  }
}
