/** Something that was asked for in a way that cannot be understood: the message says what was expected. */
export class WrongUsage extends Error {
  override readonly name = 'WrongUsage'
}

/** Something that was not done because nobody wanted it enough: not confirmed, or without a message. */
export class NotWanted extends Error {
  override readonly name = 'NotWanted'
}
