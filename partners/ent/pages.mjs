// The pages of the demonstration ENT: who signed in, in plain words, then everything ÉduConnect told.
const escape = (text) => String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const LABELS = {
  given_name: 'Prénom',
  family_name: 'Nom de famille',
  name: 'Prénom et nom',
  birthdate: 'Date de naissance',
  email: 'Adresse mail',
  email_verified: 'Adresse mail vérifiée',
  sub: 'Identifiant pour ce service',
  acr: 'Niveau de connexion',
  auth_time: 'Heure de connexion',
  FrEduCtId: 'Identifiant opaque de la personne',
  FrEduCtOpaqueId: 'Identifiant opaque du ministère',
  FrEduCtPersonAffiliation: 'Profil',
  FrEduCtDateConnexion: 'Date de connexion',
  FrEduOrigAuth: 'Moyen de connexion',
  FrEduUrlRetour: 'Adresse de déconnexion',
  FrEduCtDateNaissance: 'Date de naissance (ministère)',
  FrEduCtCivilite: 'Civilité',
  FrEduCtEleveINE: 'INE',
  FrEduCtEleveINEHash: 'Empreinte de l’INE',
  FrEduCtEleveUAI: 'Établissement (UAI)',
  FrEduCtEleveNiveau: 'Niveau',
  FrEduCtRefId: 'Fiches dans les annuaires',
  FrEduVecteur: 'Vecteurs d’identité',
};
const PROFILES = { eleve1d: 'Élève du 1er degré', eleve2d: 'Élève du 2nd degré', resp1d: 'Responsable d’élève du 1er degré', resp2d: 'Responsable d’élève du 2nd degré' };

const ENT = 'ENT des Trois Moulins';
/** Invented téléservices of the portal: same site, same contract, a page of their own. */
export const SERVICES = {
  fiche: 'Fiche de renseignements',
  livret: 'Livret scolaire',
  cantine: 'Paiement des factures',
  bourse: 'Demande de bourse',
  orientation: 'Orientation et affectation',
};

function page(title, body, site = ENT) {
  return `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escape(title)} - ${escape(site)}</title>
<style>
  body { margin: 0; font: 18px/1.5 system-ui, sans-serif; color: #23232b; background: #f4f5f9; }
  .strip { background: #ffc857; padding: 6px 20px; font-weight: 600; }
  header { background: #2f3670; color: #fff; padding: 16px 20px; font-size: 22px; font-weight: 600; }
  main { max-width: 760px; margin: 0 auto; padding: 20px; }
  h1 { font-size: 28px; line-height: 1.25; }
  .button { display: block; background: #2f3670; color: #fff; padding: 14px 18px; border-radius: 8px; text-decoration: none; margin: 12px 0; text-align: center; }
  .button:focus, a:focus { outline: 3px solid #23232b; outline-offset: 2px; }
  .plain { background: #fff; color: #2f3670; border: 1px solid #2f3670; }
  table { border-collapse: collapse; width: 100%; background: #fff; }
  th, td { text-align: left; padding: 10px; border-bottom: 1px solid #ddd; vertical-align: top; overflow-wrap: anywhere; }
  th { width: 40%; font-weight: 600; }
  @media (max-width: 500px) { tr, th, td { display: block; width: auto; } th { border-bottom: 0; padding-bottom: 0; } }
  small { color: #55555f; font-weight: 400; }
</style>
</head>
<body>
<div class="strip">Démonstration : ce service est inventé.</div>
<header>${escape(site)}</header>
<main>
${body}
</main>
</body>
</html>`;
}

function valueText(name, value) {
  if (Array.isArray(value)) return value.map((one) => valueText(name, one)).join('<br>');
  if (typeof value === 'boolean') return value ? 'oui' : 'non';
  if (name === 'auth_time') return escape(new Date(value * 1000).toLocaleString('fr-FR', { timeZone: 'Europe/Paris' }));
  if (name === 'FrEduCtPersonAffiliation') return escape(PROFILES[value] ?? value);
  return escape(typeof value === 'object' ? JSON.stringify(value) : value);
}

function table(claims) {
  const rows = Object.entries(claims).map(([name, value]) => `<tr><th scope="row">${escape(LABELS[name] ?? name)}<br><small>${escape(name)}</small></th><td>${valueText(name, value)}</td></tr>`);
  return `<table><tbody>${rows.join('\n')}</tbody></table>`;
}

export function homePage(isSignedIn, service) {
  const [here, to] = service ? [`service=${service}&amp;`, `/services/${service}/moi`] : ['', '/moi'];
  const site = SERVICES[service] ?? ENT;
  return page('Accueil', `<h1>${service ? escape(site) : 'Bienvenue dans votre espace numérique de travail'}</h1>
${isSignedIn ? `<p><a class="button" href="${to}">Aller à mon espace</a></p>` : `<p>Connectez-vous avec votre compte ÉduConnect.</p>
<a class="button" href="/connexion?${here}profil=responsable">Je suis responsable d’élève</a>
<a class="button" href="/connexion?${here}profil=eleve">Je suis élève</a>
<a class="button plain" href="/connexion?${here}">Me connecter sans choisir mon profil</a>`}`, site);
}

export function personPage(person, identity, service) {
  const name = person.name ?? [person.given_name, person.family_name].filter(Boolean).join(' ');
  const site = SERVICES[service] ?? ENT;
  return page('Mon espace', `<h1>Bonjour ${escape(name || 'à vous')}</h1>
<p>Vous êtes connecté au service « ${escape(site)} » avec votre compte ÉduConnect.</p>
<p><a class="button plain" href="/deconnexion">Me déconnecter</a></p>
<h2>Ce qu’ÉduConnect a transmis</h2>
${table(person)}
<h2>Le jeton d’identité</h2>
${table(identity)}`, site);
}

export function signedOutPage() {
  return page('À bientôt', '<h1>Vous êtes déconnecté</h1><p>Votre session est fermée ici et dans ÉduConnect.</p><p><a class="button plain" href="/">Revenir à l’accueil</a></p>');
}

export function faultPage(title, detail) {
  return page('Problème de connexion', `<h1>${escape(title)}</h1>${detail ? `<p>${escape(detail)}</p>` : ''}<p><a class="button" href="/">Revenir à l’accueil</a></p>`);
}
