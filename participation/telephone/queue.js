// What waits on this telephone: finished sheets, until the server has them, and words that it asked to have changed.
// Of the child who is answering nothing is stored.
const ABREAST = 10;
const PATIENCE = 15000;

function makeQueue(place) {
  const memory = {};
  const named = (name) => `tongping ${place} ${name}`;

  function read(name, otherwise) {
    if (name in memory) return memory[name];
    try {
      const kept = localStorage.getItem(named(name));
      return kept === null ? otherwise : JSON.parse(kept);
    } catch (_none) {
      return otherwise;
    }
  }

  // A browser that keeps nothing still has the page, for as long as it is open.
  function write(name, value) {
    try {
      localStorage.setItem(named(name), JSON.stringify(value));
      delete memory[name];
    } catch (_none) {
      memory[name] = value;
    }
  }

  function forget() {
    for (const name of ["waiting", "aside", "answered", "untaken", "skew", "lang"]) {
      delete memory[name];
      try {
        localStorage.removeItem(named(name));
      } catch (_none) {
        continue;
      }
    }
  }

  const waiting = () => read("waiting", []);
  const aside = () => read("aside", []);
  const figure = (name) => read(name, 0);
  const raise = (name, by) => write(name, figure(name) + by);

  function add(key, faces, words, isNew) {
    write("waiting", [...waiting(), { id: makeKey(), key, faces, words }]);
    if (isNew) raise("answered", 1);
  }

  function settle(item) {
    write(
      "aside",
      aside().filter((each) => each.key !== item.key || each.code !== item.code),
    );
  }

  async function deliver() {
    const sent = waiting().slice(0, ABREAST);
    const clock = new AbortController();
    const alarm = setTimeout(() => clock.abort(), PATIENCE);
    try {
      const response = await fetch(place, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ sheets: sent.map(({ key, faces, words }) => ({ key, faces, words })) }),
        credentials: "omit",
        cache: "no-store",
        referrerPolicy: "no-referrer",
        signal: clock.signal,
      });
      if (!response.ok) return null;
      const said = await response.json();
      take(sent, said.sheets);
      return said;
    } catch (_unreachable) {
      return null;
    } finally {
      clearTimeout(alarm);
    }
  }

  // First what has to be asked again, then what is done: whatever happens between, nothing is lost.
  function take(sent, answers) {
    const again = [];
    sent.forEach((sheet, number) => {
      const change = answers[number].change || {};
      for (const code of Object.keys(change))
        again.push({ key: sheet.key, code, kind: change[code], text: sheet.words[code] });
    });
    again.forEach(settle);
    if (again.length) write("aside", [...aside(), ...again]);
    const done = new Set(sent.map((sheet) => sheet.id));
    write(
      "waiting",
      waiting().filter((sheet) => !done.has(sheet.id)),
    );
    const untaken = answers.filter((answer) => answer.state !== "kept").length;
    if (untaken) raise("untaken", untaken);
  }

  let running = null;

  // All that waits; what is added meanwhile goes along. Resolves to the last answer, or null where nobody answers.
  function send() {
    if (!running)
      running = (async () => {
        let said;
        do said = await deliver();
        while (said && waiting().length);
        return said;
      })().finally(() => {
        running = null;
      });
    return running;
  }

  return { add, aside, figure, forget, read, send, settle, waiting, write };
}

function makeKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
