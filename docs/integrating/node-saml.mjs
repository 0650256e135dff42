// npm @node-saml/node-saml 5. The settings of tests/relying-parties/node-saml.mjs, which our tests run; addresses, keys and identifier are yours.
// Your key:         openssl req -x509 -newkey rsa:3072 -nodes -days 3650 -subj /CN=ent.example -keyout sp.key -out sp.crt
// Our certificate:  curl -s https://educonnect.example/idp/shibboleth | grep -o '<ds:X509Certificate>[^<]*' | head -1 | cut -d'>' -f2 > educonnect.crt
// Your metadata:    node -e "import('./node-saml.mjs').then(({ saml, certificate }) => console.log(saml.generateServiceProviderMetadata(certificate, certificate)))" > sp.xml
//                   (null as first argument: assertions are not enciphered). In it, make SingleLogoutService HTTP-Redirect.
// The operator:     ./educonnect service add ent --name "Mon ENT" --saml-metadata sp.xml --claim given_name family_name FrEduCtPersonAffiliation FrEduVecteur
import { readFileSync } from 'node:fs';
import { SAML } from '@node-saml/node-saml';

const origin = 'https://educonnect.example';
export const certificate = readFileSync('sp.crt', 'utf8');
export const saml = new SAML({
  entryPoint: origin + '/idp/profile/SAML2/Redirect/SSO',
  logoutUrl: origin + '/idp/profile/SAML2/Redirect/SLO',
  idpCert: readFileSync('educonnect.crt', 'utf8').trim(), // the certificate of our metadata; both of them, as a list, while keys roll over
  idpIssuer: origin + '/idp',
  issuer: 'https://ent.example/saml',
  audience: 'https://ent.example/saml',
  callbackUrl: 'https://ent.example/saml/acs',
  logoutCallbackUrl: 'https://ent.example/saml/slo',
  privateKey: readFileSync('sp.key', 'utf8'),
  publicCert: certificate,
  decryptionPvk: readFileSync('sp.key', 'utf8'), // only if the metadata publish an encryption key
  signatureAlgorithm: 'sha256',
  digestAlgorithm: 'sha256',
  wantAuthnResponseSigned: true,
  wantAssertionsSigned: true,
  validateInResponseTo: 'always', // refuses sign-ins that start here (Unsolicited/SSO): 'ifPresent' takes them too
  identifierFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient', // without it the library asks for a mail address, which is refused
});
