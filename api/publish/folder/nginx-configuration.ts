import { SECURITY_HEADERS } from '../../headers.ts'
import { FOR_EVER } from '../assets.ts'

/** What the endings of our files mean. */
const TYPES = `types {
  text/html html;
  text/css css;
  text/javascript js;
  text/plain txt;
  text/csv csv;
  text/calendar ics;
  image/svg+xml svg;
  application/json json;
  application/xml xml;
  application/atom+xml atom;
  application/rss+xml rss;
}`

/**
 * What nginx needs to know to serve the folder as we would: an operator includes it in a `server` block beside `root`.
 *
 * @param cacheControl  of the documents
 */
export function nginxConfiguration(cacheControl: string): string {
  const common = { ...SECURITY_HEADERS, 'Access-Control-Allow-Origin': '*' }
  const documents = headers({ ...common, 'Cache-Control': cacheControl })
  const assets = headers({ ...common, 'Cache-Control': FOR_EVER })
  return `# Include this in a server block that has this folder as its root: it serves what was last published, whether or
# not its publisher runs.
charset utf-8;
charset_types text/css text/javascript text/plain text/csv text/calendar application/json application/xml
  application/atom+xml application/feed+json application/rss+xml;
gzip_static on;
gzip_vary on;
${TYPES}
${documents}

set $text /status.txt;
if ($args = "color=1") { set $text /status-color.txt; }
set $page /index.html;
if ($http_accept !~* "text/html|application/xhtml") { set $page $text; }
location = / {
${documents}
add_header Vary Accept;
try_files $page =404;
}
location / { try_files $uri $uri/index.html =404; }
location /api/ { default_type application/json; try_files $uri $uri/index.json =404; }
location = /feed.json { types { } default_type application/feed+json; }
location ^~ /_astro/ {
${assets}
}
location = /nginx.conf { return 404; }
location ~ /\\. { return 404; }
`
}

function headers(all: Readonly<Record<string, string>>): string {
  return Object.entries(all)
    .map(([name, value]) => `add_header ${name} ${quoted(value)};`)
    .join('\n')
}

function quoted(value: string): string {
  return `"${value.replaceAll(/["\\]/g, '\\$&')}"`
}
