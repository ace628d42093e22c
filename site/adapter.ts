import { createApp } from 'astro/app/entrypoint'

const app = createApp()

/** Renders the page that the request asks for, from the view in `locals`. */
export const render = (request: Request, locals: App.Locals): Promise<Response> => app.render(request, { locals })
