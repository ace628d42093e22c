import { buildGallery, serveGallery } from './gallery.ts'

/** Shows every component of the site in every state, from fixed data: `npm run gallery [port]`. */
const PORT = Number(process.argv[2] ?? 3100)

buildGallery()
const { origin } = await serveGallery(PORT)
console.log(`${origin}/en/\n${origin}/de/\nCtrl+C ends it.`)
