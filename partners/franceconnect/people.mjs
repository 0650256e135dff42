// The identities of the public FranceConnect sandbox (nobody is real), and those whoever starts this adds. The password is 123 for all.
import { createHash } from 'node:crypto';

export const PASSWORD = '123';

const SANDBOX = [
  ['test', 'DUBOIS', '', 'Angela Claire Louise', 'female', '1962-08-24', '75107', '99100', 'wossewodda-3728@yopmail.com'],
  ['sans_nom_dusage', 'DUPONT', '', 'Paul Louis', 'male', '1962-08-24', '75107', '99100'],
  ['avec_nom_dusage', 'MERCIER', 'DUBOIS', 'Pierre', 'male', '1969-03-17', '95277', '99100'],
  ['nom_composé', 'TROIS-DUPRE', '', 'Melissandre Juliette', 'female', '1981-07-27', '13012', '99100'],
  ['prénom_composé', 'HUCHE', '', 'Anne-Laure', 'female', '1945-09-30', '31555', '99100'],
  ['caractères_spéciaux', 'DUBINÔRE', '', 'Joëlle Françoise', 'female', '1992-08-15', '75117', '99100'],
  ['moins_18_ans', 'CHAMPION', '', 'Alice Juliette', 'female', '2010-11-02', '44109', '99100'],
  ['naissance_Algérie', 'MARTIN', '', 'Vincent Guillaume', 'male', '1963-12-05', '', '99352'],
  ['test_CLEMENT', 'CORSE', '', 'CLEMENT', 'male', '1991-02-12', '2A115', '99100'],
  ['sans_nom_naissance', '', '', 'Anne-Laure Angélique', 'female', '1992-08-12', '75103', '99100'],
];

const fields = ['login', 'family_name', 'preferred_username', 'given_name', 'gender', 'birthdate', 'birthplace', 'birthcountry', 'email'];
const sandbox = SANDBOX.map((row) => Object.fromEntries(row.map((value, i) => [fields[i], value])));

/** People by login. `more` is a JSON array of objects with at least login, family_name and given_name. */
export function people(more = '[]') {
  return new Map([...sandbox, ...JSON.parse(more)].map((person) => [person.login, person]));
}

/** 64 hexadecimal signs and "v1": the same person has another one at every service. */
export const subject = (login, clientId) => `${createHash('sha256').update(`${clientId}\n${login}`).digest('hex')}v1`;

/** What is released; the service gets the part its scopes name. */
export function claims(person, sub) {
  const { login, preferred_username: usual, ...rest } = person;
  return {
    ...rest,
    sub,
    given_name_array: person.given_name.split(' '),
    ...(usual ? { preferred_username: usual } : {}),
    email: person.email ?? `${createHash('sha256').update(login).digest('hex').slice(0, 10)}@yopmail.com`,
  };
}
