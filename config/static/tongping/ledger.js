"use strict";

// One tick for all rows of the page.
(() => {
  for (const all of document.querySelectorAll("[data-check-all]")) {
    const ticks = [...all.form.querySelectorAll(`input[name="${all.dataset.checkAll}"]`)];
    all.hidden = false;
    all.addEventListener("change", () => {
      for (const tick of ticks) tick.checked = all.checked;
    });
    all.form.addEventListener("change", () => {
      const ticked = ticks.filter((tick) => tick.checked).length;
      all.checked = ticked === ticks.length;
      all.indeterminate = ticked > 0 && ticked < ticks.length;
    });
  }
})();
