import { LANGUAGE_PARAMETER, LANGUAGES } from '#domain/language.ts'
import { FRAMED_HEADERS, PART_HEADERS, SECURITY_HEADERS, UNCACHED } from '../../headers.ts'
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
  image/png png;
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
  const assets = headers({ ...common, ...PART_HEADERS, 'Cache-Control': FOR_EVER })
  const framed = headers({ ...common, ...FRAMED_HEADERS, 'Cache-Control': cacheControl })
  const refused = headers({ ...common, ...UNCACHED }, ' always')
  return `# Include this in a server block that has this folder as its root: it serves what was last published, whether or
# not its publisher runs.
charset utf-8;
charset_types text/css text/javascript text/plain text/csv text/calendar application/json application/xml
  application/atom+xml application/feed+json application/rss+xml;
gzip_static on;
gzip_vary on;
${TYPES}
${documents}

${languages()}
${pages(documents, framed)}
error_page 404 /404$variant.html;
location ~ ^/404[\\w.-]*\\.html$ {
${refused}
add_header Content-Language $language always;
}
${OTHERS}
location ^~ /_astro/ {
${assets}
}
location = /nginx.conf { return 404; }
location ~ /\\. { return 404; }
`
}

/**
 * The pages, in the language of their reader; whoever does not read HTML gets the first one as text.
 *
 * @param documents  the headers of a page
 * @param framed  those of one that others may show in a frame
 */
function pages(documents: string, framed: string): string {
  const inLanguage = (location: string, headers: string) => `location ${location} {
${headers}
add_header Content-Language $language;
add_header Vary "Accept, Accept-Language";
try_files $uri/index$variant.html =404;
}`
  return `set $text /status.txt;
if ($args = "color=1") { set $text /status-color.txt; }
set $page /index$variant.html;
set $content_language $language;
if ($http_accept !~* "text/html|application/xhtml") { set $page $text; set $content_language ""; }
location = / {
${documents}
add_header Content-Language $content_language;
add_header Vary "Accept, Accept-Language";
try_files $page =404;
}
location / { try_files $uri @page; }
${inLanguage('@page', documents)}
${inLanguage('= /embed', framed)}
# The months that are kept have a folder each.
location = /history {
if ($arg_month !~ "^(\\d{4}-\\d\\d)?$") { return 400; }
if ($arg_month != "") { rewrite ^ /history/$arg_month last; }
try_files /index @page;
}`
}

/** What is no page, and needs no header of its own. */
const OTHERS = `# Nothing happens in a folder: who would follow is told so, and does not ask again.
location = /api/events { return 204; }
location /api/ { default_type application/json; try_files $uri $uri/index.json =404; }
location = /feed.json { types { } default_type application/feed+json; }`

/**
 * The language of a page, and how the name of its file tells it. nginx does not weigh `Accept-Language`: the language of
 * ours that is named first counts, as browsers have it, unless it is refused.
 */
function languages(): string {
  const [fallback, ...others] = LANGUAGES
  const accepts = (pattern: string) => `if ($http_accept_language ~* "(^|,)\\s*${pattern}")`
  const isFallback = `{ set $language ${fallback}; set $variant ""; }`
  return [
    `set $language ${fallback};`,
    'set $variant "";',
    ...others.flatMap((one) => [
      `${accepts(`${one}\\b`)} { set $language ${one}; set $variant .${one}; }`,
      `${accepts(`${fallback}\\b.*,\\s*${one}\\b`)} ${isFallback}`,
      `${accepts(`${one}\\s*;\\s*q=0(\\.0*)?\\s*(,|$)`)} ${isFallback}`,
    ]),
    ...LANGUAGES.map(
      (one) => `if ($arg_${LANGUAGE_PARAMETER} = ${one}) { set $language ${one}; set $variant .lang-${one}; }`,
    ),
  ].join('\n')
}

/** @param of  ` always` where it is not only for what is there */
function headers(all: Readonly<Record<string, string>>, of = ''): string {
  return Object.entries(all)
    .map(([name, value]) => `add_header ${name} ${quoted(value)}${of};`)
    .join('\n')
}

function quoted(value: string): string {
  return `"${value.replaceAll(/["\\]/g, '\\$&')}"`
}
