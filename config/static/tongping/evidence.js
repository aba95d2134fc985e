"use strict";

// Files dropped on, or chosen in, a [data-drop] go out at once; a bar says how far they have come.
(() => {
  const zoneOf = (event) => event.target.closest?.("[data-drop]");
  const barOf = (form) => document.querySelector(`[data-drop="${form.id}"] progress`);

  function send(input) {
    if (input.files.length) input.form.requestSubmit();
  }

  for (const name of ["dragenter", "dragover"]) {
    document.addEventListener(name, (event) => {
      const zone = zoneOf(event);
      if (!zone || !event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      zone.classList.add("is-over");
    });
  }
  document.addEventListener("dragleave", (event) => {
    const zone = zoneOf(event);
    if (zone && !zone.contains(event.relatedTarget)) zone.classList.remove("is-over");
  });
  document.addEventListener("drop", (event) => {
    const zone = zoneOf(event);
    if (!zone) return;
    event.preventDefault();
    zone.classList.remove("is-over");
    const input = zone.querySelector("input[type=file]");
    input.files = event.dataTransfer.files;
    send(input);
  });

  // The card around it saves itself with every change; that files were chosen is none of its words.
  for (const name of ["input", "change"]) {
    document.addEventListener(
      name,
      (event) => {
        if (!event.target.matches("[data-drop] input[type=file]")) return;
        event.stopPropagation();
        if (name === "change") send(event.target);
      },
      true,
    );
  }

  document.addEventListener("htmx:xhr:progress", (event) => {
    const bar = barOf(event.target);
    if (!bar || !event.detail.lengthComputable) return;
    bar.hidden = false;
    bar.value = Math.round((100 * event.detail.loaded) / event.detail.total);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const bar = event.target.id && barOf(event.target);
    if (bar) bar.hidden = true;
  });
})();
