// The server of a service that takes notices of changes (RFC 8935), each verified with npm jose as a service would (RFC 8417, RFC 9493).
// Settings: ISSUER, CLIENT_ID. Prints "address ADDRESS", then "told JSON" for each notice it takes, "again JTI" for one it has taken before.
// A notice that does not verify is answered with 400 and an error of RFC 8935 §2.4, and printed as "fault MESSAGE".
import { createServer } from 'node:http';
import { createRemoteJWKSet, jwtVerify } from 'jose';

const { ISSUER, CLIENT_ID } = process.env;
const taken = new Set();
let keys;

async function verify(request, body) {
  if (request.method !== 'POST' || request.headers['content-type'] !== 'application/secevent+jwt') {
    throw new Error(`${request.method} ${request.headers['content-type']}`);
  }

  const discovery = await (await fetch(`${ISSUER}/.well-known/openid-configuration`)).json();
  keys ??= createRemoteJWKSet(new URL(discovery.jwks_uri));
  const { payload } = await jwtVerify(body, keys, {
    issuer: discovery.issuer, audience: CLIENT_ID, typ: 'secevent+jwt', algorithms: discovery.id_token_signing_alg_values_supported, requiredClaims: ['iat', 'jti', 'events', 'sub_id'],
  });
  const { format, iss, sub } = payload.sub_id;
  if (format !== 'iss_sub' || iss !== discovery.issuer || !sub || 'sub' in payload || 'exp' in payload || Object.keys(payload.events).length !== 1) {
    throw new Error('this is no notice');
  }

  return payload;
}

const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => { body += chunk; });
  request.on('end', () => verify(request, body).then((payload) => {
    console.log(taken.has(payload.jti) ? 'again ' + payload.jti : 'told ' + JSON.stringify(payload));
    taken.add(payload.jti);
    response.writeHead(202).end();
  }, (error) => {
    console.log('fault ' + error.message);
    response.writeHead(400, { 'content-type': 'application/json', 'content-language': 'en' }).end(JSON.stringify({ err: 'invalid_request', description: error.message }));
  }));
});
server.listen(0, '127.0.0.1', () => console.log(`address http://127.0.0.1:${server.address().port}/told`));
process.stdin.on('end', () => process.exit(0)).resume();
