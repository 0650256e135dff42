// A demonstration ENT: signs people in through ÉduConnect (code flow with PKCE), shows who came and what was received, signs out.
// Settings: ENT_PORT (0 takes a free one), ENT_ORIGIN (public address of this site), ENT_ISSUER, ENT_CLIENT_ID, ENT_CLIENT_SECRET,
// ENT_SCOPE. Listens on loopback only. Prints "web PORT", then "ready"; the provider is asked at the first sign-in, not before.
import http from 'node:http';
import { randomBytes } from 'node:crypto';
import * as openid from 'openid-client';
import { SERVICES, faultPage, homePage, personPage, signedOutPage } from './pages.mjs';

const settings = {
  port: Number(process.env.ENT_PORT ?? 0),
  issuer: process.env.ENT_ISSUER ?? 'http://localhost:5080',
  clientId: process.env.ENT_CLIENT_ID ?? 'ent-demonstration',
  clientSecret: process.env.ENT_CLIENT_SECRET ?? '',
  scope: process.env.ENT_SCOPE ?? 'openid profile',
};
const LIFE = 2 * 60 * 60 * 1000;
const sessions = new Map();
let provider;

async function configuration() {
  provider ??= await openid.discovery(
    new URL(settings.issuer), settings.clientId, settings.clientSecret,
    openid.ClientSecretBasic(settings.clientSecret), { execute: [openid.allowInsecureRequests] });
  return provider;
}

function sessionOf(request) {
  const id = /(?:^|; *)ent=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1];
  const session = id && sessions.get(id);
  if (session && session.until > Date.now()) return session;
  sessions.delete(id);
  return undefined;
}

function newSession(response) {
  for (const [id, { until }] of sessions) if (until < Date.now()) sessions.delete(id);
  const session = { id: randomBytes(24).toString('base64url'), until: Date.now() + LIFE };
  sessions.set(session.id, session);
  response.setHeader('set-cookie', `ent=${session.id}; HttpOnly; SameSite=Lax; Path=/`);
  return session;
}

async function signIn(request, response, url) {
  const config = await configuration();
  const session = newSession(response);
  session.verifier = openid.randomPKCECodeVerifier();
  session.state = openid.randomState();
  session.nonce = openid.randomNonce();
  session.service = serviceOf(url.searchParams.get('service'));
  const profile = url.searchParams.get('profil');
  redirect(response, openid.buildAuthorizationUrl(config, {
    redirect_uri: `${origin()}/retour`,
    scope: settings.scope,
    state: session.state,
    nonce: session.nonce,
    code_challenge: await openid.calculatePKCECodeChallenge(session.verifier),
    code_challenge_method: 'S256',
    ui_locales: 'fr',
    ...(profile === 'eleve' || profile === 'responsable' ? { acr_values: profile } : {}),
  }).href);
}

async function comeBack(request, response, url) {
  const config = await configuration();
  const former = sessionOf(request);
  if (!former?.verifier) return redirect(response, '/');
  sessions.delete(former.id);
  const tokens = await openid.authorizationCodeGrant(config, new URL(`${origin()}${url.pathname}${url.search}`), {
    pkceCodeVerifier: former.verifier, expectedState: former.state, expectedNonce: former.nonce, idTokenExpected: true,
  });
  const session = newSession(response);
  session.service = former.service;
  session.token = tokens.id_token;
  session.identity = tokens.claims();
  session.person = await openid.fetchUserInfo(config, tokens.access_token, session.identity.sub);
  return redirect(response, session.service ? `/services/${session.service}/moi` : '/moi');
}

async function signOut(request, response) {
  const session = sessionOf(request);
  if (!session?.token) return redirect(response, '/');
  sessions.delete(session.id);
  response.setHeader('set-cookie', 'ent=; HttpOnly; SameSite=Lax; Path=/; Max-Age=0');
  return redirect(response, openid.buildEndSessionUrl(await configuration(), {
    id_token_hint: session.token, post_logout_redirect_uri: `${origin()}/a-bientot`,
  }).href);
}

function serviceOf(name) {
  return Object.hasOwn(SERVICES, name ?? '') ? name : undefined;
}

function redirect(response, location) {
  response.writeHead(303, { location });
  response.end();
}

function show(response, status, body) {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
}

async function route(request, response) {
  const url = new URL(request.url, origin());
  const [, name, rest] = /^\/services\/([a-z]+)(\/moi)?$/.exec(url.pathname) ?? [];
  if (serviceOf(name)) {
    const session = sessionOf(request);
    if (!rest) return show(response, 200, homePage(Boolean(session?.person), name));
    return session?.person ? show(response, 200, personPage(session.person, session.identity, name)) : redirect(response, `/services/${name}`);
  }
  switch (url.pathname) {
    case '/': return show(response, 200, homePage(Boolean(sessionOf(request)?.person)));
    case '/connexion': return signIn(request, response, url);
    case '/retour': return comeBack(request, response, url);
    case '/moi': {
      const session = sessionOf(request);
      return session?.person ? show(response, 200, personPage(session.person, session.identity)) : redirect(response, '/');
    }
    case '/deconnexion': return signOut(request, response);
    case '/a-bientot': return show(response, 200, signedOutPage());
    case '/api/moi': {
      const person = sessionOf(request)?.person;
      response.writeHead(person ? 200 : 401, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
      return response.end(JSON.stringify(person ?? {}));
    }
    default: return show(response, 404, faultPage('Cette page n’existe pas.', ''));
  }
}

const web = http.createServer((request, response) => {
  route(request, response).catch((fault) => {
    console.error(`ent: ${fault.message}`);
    const code = fault.error ?? fault.code ?? '';
    show(response, 502, faultPage('La connexion par ÉduConnect n’a pas abouti.', [code, fault.error_description].filter(Boolean).join(' : ')));
  });
});

function origin() {
  return process.env.ENT_ORIGIN ?? `http://localhost:${web.address().port}`;
}

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
// Whoever started it with PARTNER_OF holds its standard input: when that closes, this ends too.
if (process.env.PARTNER_OF) process.stdin.resume().on('end', () => process.exit(0));
web.once('error', (fault) => {
  console.error(`ent: ${fault.message}`);
  process.exit(1);
});
web.listen(settings.port, '127.0.0.1', () => {
  console.log(`web ${web.address().port}`);
  console.log('ready');
});
