// SMTP on MAILBOX_SMTP_PORT, web page and JSON on MAILBOX_WEB_PORT, both on loopback only. Port 0 takes a free one.
// Prints "smtp PORT" and "web PORT", then "ready". Mails live in memory and die with the process, unless MAILBOX_FILE names a file
// that keeps them, one JSON object a line.
//
// A recipient whose address starts with "refuse" is answered 550, as a mailbox that does not exist;
// one that starts with "plus-tard" is answered 451 (try again later).
import fs from 'node:fs';
import http from 'node:http';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { listPage, messagePage, missingPage } from './pages.mjs';

const LIMIT = 5000;
const file = process.env.MAILBOX_FILE;
const messages = file && fs.existsSync(file) ? fs.readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line)).reverse().slice(0, LIMIT) : [];
let lastId = messages[0]?.id ?? 0;

function refusal(address) {
  if (address.startsWith('refuse')) return Object.assign(new Error('No such mailbox'), { responseCode: 550 });
  if (address.startsWith('plus-tard')) return Object.assign(new Error('Try again later'), { responseCode: 451 });
  return undefined;
}

async function read(stream) {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

function keep(mail, to) {
  lastId += 1;
  const message = {
    id: lastId,
    from: mail.from ? `${mail.from.name} <${mail.from.address}>`.trim() : '',
    to,
    subject: mail.subject ?? '',
    date: new Date().toISOString(),
    text: mail.text ?? '',
    html: mail.html ?? '',
    headers: Object.fromEntries(mail.headers.map(({ key, value }) => [key, value])),
    attachments: mail.attachments.map(({ filename, mimeType }) => ({ filename, contentType: mimeType })),
  };
  messages.unshift(message);
  if (file) fs.appendFileSync(file, `${JSON.stringify(message)}\n`, { mode: 0o600 });
  messages.length = Math.min(messages.length, LIMIT);
}

const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  disableReverseLookup: true,
  size: 10_000_000,
  onRcptTo: (address, session, done) => done(refusal(address.address)),
  onData(stream, session, done) {
    read(stream).then(PostalMime.parse).then((mail) => {
      keep(mail, session.envelope.rcptTo.map((recipient) => recipient.address));
      done();
    }).catch(done);
  },
});

function answer(response, status, type, body) {
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
}

function addressedTo(recipient) {
  return recipient ? messages.filter(({ to }) => to.some((one) => one.toLowerCase() === recipient.toLowerCase())) : messages;
}

const web = http.createServer((request, response) => {
  const url = new URL(request.url, 'http://localhost');
  const id = Number(/^\/(?:api\/)?messages\/(\d+)$/.exec(url.pathname)?.[1]);
  const message = messages.find((one) => one.id === id);
  if (request.method === 'DELETE' && url.pathname === '/api/messages') {
    messages.length = 0;
    if (file) fs.rmSync(file, { force: true });
    return answer(response, 200, 'application/json', '[]');
  }
  if (url.pathname === '/api/messages') return answer(response, 200, 'application/json', JSON.stringify(addressedTo(url.searchParams.get('to'))));
  if (url.pathname.startsWith('/api/') && message) return answer(response, 200, 'application/json', JSON.stringify(message));
  if (url.pathname === '/') return answer(response, 200, 'text/html', listPage(addressedTo(url.searchParams.get('to')), url.searchParams.get('to') ?? ''));
  if (message) return answer(response, 200, 'text/html', messagePage(message));
  return answer(response, 404, 'text/html', missingPage());
});

function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
// Whoever started it with PARTNER_OF holds its standard input: when that closes, this ends too.
if (process.env.PARTNER_OF) process.stdin.resume().on('end', () => process.exit(0));
try {
  await listen(smtp.server, Number(process.env.MAILBOX_SMTP_PORT ?? 0));
  await listen(web, Number(process.env.MAILBOX_WEB_PORT ?? 0));
  console.log(`smtp ${smtp.server.address().port}`);
  console.log(`web ${web.address().port}`);
  console.log('ready');
} catch (fault) {
  console.error(`mailbox: ${fault.message}`);
  process.exit(1);
}
