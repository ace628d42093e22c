/**
 * Whether a text can be a random id of ours. What readers send can be anything, and PostgreSQL fails where it is asked
 * for some of it, such as NUL, that SQLite merely does not find.
 */
export function isId(text: string): boolean {
  return /^\w{1,64}$/.test(text)
}
