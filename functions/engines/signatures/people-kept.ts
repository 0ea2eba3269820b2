import { wordsOf } from '../flow/index.ts';
import { endsInWord } from './kept-name.ts';

/**
 * Whether items of a table or model with these fields are of people, with how they are reached and what is theirs: orders with
 * an e-mail address, users with theirs and a telephone number, accounts with a balance, subscribers. A name and an e-mail address alone are
 * what many pages show, and so is how a shop, a doctor or a company is reached.
 */
export function keepsPeople(table: string, fields: readonly string[]): boolean {
  const names = fields.map(plainName);
  const words = wordsOf(table);
  const has = (pattern: RegExp) => names.some((name) => pattern.test(name));
  if (has(/^balance$/) && has(ofAccount)) return true;
  const isOfCustomer = has(ofContact) || has(ofHome);
  if (endsInWord(words, (word) => trade.test(word))) return has(mail) || has(phone) || isOfCustomer;
  if (endsInWord(words, (word) => subscribed.test(word)) && has(mail)) return true;
  if (endsInWord(words, (word) => people.has(word)) && has(mail) && (has(phone) || has(own))) {
    const isOfFirm = endsInWord(words, (word) => ofFirms.has(word)) && has(ofFirm);
    return has(hidden) || !(isOfFirm || words.some((word) => /^teams?$/.test(word)));
  }
  return (
    isOfCustomer &&
    !endsInWord(words, (word) => onPages.has(word)) &&
    !words.some((word) => shown.has(word))
  );
}

/** Whether a field called so is how someone is reached: who knows it of another may ask for what is kept under it. */
export function isContactName(field: string): boolean {
  const name = plainName(field);

  return mail.test(name) || phone.test(name) || ofContact.test(name);
}

/** `email = :email`: whether all that a filter of DynamoDB asks for is how someone is reached. */
export function asksForContact(filter: string | undefined): boolean {
  const [, field = ''] = /^#?(\w{1,40}) {0,9}= {0,9}:\w{1,40}$/.exec(filter?.trim() ?? '') ?? [];

  return isContactName(field);
}

/** Whether a kind of items is called like what is kept of people: `BOOKING`, `user`. */
export function isKeptAsPeople(kind: string): boolean {
  const words = wordsOf(kind);

  return endsInWord(words, (word) => trade.test(word) || subscribed.test(word) || people.has(word));
}

/** Whether a table is called like what is kept of each of those who sign in: `users`, `StaffAccounts`. */
export function isOfEachPerson(table: string): boolean {
  return endsInWord(wordsOf(table), (word) => people.has(word) || signedIn.test(word));
}

const signedIn =
  /^(?:admins?|administrators?|staffs?|teachers?|drivers?|players?|logins?|credentials|auth|sellers?|vendors?|doctors?|subscribers?)$|users?$/;

/** Whether a field called so says something of what is kept with it: how someone is reached, or what is theirs. */
export function isOfPeople(field: string): boolean {
  const name = plainName(field);

  return [mail, phone, ofContact, ofHome, own, hidden, ofFirm, ofAccount].some((each) =>
    each.test(name),
  );
}

function plainName(field: string): string {
  return field.replaceAll(/[_-]/g, '').toLowerCase();
}

const mail = /^(?:user)?(?:e?mail|correo|emailaddress|emailid)$/;

const phone =
  /^(?:tele)?phone(?:n(?:o|um|umber))?$|^(?:mobile|cell)(?:phone|n(?:o|um|umber))?$|^contactn(?:o|um|umber)$|^telefono?$|^celular$|^whatsapp$/;

const ofAccount = /^account(?:id|no|number)?$/;

/** What is of one person: an address, a day of birth, what is theirs. */
const own =
  /^(?:(?:home|street|postal|mailing|shipping|billing|delivery)?address|direccion|endereco|dateofbirth|birthdate|birthday|dob|balance|password|passwordhash)$/;

/** No page shows these of anyone. */
const hidden = /^(?:dateofbirth|birthdate|birthday|dob|balance|password|passwordhash)$/;

/** What a page says of those who make a firm, or of whom it has worked for. */
const ofFirm = /^(?:bio|position|job(?:title|role)|designation|department|logo(?:url)?|website)$/;

/** `customerEmail`, `cliente_telefono` */
const ofContact =
  /^(?:customer|cliente?|patient|paciente|guest|passenger|buyer|payer|billing|shipping|parent|guardian|emergency)(?:contact)?(?:e?mail|emailaddress|correo|phone|phonenumber|telefono|telefone|mobile)$/;

/** `shippingAddress`: whatever keeps it, it is of who bought. */
const ofHome = /^(?:customer|patient|home|shipping|billing|delivery)address$/;

/** What someone has ordered or booked, by the end of a word: `roomorders`. */
const trade =
  /(?:orders|bookings|reservations|appointments)$|^(?:order|booking|reservation|appointment|purchases?|pedidos?|reservas?|citas?|agendamentos?|leads?|enquiries|inquiries|applicants|tickets?|attendees?|participants|registrations?|rsvps?|donations?|submissions?)$/;

/** Who is written to: a list of addresses is all that it is. */
const subscribed = /^(?:subscribers?|newsletter|emails|waitlist)$/;

const people: ReadonlySet<string> = new Set(
  (
    'user users usuario usuarios customer customers client clients cliente clientes account accounts patient patients paciente pacientes ' +
    'member members guest guests student students employee employees'
  ).split(' '),
);

/** Of whom a firm shows some itself: its own, and whom it works for. */
const ofFirms: ReadonlySet<string> = new Set(
  'client clients cliente clientes member members employee employees'.split(' '),
);

/** What a page is made of. */
const onPages: ReadonlySet<string> = new Set(
  (
    'team teams testimonial testimonials setting settings config configuration speaker speakers author authors branch branches location ' +
    'locations guestbook'
  ).split(' '),
);

/** Whose things all may read, or who wants to be found. */
const shown: ReadonlySet<string> = new Set(
  (
    'review reviews comment comments post posts product products profile profiles public doctor doctors shop shops store stores company companies restaurant restaurants ' +
    'hotel hotels seller sellers vendor vendors supplier suppliers job jobs event events listing listings'
  ).split(' '),
);
