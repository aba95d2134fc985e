// Reading aloud by the browser itself, where it has a voice of the language; one of the device before one of a service.
function makeSpeech(changed) {
  const speech = window.speechSynthesis;
  if (!speech || !window.SpeechSynthesisUtterance) return { can: () => false, say() {}, stop() {} };
  const wanted = { zh: /^zh([-_](hans|cn)|$)/i, en: /^en/i };

  function voice(lang) {
    const fit = speech.getVoices().filter((each) => wanted[lang].test(each.lang));
    return fit.find((each) => each.localService) || fit[0];
  }

  if (speech.addEventListener) speech.addEventListener("voiceschanged", changed);
  return {
    can: (lang) => Boolean(voice(lang)),
    say(text, lang) {
      const words = new SpeechSynthesisUtterance(text);
      words.voice = voice(lang);
      words.lang = lang === "zh" ? "zh-CN" : "en";
      words.rate = 0.9;
      speech.cancel();
      speech.speak(words);
    },
    stop: () => speech.cancel(),
  };
}
