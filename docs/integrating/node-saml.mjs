// npm @node-saml/node-saml 5. The settings of tests/relying-parties/node-saml.mjs, which our tests run; addresses, keys and identifier are yours.
import { readFileSync } from 'node:fs';
import { SAML } from '@node-saml/node-saml';

const origin = 'https://educonnect.example';
export const saml = new SAML({
  entryPoint: origin + '/idp/profile/SAML2/Redirect/SSO',
  logoutUrl: origin + '/idp/profile/SAML2/Redirect/SLO',
  idpCert: readFileSync('educonnect.crt', 'utf8'), // the certificate of our metadata; both of them, as a list, while keys roll over
  idpIssuer: origin + '/idp',
  issuer: 'https://ent.example/saml',
  audience: 'https://ent.example/saml',
  callbackUrl: 'https://ent.example/saml/acs',
  logoutCallbackUrl: 'https://ent.example/saml/slo',
  privateKey: readFileSync('sp.key', 'utf8'),
  publicCert: readFileSync('sp.crt', 'utf8'),
  decryptionPvk: readFileSync('sp.key', 'utf8'), // only if the metadata publish an encryption key
  signatureAlgorithm: 'sha256',
  digestAlgorithm: 'sha256',
  wantAuthnResponseSigned: true,
  wantAssertionsSigned: true,
  validateInResponseTo: 'always',
  identifierFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient', // without it the library asks for a mail address, which is refused
});
