// npm oidc-provider with its in-memory store, set up like ours: same keys' sizes, same scopes, PKCE, opaque access tokens, one person
// who is signed in by the first visit. Usage: node server.mjs PORT. Prints "ready" when it listens on loopback.
import { generateKeyPair } from 'node:crypto';
import http from 'node:http';
import { promisify } from 'node:util';
import { Provider } from 'oidc-provider';

const port = Number(process.argv[2]);
const issuer = `http://localhost:${port}`;
const keyPair = promisify(generateKeyPair);
const rsa = (await keyPair('rsa', { modulusLength: 3072 })).privateKey.export({ format: 'jwk' });
const ec = (await keyPair('ec', { namedCurve: 'P-256' })).privateKey.export({ format: 'jwk' });

const client = (id, algorithm) => ({
  client_id: id,
  client_secret: 'benchmark-secret-benchmark-secret-benchmark',
  redirect_uris: ['https://rp.example/cb'],
  response_types: ['code'],
  grant_types: ['authorization_code'],
  token_endpoint_auth_method: 'client_secret_basic',
  id_token_signed_response_alg: algorithm,
});

const provider = new Provider(issuer, {
  clients: [client('rs256', 'RS256'), client('es256', 'ES256')],
  jwks: { keys: [{ ...rsa, use: 'sig', alg: 'RS256', kid: 'rsa' }, { ...ec, use: 'sig', alg: 'ES256', kid: 'ec' }] },
  cookies: { keys: ['benchmark'] },
  scopes: ['openid', 'profile'],
  claims: { openid: ['sub'], profile: ['given_name', 'family_name', 'birthdate', 'name'] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_, id) => ({
    accountId: id,
    claims: async () => ({ sub: id, given_name: 'Inès', family_name: 'MOREL', name: 'Inès MOREL', birthdate: '2014-03-27' }),
  }),
  async loadExistingGrant(ctx) {
    const known = ctx.oidc.session.grantIdFor(ctx.oidc.client.clientId);
    if (known) return ctx.oidc.provider.Grant.find(known);
    const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
    grant.addOIDCScope('openid profile');
    await grant.save();
    return grant;
  },
});

const answer = provider.callback();
http.createServer((request, response) => {
  if (request.url.startsWith('/interaction/')) {
    provider.interactionFinished(request, response, { login: { accountId: 'person' } }, { mergeWithLastSubmission: false });
  } else {
    answer(request, response);
  }
}).listen(port, '127.0.0.1', () => console.log('ready'));
