// Sorting and filtering, which the page does without where no script runs: it is whole before.
(() => {
  const table = document.getElementById('all');
  const filter = document.getElementById('filter');
  if (!table || !filter) return;

  const body = table.tBodies[0];
  const rows = [...body.rows];
  const heads = [...table.tHead.rows[0].cells];
  const shown = document.getElementById('shown');
  const none = document.getElementById('none');
  const ranks = ['info', 'low', 'medium', 'high', 'critical'];
  const ownedBys = ['owner', 'stack', 'application'];
  const mostAlike = Number(table.dataset.mostAlike);
  const folded = new Set();
  const texts = new WeakMap();
  const places = new WeakMap();

  function textOf(row) {
    if (!texts.has(row)) texts.set(row, row.textContent.toLowerCase());
    return texts.get(row);
  }

  function nameOf(row) {
    return row.cells[2].textContent.toLowerCase();
  }

  /** The findings of a row: the one that it shows, and the same of other functions. */
  const members = new Map(rows.map((row) => [row, [row, ...row.querySelectorAll('.also > li')]]));
  const total = rows.reduce((sum, row) => sum + members.get(row).length, 0);
  /** Those that the filter leaves. */
  const left = new Map(members);

  function whereOf(member) {
    return member.cells ? member.cells[2] : member.querySelector('.at');
  }

  /** The ARN and the subject of a finding. */
  function idOf(member) {
    const own = member.cells ? member.querySelector('p.id') : member.querySelector('.id');
    return [...own.querySelectorAll('code')].map((code) => code.textContent);
  }

  /** The target and the check of a row. */
  function kindOf(row) {
    return `${idOf(row)[0]} ${row.querySelector('summary code').textContent}`;
  }

  function placeOf(row) {
    if (!places.has(row)) {
      const [, , , region, account, kind] = idOf(row)[0].split(':');
      places.set(row, { region: region || 'global', account, isLayer: kind === 'layer' });
    }
    return places.get(row);
  }

  /** A layer is its publisher's, and functions of any account may run it: it is in the list of each. */
  function isOfAccount(row, wanted) {
    const { account, isLayer } = placeOf(row);
    return wanted === '' || isLayer || account === wanted;
  }

  /** Names of the owners, stacks or applications of a finding. */
  function ownedOf(row, by) {
    return JSON.parse(row.dataset[by] ?? '[]');
  }

  function isOwned(row, select) {
    return select.value === '' || ownedOf(row, select.name).includes(select.value);
  }

  /** A choice of one is none. */
  function offer(select, values) {
    const distinct = [...new Set(values)].sort();
    for (const value of distinct) select.append(new Option(value, value));
    select.parentElement.hidden = distinct.length < 2;
  }

  const columns = [
    'id',
    'severity',
    'practice',
    'check',
    'title',
    'summary',
    'name',
    'region',
    'account',
    'impact',
    'since',
    'frameworks',
    'arn',
    'subject',
    'owner',
    'stack',
    'application',
  ];

  /** @param member the row itself, or another finding of its fault. */
  function valuesOf(row, member) {
    const [, what, , figures, since, items] = [...row.cells];
    const { region, account } = placeOf(member);
    const isOwn = row === member;
    const texts = (cell) => [...cell.querySelectorAll('span')].map((span) => span.textContent);
    const part = (selector) => what.querySelector(`summary ${selector}`).textContent;

    return [
      member.id.slice(2),
      row.dataset.severity,
      row.dataset.practice,
      part('code'),
      part('b'),
      part('span'),
      whereOf(member).querySelector('b').textContent,
      region,
      account,
      isOwn ? texts(figures).join('; ') : member.dataset.impact,
      isOwn ? since.textContent : member.dataset.since,
      texts(items).join('; '),
      ...idOf(member),
      ...ownedBys.map((by) => ownedOf(member, by).join('; ')),
    ];
  }

  /** No cell is a formula, whatever it begins with. */
  function cellOf(value) {
    const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return `"${text.replaceAll('"', '""')}"`;
  }

  /** Of what the filter leaves, folded or not, in the order in which it is. */
  function saveCsv() {
    const shownRows = [...body.rows]
      .filter((row) => !row.hidden)
      .flatMap((row) => left.get(row).map((member) => valuesOf(row, member)));
    const lines = [columns, ...shownRows].map((values) => values.map(cellOf).join(','));
    const link = document.createElement('a');

    link.href = URL.createObjectURL(new Blob([`${lines.join('\r\n')}\r\n`], { type: 'text/csv' }));
    link.download = 'vigil-findings.csv';
    link.click();
    URL.revokeObjectURL(link.href);
  }

  function apply() {
    const { text, function: name, practice, severity, region, account } = filter.elements;
    const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = name.value.trim().toLowerCase();
    const severities = new Set([...severity].filter((box) => box.checked).map((box) => box.value));
    let count = 0;

    const fits = (member) =>
      (wanted === '' || whereOf(member).textContent.toLowerCase().includes(wanted)) &&
      (region.value === '' || placeOf(member).region === region.value) &&
      isOfAccount(member, account.value) &&
      ownedBys.every((by) => isOwned(member, filter.elements[by]));
    for (const row of rows) {
      const isMeant =
        severities.has(row.dataset.severity) &&
        (practice.value === '' || row.dataset.practice === practice.value) &&
        words.every((word) => textOf(row).includes(word));
      left.set(row, isMeant ? members.get(row).filter(fits) : []);
      row.hidden = left.get(row).length === 0;
      count += left.get(row).length;
    }
    fold();

    const more = document.createElement('span');
    more.className = 'folding';
    const hidden = [...folded].reduce((sum, row) => sum + left.get(row).length, 0);
    more.textContent = hidden > 0 ? `, ${hidden} of them folded` : '';
    const faults = rows.filter((row) => !row.hidden).length;
    const inFaults = faults === count ? '' : ` (${faults} ${faults === 1 ? 'fault' : 'faults'})`;
    shown.textContent = `${count} of ${total} ${total === 1 ? 'finding' : 'findings'}${inFaults}`;
    shown.append(more);
    none.hidden = count > 0;
  }

  /**
   * One check that finds much in one function leaves room for others: in the present order, its first.
   * The style hides them on a screen alone: what is printed has all that the filter leaves.
   */
  function fold() {
    const alike = new Map();

    for (const row of folded) row.classList.remove('folded');
    folded.clear();
    if (!filter.elements.fold.checked) return;
    for (const row of body.rows) {
      if (row.hidden) continue;
      const kind = kindOf(row);
      alike.set(kind, (alike.get(kind) ?? 0) + 1);
      if (alike.get(kind) > mostAlike) folded.add(row);
    }
    for (const row of folded) row.classList.add('folded');
  }

  /** What a column is sorted by, the higher the further down when it ascends. */
  const keys = {
    severity: (row) => ranks.indexOf(row.dataset.severity),
    what: (row) => row.querySelector('summary').textContent.toLowerCase(),
    where: nameOf,
    figures: (row) =>
      1e12 * Number(row.dataset.score ?? 0) +
      1e3 * Number(row.dataset.hour ?? 0) +
      Number(row.dataset.month ?? 0),
    since: (row) => row.cells[4].textContent,
    items: (row) => row.cells[5].textContent,
  };

  function sort(head) {
    const { by } = head.dataset;
    const before = head.getAttribute('aria-sort');
    const first = by === 'what' || by === 'where' || by === 'items' ? 'ascending' : 'descending';
    const order = before === null ? first : before === 'ascending' ? 'descending' : 'ascending';
    const sign = order === 'ascending' ? 1 : -1;
    const keyed = rows.map((row) => [keys[by](row), row]);

    keyed.sort(([a], [b]) => (a < b ? -sign : a > b ? sign : 0));
    for (const each of heads) each.removeAttribute('aria-sort');
    head.setAttribute('aria-sort', order);
    body.append(...keyed.map(([, row]) => row));
    apply();
  }

  function only({ severity = '', practice = '', function: name = '' }) {
    filter.reset();
    filter.elements.practice.value = practice;
    filter.elements.function.value = name;
    for (const box of filter.elements.severity) {
      box.checked = severity === '' || box.value === severity;
    }
    apply();
  }

  /** What a link leads to is shown, whatever is filtered. */
  function reveal() {
    const row = document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest('tr');
    if (row?.parentNode !== body) return;

    if (row.hidden || folded.has(row)) {
      only({});
      filter.elements.fold.checked &&= !folded.has(row);
      apply();
    }
    const details = row.querySelector('details');
    details.open = true;
    row.scrollIntoView({ block: 'start' });
    details.querySelector('summary').focus({ preventScroll: true });
  }

  function offerCopy(pre) {
    const button = document.createElement('button');
    const text = pre.textContent;

    button.type = 'button';
    button.className = 'copy';
    button.textContent = 'Copy';
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(text);
      button.textContent = 'Copied';
      setTimeout(() => {
        button.textContent = 'Copy';
      }, 1500);
    });
    pre.append(button);
  }

  for (const head of heads) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = head.textContent;
    button.addEventListener('click', () => sort(head));
    head.replaceChildren(button);
  }

  const all = [...members.values()].flat();
  for (const by of ownedBys) {
    offer(
      filter.elements[by],
      all.flatMap((each) => ownedOf(each, by)),
    );
  }
  offer(
    filter.elements.region,
    all.map((each) => placeOf(each).region),
  );
  offer(
    filter.elements.account,
    all.flatMap((each) => (placeOf(each).isLayer ? [] : [placeOf(each).account])),
  );
  document.getElementById('csv').addEventListener('click', saveCsv);
  filter.hidden = false;
  filter.addEventListener('input', apply);
  filter.addEventListener('submit', (event) => event.preventDefault());
  // What resets has not been reset yet when the event comes.
  filter.addEventListener('reset', () => setTimeout(apply));
  apply();
  document.getElementById('fold').hidden = folded.size === 0;

  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href="#findings"]');
    if (link && Object.keys(link.dataset).length > 0) only(link.dataset);

    if (event.target.closest('a[href^="#f-"]')) setTimeout(reveal);
  });
  addEventListener('hashchange', reveal);
  reveal();

  document.addEventListener(
    'toggle',
    (event) => {
      if (!event.target.open) return;
      for (const pre of event.target.querySelectorAll('pre:not(:has(button))')) offerCopy(pre);
    },
    true,
  );
})();
