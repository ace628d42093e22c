/** A change that cannot be made; the message says why, to the one who asked for it. */
export class ChangeRefused extends Error {
  override readonly name = 'ChangeRefused'
  /** JSON Pointer to what cannot be so; `null` where what is there now stands against the change. */
  readonly pointer: string | null

  constructor(message: string, pointer: string | null = null) {
    super(message)
    this.pointer = pointer
  }
}
