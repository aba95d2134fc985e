"use strict";

// Words marked in one of the public texts are taken over into the field "words to withhold".
(() => {
  const texts = document.querySelector("[data-texts]");
  const form = document.getElementById("withhold");
  const field = document.getElementById("id_words");
  if (!texts || !form || !field) return;

  const within = (node) => (node?.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest("[data-text]");

  function take() {
    const marked = document.getSelection();
    const words = marked.toString().trim();
    if (!words) return;
    const { startContainer, endContainer, endOffset } = marked.getRangeAt(0);
    const text = within(startContainer);
    // three clicks mark a paragraph up to the very beginning of the next one
    if (!text || (endOffset > 0 && text !== within(endContainer))) return;
    form.open = true;
    field.value = words;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  texts.addEventListener("mouseup", take);
  texts.addEventListener("touchend", take);
})();
