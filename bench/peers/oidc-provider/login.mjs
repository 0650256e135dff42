// npm oidc-provider with its in-memory store and the smallest sign-in page: the password is checked with Argon2id, m = 19 MiB, t = 2,
// p = 1, as ours is. Usage: node login.mjs PORT. Prints "ready" when it listens on loopback.
import http from 'node:http';
import { text } from 'node:stream/consumers';
import { hash, verify } from '@node-rs/argon2';
import { Provider } from 'oidc-provider';

const port = Number(process.argv[2]);
const stored = await hash('brouette verte à pois', { algorithm: 2, memoryCost: 19 * 1024, timeCost: 2, parallelism: 1, outputLen: 32 });
const accounts = new Map([['person', stored]]);

const provider = new Provider(`http://localhost:${port}`, {
  clients: [{ client_id: 'benchmark', client_secret: 'benchmark-secret-benchmark-secret-benchmark', redirect_uris: ['https://rp.example/cb'], response_types: ['code'], grant_types: ['authorization_code'] }],
  cookies: { keys: ['benchmark'] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_, id) => ({ accountId: id, claims: async () => ({ sub: id }) }),
  async loadExistingGrant(ctx) {
    const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
    grant.addOIDCScope('openid');
    await grant.save();
    return grant;
  },
});

const page = (action) => `<!doctype html><html lang="fr"><title>Connexion</title><form method="post" action="${action}"><input name="username"><input name="password" type="password"><button>Se connecter</button></form></html>`;
const answer = provider.callback();
http.createServer(async (request, response) => {
  if (!request.url.startsWith('/interaction/')) return answer(request, response);
  if (request.method === 'GET') return response.setHeader('content-type', 'text/html; charset=utf-8').end(page(request.url));
  const form = new URLSearchParams(await text(request));
  const known = accounts.get(form.get('username'));
  if (!await verify(known ?? stored, form.get('password') ?? '') || !known) {
    response.statusCode = 401;
    return response.end(page(request.url));
  }
  return provider.interactionFinished(request, response, { login: { accountId: form.get('username') } }, { mergeWithLastSubmission: false });
}).listen(port, '127.0.0.1', () => console.log('ready'));
