const either = new Intl.ListFormat('en-GB', { type: 'disjunction' })

/** The words of the page about the API, which is English whoever reads it: what it describes is. */
export const docsTexts = {
  forPrograms: 'The same for programs:',
  onThisPage: 'On this page',
  parameters: 'Parameters',
  place: { path: 'in the path', query: 'in the query', header: 'a header' } as Record<string, string>,
  required: 'required',
  unlessSaid: (value: string) => `; ${value} unless said`,
  body: 'Body',
  example: 'Example',
  answers: 'Answers',
  refused: 'refused with',
  neededScopes: (scopes: readonly string[]) => `Needs a token of the scope ${either.format(scopes)}.`,
  openScopes: (scopes: readonly string[]) => `Open to all; a token of the scope ${either.format(scopes)} shows more.`,
  refusals: 'Refusals',
  refusalsAre: 'What is refused is a Problem, `application/problem+json`, with one of these codes.',
  shapes: 'Shapes',
}

export type DocsTexts = typeof docsTexts
