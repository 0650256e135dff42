// The pages of the mail box. A mail is shown as text, its links can be followed; its HTML part is shown as a source, never run.
const escape = (text) => String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
const when = (iso) => new Date(iso).toLocaleString('fr-FR', { timeZone: 'Europe/Paris' });
const links = (text) => escape(text).replace(/https?:\/\/[^\s<>]+/g, (url) => `<a href="${url}">${url}</a>`);

function page(title, body) {
  return `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escape(title)}</title>
<style>
  body { margin: 0; font: 17px/1.5 system-ui, sans-serif; color: #222; background: #f6f6f4; }
  .strip { background: #ffc857; padding: 6px 20px; font-weight: 600; }
  main { max-width: 960px; margin: 0 auto; padding: 20px; }
  h1 { font-size: 26px; }
  p { overflow-wrap: anywhere; }
  table { border-collapse: collapse; width: 100%; background: #fff; }
  th, td { text-align: left; padding: 10px; border-bottom: 1px solid #ddd; vertical-align: top; overflow-wrap: anywhere; }
  pre { white-space: pre-wrap; background: #fff; border: 1px solid #ddd; padding: 16px; font: inherit; overflow-wrap: anywhere; }
  a { color: #0e5159; }
  input, button { font: inherit; padding: 8px 10px; }
</style>
</head>
<body>
<div class="strip">Démonstration : ces messages ne sont envoyés à personne.</div>
<main>
${body}
</main>
</body>
</html>`;
}

export function listPage(messages, recipient) {
  const rows = messages.map((message) => `<tr><td>${when(message.date)}</td><td>${message.to.map(escape).join('<br>')}</td>
<td><a href="/messages/${message.id}">${escape(message.subject || '(sans objet)')}</a></td></tr>`).join('\n');
  const table = messages.length === 0
    ? '<p>Aucun message pour le moment.</p>'
    : `<table><thead><tr><th scope="col">Reçu</th><th scope="col">Pour</th><th scope="col">Objet</th></tr></thead><tbody>${rows}</tbody></table>`;
  return page('Messagerie de démonstration', `<h1>Messagerie de démonstration</h1>
<form><label>Destinataire <input name="to" value="${escape(recipient)}" size="40"></label> <button>Chercher</button> <a href="/">Tout afficher</a></form>
<p>${messages.length} message(s). Rechargez la page pour voir les nouveaux.</p>
${table}`);
}

export function messagePage(message) {
  const source = message.html ? `<details><summary>Version HTML (source)</summary><pre>${escape(message.html)}</pre></details>` : '';
  return page(message.subject, `<p><a href="/">Tous les messages</a></p>
<h1>${escape(message.subject || '(sans objet)')}</h1>
<p>De : ${escape(message.from)}<br>Pour : ${message.to.map(escape).join(', ')}<br>Reçu : ${when(message.date)}</p>
<pre>${links(message.text)}</pre>
${source}`);
}

export function missingPage() {
  return page('Message introuvable', '<h1>Ce message n’existe pas.</h1><p><a href="/">Tous les messages</a></p>');
}
