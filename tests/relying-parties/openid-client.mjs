// One visit of npm openid-client (a certified relying party), driven line by line by a test that plays the browser.
// Settings: ISSUER, CLIENT_ID, CLIENT_SECRET, METHOD (client_secret_basic, client_secret_post, private_key_jwt, none), REDIRECT_URI, SCOPE, PAR ("yes": the request is pushed),
// DPOP ("yes": tokens are bound to a key), USERINFO (the algorithm userinfo must be signed with), KEYS ("address": the key set is published at the address that is printed).
// Prints: "address ADDRESS" of its own server, which waits for a logout token, "keys JWKS" or "keys ADDRESS" (private_key_jwt only, then waits for "go"), "authorize ADDRESS", and after it was given the address the browser
// came back to, "result JSON", and once it was told of the end of the session, "told JSON"; a fault is printed as "fault MESSAGE" and ends with status 1.
import { createInterface } from 'node:readline';
import * as openid from 'openid-client';
import { listen } from './back-channel.mjs';

const { ISSUER, CLIENT_ID, CLIENT_SECRET, METHOD, REDIRECT_URI, SCOPE, PAR, USERINFO, KEYS, DPOP } = process.env;
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const read = async () => (await lines.next()).value;

async function authentication(server) {
  switch (METHOD) {
    case 'client_secret_basic': return openid.ClientSecretBasic(CLIENT_SECRET);
    case 'client_secret_post': return openid.ClientSecretPost(CLIENT_SECRET);
    case 'none': return openid.None();
    case 'private_key_jwt': {
      const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
      const jwk = await crypto.subtle.exportKey('jwk', pair.publicKey);
      const set = JSON.stringify({ keys: [{ kty: jwk.kty, crv: jwk.crv, x: jwk.x, y: jwk.y, kid: 'rp', use: 'sig', alg: 'ES256' }] });
      console.log('keys ' + (KEYS === 'address' ? server.publish(set) : set));
      await read();
      return openid.PrivateKeyJwt({ key: pair.privateKey, kid: 'rp' });
    }
    default: throw new Error(`METHOD is ${METHOD}`);
  }
}

async function visit() {
  const server = await listen(ISSUER, CLIENT_ID);
  console.log('address ' + server.address);
  const config = await openid.discovery(new URL(ISSUER), CLIENT_ID, USERINFO ? { userinfo_signed_response_alg: USERINFO } : {}, await authentication(server), {
    execute: [openid.allowInsecureRequests, openid.enableNonRepudiationChecks],
    timeout: 300,
  });
  const verifier = openid.randomPKCECodeVerifier();
  const [expectedState, expectedNonce] = [openid.randomState(), openid.randomNonce()];
  const DPoP = DPOP === 'yes' ? openid.getDPoPHandle(config, await openid.randomDPoPKeyPair('ES256')) : undefined;
  const request = {
    redirect_uri: REDIRECT_URI, scope: SCOPE, state: expectedState, nonce: expectedNonce, acr_values: 'eleve', max_age: '600',
    code_challenge: await openid.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
  };
  if (PAR === 'yes') {
    console.log('ready to push');
    await read();
  }

  console.log('authorize ' + (PAR === 'yes' ? await openid.buildAuthorizationUrlWithPAR(config, request, { DPoP }) : openid.buildAuthorizationUrl(config, request)).href);
  const back = new URL(await read());
  const tokens = await openid.authorizationCodeGrant(config, back, { pkceCodeVerifier: verifier, expectedState, expectedNonce, maxAge: 600, idTokenExpected: true }, undefined, { DPoP });
  const claims = tokens.claims();
  const userinfo = await openid.fetchUserInfo(config, tokens.access_token, claims.sub, { DPoP });
  const refreshed = await openid.refreshTokenGrant(config, tokens.refresh_token, undefined, { DPoP });
  const introspected = METHOD === 'none' ? null : await openid.tokenIntrospection(config, refreshed.access_token);
  await openid.tokenRevocation(config, refreshed.refresh_token);
  const afterRevocation = await openid.fetchUserInfo(config, refreshed.access_token, claims.sub, { DPoP }).then(() => 'accepted', () => 'refused');
  const end = openid.buildEndSessionUrl(config, { id_token_hint: refreshed.id_token, post_logout_redirect_uri: REDIRECT_URI + '/bye', state: 'over' });
  console.log('result ' + JSON.stringify({ claims, userinfo, introspected, afterRevocation, scope: tokens.scope, type: refreshed.token_type, end: end.href }));
  console.log('told ' + JSON.stringify(await server.told));
}

visit().then(() => process.exit(0), (error) => {
  console.log('fault ' + [error, error.cause].filter(Boolean).map((one) => one.message ?? JSON.stringify(one)).join(' / '));
  process.exit(1);
});
