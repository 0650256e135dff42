// The server of a service that waits for one logout token, verified with npm jose as a service would (Back-Channel Logout 1.0 §2.6).
import { createServer } from 'node:http';
import { createRemoteJWKSet, jwtVerify } from 'jose';

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';

async function verify(issuer, audience, body) {
  const discovery = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json();
  const { payload } = await jwtVerify(new URLSearchParams(body).get('logout_token'), createRemoteJWKSet(new URL(discovery.jwks_uri)), {
    issuer: discovery.issuer, audience, typ: 'logout+jwt', algorithms: discovery.id_token_signing_alg_values_supported, maxTokenAge: '2 minutes',
    requiredClaims: ['iat', 'exp', 'jti', 'events', 'sid'],
  });
  if (typeof payload.events[EVENT] !== 'object' || 'nonce' in payload) {
    throw new Error('this is no logout token');
  }

  return payload;
}

/** Listens on a free loopback port: the address, the promise of what was told, and a way to publish a key set at /keys. */
export async function listen(issuer, audience) {
  const server = createServer();
  let keys = '{"keys":[]}';
  const told = new Promise((resolve, reject) => server.on('request', (request, response) => {
    let body = '';
    request.on('data', (chunk) => { body += chunk; });
    if (request.url === '/keys') {
      response.writeHead(200, { 'content-type': 'application/jwk-set+json' }).end(keys);
      return;
    }

    request.on('end', () => verify(issuer, audience, body).then(
      (payload) => response.writeHead(200, { 'cache-control': 'no-store' }).end(() => resolve(payload)),
      (error) => response.writeHead(400, { 'cache-control': 'no-store' }).end(() => reject(error))));
  }));
  told.catch(() => {});
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const origin = `http://127.0.0.1:${server.address().port}`;
  return { address: `${origin}/told`, told, publish: (set) => { keys = set; return `${origin}/keys`; } };
}
