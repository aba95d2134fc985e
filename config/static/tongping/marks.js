"use strict";

// What the office has marked for sending back stays in the browser until it is sent: through a lost connection, an
// expired session, a closed window. The key names case, person and stay, so that nobody finds another's marks.
(() => {
  const form = document.querySelector("form[data-marks]");
  if (!form) return;
  const key = `tongping:${form.dataset.marks}`;
  const stem = key.slice(0, key.lastIndexOf(":") + 1);
  const fields = () => [...form.querySelectorAll("input[type=checkbox], select, textarea")];
  const state = form.querySelector("[data-marks-state]");
  const send = form.querySelector("[data-marks-send]");

  function stored() {
    try {
      return JSON.parse(localStorage.getItem(key)) || {};
    } catch {
      return {};
    }
  }

  function keep() {
    const words = {};
    for (const field of fields()) {
      const value = field.type === "checkbox" ? field.checked : field.value;
      if (value) words[field.name] = value;
    }
    try {
      if (Object.keys(words).length) localStorage.setItem(key, JSON.stringify(words));
      else localStorage.removeItem(key);
      state.textContent = state.dataset.kept;
    } catch {
      state.textContent = "";
    }
  }

  function show() {
    let marked = 0;
    for (const place of form.querySelectorAll("[data-mark]")) {
      const on = place.querySelector("input[type=checkbox]").checked;
      marked += on;
      place.querySelector("[data-when-marked]").hidden = !on;
    }
    const { none, one, many } = send.dataset;
    send.textContent = marked === 0 ? none : marked === 1 ? one : many.replace("{number}", marked);
  }

  // Marks of a stay that is over are of no use to anybody.
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith(stem) && name !== key) localStorage.removeItem(name);
  }
  // What the server sends back after a refusal is newer than what was kept.
  if (!form.querySelector(".has-error, .errorlist") && !document.querySelector("#main .notice.is-error")) {
    const words = stored();
    for (const field of fields()) {
      if (!(field.name in words)) continue;
      if (field.type === "checkbox") field.checked = words[field.name];
      else field.value = words[field.name];
    }
    if (Object.keys(words).length) state.textContent = state.dataset.kept;
  }
  show();
  form.addEventListener("input", () => {
    keep();
    show();
  });
})();
