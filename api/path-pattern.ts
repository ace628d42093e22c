/** What matches the paths of a route: each `:name` in it stands for one segment, or for a part of one. */
export function pathPattern(route: string): RegExp {
  const source = route.replaceAll('.', '\\.').replaceAll(/:\w+/g, '([^/]+)')
  return new RegExp(`^${source}$`)
}
