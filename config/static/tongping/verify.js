"use strict";

// A file chosen in [data-hash-file] is hashed here; its hash goes into the field that the attribute names, and is
// looked up. Where the browser cannot (no HTTPS, no reading), the field is there to be filled in by hand.
(() => {
  const part = document.querySelector("[data-hash-file]");
  if (!part || !window.crypto?.subtle) return;
  const chosen = part.querySelector("input[type=file]");
  const state = part.querySelector("[data-hash-state]");
  const field = document.getElementById(part.dataset.hashFile);

  async function look() {
    const [file] = chosen.files;
    if (!file) return;
    state.textContent = state.dataset.sayWorking;
    try {
      const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
      field.value = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
      state.textContent = "";
      field.form.requestSubmit();
    } catch {
      state.textContent = state.dataset.sayFailed;
    }
  }

  part.hidden = false;
  chosen.addEventListener("change", look);
})();
