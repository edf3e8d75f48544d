// The words of the interface in the reader's language, and dates as that language writes them.
function speech(language) {
  const code = (language || "en").toLowerCase().split("-")[0];
  const known = code in WORDS;
  const day = new Intl.DateTimeFormat(known ? language : "en", { dateStyle: "long", timeZone: "UTC" });
  return {
    lang: known ? code : "en",
    say: (key, fills = {}) => WORDS[known ? code : "en"][key].replace(/\{(\w+)\}/g, (_, name) => fills[name]),
    date: (iso) => day.format(new Date(iso)),
  };
}
