// One visit of npm @node-saml/node-saml (what passport-saml is made of), driven line by line by a test that plays the browser.
// Settings: METADATA (address of ours), ISSUER, CALLBACK, LOGOUT_CALLBACK, PRIVATE_KEY, CERTIFICATE (PEM), ENCRYPTED (true or false), METHOD (GET or POST).
// Prints "metadata BASE64" and waits for "go"; prints "authorize ADDRESS" (GET) or "authorize HTML-BASE64" (POST); reads the SAMLResponse and
// prints "profile JSON", then "logout ADDRESS"; reads the address the browser came back to and prints "left JSON". A fault: "fault MESSAGE".
import { createInterface } from 'node:readline';
import { SAML } from '@node-saml/node-saml';

const { METADATA, ISSUER, CALLBACK, LOGOUT_CALLBACK, PRIVATE_KEY, CERTIFICATE, ENCRYPTED, METHOD } = process.env;
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const read = async () => (await lines.next()).value;
const one = (text, pattern) => text.match(pattern)[1];
const location = (text, service, binding) => one(text, new RegExp(`${service} Binding="[^"]*${binding}" Location="([^"]+)"`));

async function visit() {
  const metadata = await (await fetch(METADATA)).text();
  const idp = one(metadata, / entityID="([^"]+)"/);
  const saml = new SAML({
    entryPoint: location(metadata, 'SingleSignOnService', METHOD === 'POST' ? 'HTTP-POST' : 'HTTP-Redirect'),
    logoutUrl: location(metadata, 'SingleLogoutService', 'HTTP-Redirect'),
    idpCert: one(metadata, /<md:KeyDescriptor[^]*?<ds:X509Certificate>([^<]+)</), idpIssuer: idp, issuer: ISSUER, audience: ISSUER, callbackUrl: CALLBACK,
    logoutCallbackUrl: LOGOUT_CALLBACK, privateKey: PRIVATE_KEY, publicCert: CERTIFICATE, decryptionPvk: ENCRYPTED === 'true' ? PRIVATE_KEY : undefined,
    signatureAlgorithm: 'sha256', digestAlgorithm: 'sha256', wantAuthnResponseSigned: true, wantAssertionsSigned: true, validateInResponseTo: 'always',
    identifierFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient', authnRequestBinding: METHOD === 'POST' ? 'HTTP-POST' : 'HTTP-Redirect', skipRequestCompression: METHOD === 'POST', acceptedClockSkewMs: 0,
  });
  console.log('metadata ' + Buffer.from(saml.generateServiceProviderMetadata(ENCRYPTED === 'true' ? CERTIFICATE : null, CERTIFICATE)).toString('base64'));
  await read();
  console.log('authorize ' + (METHOD === 'POST'
    ? Buffer.from(await saml.getAuthorizeFormAsync('là', undefined)).toString('base64')
    : await saml.getAuthorizeUrlAsync('là', undefined, {})));
  const { profile } = await saml.validatePostResponseAsync({ SAMLResponse: await read() });
  console.log('profile ' + JSON.stringify({ issuer: profile.issuer, nameID: profile.nameID, nameIDFormat: profile.nameIDFormat, sessionIndex: profile.sessionIndex, attributes: profile.attributes }));
  saml.options.skipRequestCompression = false;
  console.log('logout ' + await saml.getLogoutUrlAsync(profile, 'fini', {}));
  const back = new URL(await read());
  const { loggedOut } = await saml.validateRedirectAsync(Object.fromEntries(back.searchParams), back.search.slice(1));
  console.log('left ' + JSON.stringify({ loggedOut, relayState: back.searchParams.get('RelayState') }));
}

visit().then(() => process.exit(0), (error) => {
  console.log('fault ' + (error.stack ?? error.message).replaceAll('\n', ' / '));
  process.exit(1);
});
