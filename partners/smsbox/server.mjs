// Kannel's "sendsms" (GET or POST /cgi-bin/sendsms), a web page and JSON, on SMSBOX_PORT of loopback only. Port 0 takes a free one.
// Prints "web PORT", then "ready". Messages live in memory and die with the process.
//
// SMSBOX_USERNAME and SMSBOX_PASSWORD: what the sender must give (nothing is checked when they are empty).
// Answers like Kannel: 202 "0: Accepted for delivery", 403 "Authorization failed for sendsms", 400 for a missing or wrong number.
// A number that ends with 0000099 is answered 503, as a gateway without network.
import http from 'node:http';

const LIMIT = 5000;
const messages = [];
let lastId = 0;
const escape = (text) => String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

function accept(parameters) {
  const name = process.env.SMSBOX_USERNAME ?? '';
  if (name && (parameters.get('username') !== name || parameters.get('password') !== (process.env.SMSBOX_PASSWORD ?? ''))) {
    return [403, 'Authorization failed for sendsms'];
  }
  const to = parameters.get('to') ?? '';
  const text = parameters.get('text') ?? '';
  if (!/^\+?[0-9]{6,15}$/.test(to)) return [400, 'Missing receiver number, rejected'];
  if (text.length === 0) return [400, 'Missing text, rejected'];
  if (to.endsWith('0000099')) return [503, 'Temporal failure, try again later.'];
  lastId += 1;
  messages.unshift({ id: lastId, from: parameters.get('from') ?? '', to, text, date: new Date().toISOString() });
  messages.length = Math.min(messages.length, LIMIT);
  return [202, '0: Accepted for delivery'];
}

function page() {
  const rows = messages.map(({ date, to, text }) => `<tr><td>${new Date(date).toLocaleString('fr-FR', { timeZone: 'Europe/Paris' })}</td>
<td>${escape(to)}</td><td>${escape(text).replace(/https?:\/\/[^\s<>]+/g, (url) => `<a href="${url}">${url}</a>`)}</td></tr>`).join('\n');
  const table = messages.length === 0
    ? '<p>Aucun SMS pour le moment.</p>'
    : `<table><thead><tr><th scope="col">Envoyé</th><th scope="col">Numéro</th><th scope="col">Texte</th></tr></thead><tbody>${rows}</tbody></table>`;
  return `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>SMS de démonstration</title>
<style>
  body { margin: 0; font: 17px/1.5 system-ui, sans-serif; color: #222; background: #f6f6f4; }
  .strip { background: #ffc857; padding: 6px 20px; font-weight: 600; }
  main { max-width: 960px; margin: 0 auto; padding: 20px; }
  table { border-collapse: collapse; width: 100%; background: #fff; }
  th, td { text-align: left; padding: 10px; border-bottom: 1px solid #ddd; vertical-align: top; }
  @media (max-width: 500px) { thead { display: none; } tr, td { display: block; } td { border-bottom: 0; padding: 4px 10px; } tr { border-bottom: 1px solid #ddd; } }
  a { color: #0e5159; }
</style>
</head>
<body>
<div class="strip">Démonstration : ces SMS ne sont envoyés à personne.</div>
<main><h1>SMS de démonstration</h1>
<p>${messages.length} SMS. Rechargez la page pour voir les nouveaux.</p>
${table}</main>
</body>
</html>`;
}

function answer(response, status, type, body) {
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
}

async function parametersOf(request, url) {
  if (request.method !== 'POST') return url.searchParams;
  let body = '';
  for await (const part of request) {
    body += part;
    if (body.length > 20_000) break;
  }
  return new URLSearchParams(body);
}

const web = http.createServer(async (request, response) => {
  const url = new URL(request.url, 'http://localhost');
  if (url.pathname === '/cgi-bin/sendsms') {
    const [status, text] = accept(await parametersOf(request, url));
    return answer(response, status, 'text/plain', text);
  }
  if (url.pathname === '/api/messages') {
    if (request.method === 'DELETE') messages.length = 0;
    const to = url.searchParams.get('to');
    return answer(response, 200, 'application/json', JSON.stringify(to ? messages.filter((one) => one.to === to) : messages));
  }
  if (url.pathname === '/') return answer(response, 200, 'text/html', page());
  return answer(response, 404, 'text/plain', 'Page introuvable');
});

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
// Whoever started it with PARTNER_OF holds its standard input: when that closes, this ends too.
if (process.env.PARTNER_OF) process.stdin.resume().on('end', () => process.exit(0));
web.once('error', (fault) => {
  console.error(`smsbox: ${fault.message}`);
  process.exit(1);
});
web.listen(Number(process.env.SMSBOX_PORT ?? 0), '127.0.0.1', () => {
  console.log(`web ${web.address().port}`);
  console.log('ready');
});
