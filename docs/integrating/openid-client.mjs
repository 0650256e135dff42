// npm openid-client 6. The same calls, in the same order, as tests/relying-parties/openid-client.mjs, which our tests run; addresses and secrets are yours.
// Enter the service with --redirect https://ent.example/retour --post-logout https://ent.example/
//   --scope profile ect.scope.ent --claim given_name family_name FrEduCtPersonAffiliation FrEduCtRefId FrEduVecteur FrEduCtDateConnexion FrEduUrlRetour
// ect.scope.ent, a scope of the service's own, brings the whole contract. With the demonstration, which is http: a fifth argument of discovery, { execute: [openid.allowInsecureRequests] }.
import * as openid from 'openid-client';

// The way of the contract (--auth): client_secret_basic unless said. A secret given as third argument instead would go by client_secret_post (T01).
const config = await openid.discovery(new URL('https://educonnect.example'), 'client-id', undefined, openid.ClientSecretBasic('client-secret'));

/** To sign in: keep the three secrets in the visitor's session and send the browser to the address. */
export async function begin(session) {
  session.verifier = openid.randomPKCECodeVerifier();
  session.state = openid.randomState();
  session.nonce = openid.randomNonce();
  return openid.buildAuthorizationUrl(config, {
    redirect_uri: 'https://ent.example/retour', scope: 'openid profile ect.scope.ent', state: session.state, nonce: session.nonce,
    code_challenge: await openid.calculatePKCECodeChallenge(session.verifier), code_challenge_method: 'S256', // acr_values: 'eleve', only if you receive pupils alone
  });
}

/** When the browser is back at https://ent.example/retour. */
export async function end(session, address) {
  const tokens = await openid.authorizationCodeGrant(config, new URL(address), { pkceCodeVerifier: session.verifier, expectedState: session.state, expectedNonce: session.nonce, idTokenExpected: true });
  const claims = tokens.claims();
  return { subject: claims.sub, idToken: tokens.id_token, person: await openid.fetchUserInfo(config, tokens.access_token, claims.sub) };
}

/** To sign out everywhere: send the browser there. */
export const leave = (idToken) => openid.buildEndSessionUrl(config, { id_token_hint: idToken, post_logout_redirect_uri: 'https://ent.example/' });
